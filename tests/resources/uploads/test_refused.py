"""Uploads that are refused: said in the form, and nothing of them is left."""

import pytest
from django.urls import reverse

from bluecampaign.media import receiving
from bluecampaign.search import index
from resources.models import Edition
from tests.media.corpus import HOSTILE
from tests.media.sent import printed
from tests.office.forms import form_of, url_of
from tests.resources.uploads.sending import passing, said, stored, upload, upload_to

pytestmark = pytest.mark.django_db
# One of each kind, and quick to judge.
SAMPLE = [
    *("SVG with a script", "GIF that is a script", "program", "JPEG cut short"),
    *("PNG that promises 225 million", "JPEG of many scans", "WebP that moves"),
    *("pdf behind a page", "pdf cut short", "pdf with a password"),
    *("pdf with a script at opening", "pdf with a link to a share", "pdf with a file inside"),
    *("pdf of 401 pages", "pdf that is an office file"),
]


@pytest.mark.parametrize(
    "hostile", [each for each in HOSTILE if each.name in SAMPLE], ids=lambda each: each.name
)
def test_hostile_upload_is_refused_in_the_form_and_leaves_nothing(
    client, item, publisher, settings, hostile
):
    response = upload_to(
        client, item, hostile.build(), name=hostile.file_name, title_en="Typed before"
    )

    [formset] = [f for f in response.context["inline_admin_formsets"] if f.opts.model is Edition]
    [errors] = [form.errors for form in formset.formset.forms]
    assert [each.code for each in errors["file"].as_data()] == list(hostile.reasons)
    assert stored() == passing(settings) == []
    assert item.editions.get().file.name == ""
    # What was typed stands there still, and it is said that the file does not.
    assert 'value="Typed before"' in said(response)
    assert "Nothing was saved, and files are not kept: choose them once more." in said(response)


def test_sample_covers_what_is_asked_of_it():
    assert len(SAMPLE) == len({each.name for each in HOSTILE} & set(SAMPLE)) >= 10


def test_good_file_is_taken_away_when_another_field_is_wrong(client, item, publisher, settings):
    response = upload_to(client, item, printed("Words"), title_en="")

    assert response.status_code == 200
    assert stored() == passing(settings) == []


def test_good_file_is_taken_away_when_publishing_is_refused(client, item, publisher):
    response = upload_to(client, item, printed("Words"), summary_en="Short")

    assert "It was not published" in said(response)
    assert stored() == []
    assert item.editions.get().file.name == ""


def test_good_file_is_taken_away_when_saving_breaks(client, item, publisher, monkeypatch):
    def broken(_obj):
        raise OSError("the disk is full")

    monkeypatch.setattr(index, "update", broken)
    client.raise_request_exception = False

    assert upload_to(client, item, printed("Words")).status_code == 503
    assert stored() == []


def test_request_that_is_far_too_large_is_refused_plainly(
    client, item, publisher, settings, monkeypatch
):
    monkeypatch.setattr(receiving, "MOST_BYTES", 100_000)

    response = upload_to(client, item, printed("Words") + bytes(200_000))

    assert response.status_code == 413
    assert "too large" in said(response)
    assert stored() == passing(settings) == []


def test_script_is_told_where_to_go_on_and_the_messages_wait_there(client, item, publisher):
    form = form_of(client, item) | {"editions-0-file": upload(printed("Words")), "_save": "1"}

    response = client.post(url_of(item), form, headers={"X-Upload": "1"})

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["X-Next"] == reverse("admin:resources_resource_changelist")
    messages = list(client.get(response.headers["X-Next"]).context["messages"])
    assert len(messages) >= 1


def test_file_field_tells_the_browser_what_may_be_chosen(client, item, publisher):
    shown = said(client.get(url_of(item)))

    assert 'accept=".pdf,.jpg,.jpeg,.png,.webp"' in shown
    assert 'data-upload-most="52428800"' in shown

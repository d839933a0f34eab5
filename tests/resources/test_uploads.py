"""Uploads through the admin as a browser sends them: taken, refused, drafted, undone."""

import os
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from PIL import Image

from bluecampaign.media import receiving
from bluecampaign.media.models import Picture
from bluecampaign.publishing import drafts
from bluecampaign.publishing.difference import changes
from bluecampaign.publishing.versions import Version, draft_of
from bluecampaign.search import index
from bluecampaign.search.models import SearchDocument
from resources.models import Edition, Resource
from tests.makers import make_edition, make_picture, make_resource, make_staff
from tests.media.corpus import HOSTILE, pdf_bytes, picture
from tests.media.sent import printed, tagged
from tests.office.forms import form_of, send, url_of

pytestmark = pytest.mark.django_db

NAME = "editions/t-9001-es-"
# One of each kind, and quick to judge.
SAMPLE = [
    *("SVG with a script", "GIF that is a script", "program", "JPEG cut short"),
    *("PNG that promises 225 million", "JPEG of many scans", "WebP that moves"),
    *("pdf behind a page", "pdf cut short", "pdf with a password"),
    *("pdf with a script at opening", "pdf with a link to a share", "pdf with a file inside"),
    *("pdf of 401 pages", "pdf that is an office file"),
]


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "passing")
    os.mkdir(settings.FILE_UPLOAD_TEMP_DIR)


@pytest.fixture
def item():
    return make_resource(code="T-9001", languages=["es"], title_es="Tarjeta")


@pytest.fixture
def publisher(client):
    member = make_staff()
    client.force_login(member)
    return member


def upload(data: bytes, name: str = "a.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "text/html")


def stored() -> list[str]:
    root = Path(default_storage.location)
    return sorted(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())


def passing(settings) -> list[str]:
    return os.listdir(settings.FILE_UPLOAD_TEMP_DIR)


def upload_to(client, item, data: bytes, *, button="_save", name="a.pdf", **changes):
    form = form_of(client, item, **changes) | {"editions-0-file": upload(data, name)}
    return send(client, item, form, button=button)


def said(response) -> str:
    return response.content.decode()


# --- Taken -------------------------------------------------------------------------


def test_pdf_is_described_stored_and_served_under_its_digest(client, item, publisher, settings):
    response = upload_to(client, item, printed("Conozca las se\\361ales"), name="../x/evil.php")

    edition = item.editions.get()
    assert response.status_code == 302
    assert edition.file.name == f"{NAME}{edition.sha256[:16]}.pdf"
    assert (edition.format, edition.pages, edition.text) == ("pdf", 2, "Conozca las señales")
    assert edition.shortcomings == ["untagged", "no_title", "no_language"]
    assert edition.is_accessible is False
    assert edition.bytes == default_storage.size(edition.file.name)
    base = edition.file.name.removesuffix(".pdf")
    endings = ("-320.jpg", "-320.webp", "-640.jpg", "-640.webp", ".pdf")
    assert stored() == [base + ending for ending in endings]
    assert passing(settings) == []
    assert client.get(edition.file.url).headers["Content-Type"] == "application/pdf"


def test_picture_is_an_edition_with_a_cover_on_white(client, item, publisher):
    upload_to(client, item, picture(mode="RGBA", size=(800, 400)), name="a.pdf")

    edition = item.editions.get()
    assert (edition.format, edition.pages, edition.shortcomings) == ("image", None, [])
    assert edition.file.name.endswith(".png")
    assert (edition.cover_width, edition.cover_height) == (640, 320)
    with default_storage.open(edition.cover) as file, Image.open(file) as cover:
        assert cover.format == "JPEG"
        assert min(cover.getpixel((5, 5))) > 100


def test_form_tells_what_the_file_is_in_sentences(client, item, publisher):
    def german(pdf):
        tagged(pdf)
        pdf.Root.Lang = pikepdf.String("de-AT")

    upload_to(client, item, pdf_bytes(german))

    shown = said(client.get(url_of(item)))
    edition = item.editions.get()
    assert edition.shortcomings == ["other_language"]
    assert "2 pages" in shown
    assert "It says another language than this edition has." in shown
    assert "It has no tags" not in shown
    assert f'<img src="{default_storage.url(edition.cover)}" width="640"' in shown


def test_language_of_an_edition_is_compared_anew_when_it_changes(client, item, publisher):
    upload_to(client, item, pdf_bytes(tagged))
    assert item.editions.get().shortcomings == ["other_language"]

    send(client, item, form_of(client, item) | {"editions-0-language": "en"})

    edition = item.editions.get()
    assert (edition.shortcomings, edition.is_accessible) == ([], True)


def test_what_changed_is_written_in_two_languages(client, item, publisher):
    form = form_of(client, item, language="es") | {
        "editions-0-changes_en": "New number",
        "editions-0-changes_es": "Número nuevo",
        "editions-0-revised_on": "2026-02-03",
    }

    assert send(client, item, form, language="es").status_code == 302

    edition = item.editions.get()
    assert (edition.changes_en, edition.changes_es) == ("New number", "Número nuevo")
    assert str(edition.revised_on) == "2026-02-03"


def test_file_that_is_taken_out_leaves_no_description(client, item, publisher):
    upload_to(client, item, printed("Words"))

    send(client, item, form_of(client, item) | {"editions-0-file-clear": "on"})

    edition = item.editions.get()
    assert (edition.file.name, edition.text, edition.cover, edition.bytes) == ("", "", "", 0)
    assert (edition.shortcomings, edition.sha256, edition.format) == ([], "", "")


def test_same_file_twice_is_stored_once(client, item, publisher):
    upload_to(client, item, printed("Words"))
    before = stored()

    upload_to(client, item, printed("Words"))

    assert stored() == before


# --- Refused -----------------------------------------------------------------------


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


# --- Drafts ------------------------------------------------------------------------


def test_draft_with_a_file_is_previewed_published_and_the_live_page_waits(client, item, publisher):
    upload_to(client, item, printed("Draft words"), button="_draft")

    draft = draft_of(item)
    [part] = draft.snapshot["parts"]["editions"]
    name = part["fields"]["file"]
    assert item.editions.get().file.name == ""
    assert default_storage.exists(name)
    preview = said(client.get(reverse("admin:resources_resource_preview", args=[item.pk])))
    assert f"{name.removesuffix('.pdf')}-320.webp" in preview
    assert name.removesuffix(".pdf") not in said(client.get(item.get_absolute_url()))
    assert client.get(default_storage.url(name)).status_code == 200

    drafts.publish(item, draft, by=publisher, moved=lambda before, after: None)

    edition = item.editions.get()
    assert (edition.file.name, edition.text) == (name, "Draft words")
    assert f"{name.removesuffix('.pdf')}-320.webp" in said(client.get(item.get_absolute_url()))


def test_discarded_draft_leaves_its_file_where_a_search_for_orphans_finds_it(
    client, item, publisher
):
    upload_to(client, item, printed("Draft words"), button="_draft")
    [part] = draft_of(item).snapshot["parts"]["editions"]

    client.post(reverse("admin:resources_resource_review", args=[item.pk]), {"verb": "discard"})

    assert draft_of(item) is None
    assert part["fields"]["file"] in stored()
    assert not Edition.objects.exclude(file="").exists()


def test_refused_draft_leaves_no_file(client, item, publisher):
    response = upload_to(client, item, printed("Words"), button="_draft", title_en="")

    assert response.status_code == 200
    assert draft_of(item) is None
    assert stored() == []


def test_version_keeps_the_words_of_a_file_and_the_comparison_leaves_them_out(
    client, item, publisher
):
    upload_to(client, item, printed("First words"))
    upload_to(client, item, printed("Second words"))
    second, first = Version.objects.of(item).order_by("-pk")[:2]

    told = {change.field for change in changes(Resource, first.snapshot, second.snapshot)}

    assert second.snapshot["parts"]["editions"][0]["fields"]["text"] == "Second words"
    assert "file" in told
    assert not told & {"text", "sha256", "cover", "bytes", "shortcomings"}


# --- Found, and shown --------------------------------------------------------------


def attached(item) -> dict[str, str]:
    found = SearchDocument.objects.filter(object_id=item.pk, kind="resource")
    return {document.language: document.attached for document in found}


def test_words_of_a_file_are_found_in_its_language_alone():
    item = make_resource(languages=[], title_es="Tarjeta", title_zh_hans="卡", title_ar="بطاقة")
    for tag, text in [
        ("es", "letra"),
        ("zh-CN", "字"),
        ("und", "unnamed"),
        ("en", "letter"),
        ("so", "warqad"),
        ("zxx", "sign"),
    ]:
        make_edition(item, language=tag, text=text)

    index.update(item)

    assert attached(item) == {"en": "letter unnamed sign", "es": "letra", "zh-hans": "字", "ar": ""}


def test_card_shows_the_cover_of_the_language_that_is_read(client):
    item = make_resource(languages=[], title_es="Tarjeta")
    for tag in ("so", "en", "es"):
        make_edition(
            item, language=tag, cover=f"editions/{tag}-640.jpg", cover_width=640, cover_height=800
        )

    def cover(path: str) -> set[str]:
        page = said(client.get(path))
        return {tag for tag in ("so", "en", "es") if f"/files/editions/{tag}-640.jpg" in page}

    assert cover(item.get_absolute_url()) == {"en"}
    assert cover(f"/es{item.get_absolute_url()}") == {"es"}
    assert cover(f"/ar{item.get_absolute_url()}") == {"en"}


def test_page_of_an_item_without_a_cover_shows_none(client):
    item = make_resource()

    assert "<picture" not in said(client.get(item.get_absolute_url()))


def test_list_does_not_load_the_words_of_files(django_assert_num_queries):
    item = make_resource(languages=[])
    make_edition(item, text="long" * 1000)

    [found] = Resource.objects.filter(pk=item.pk).for_cards("en")

    with django_assert_num_queries(0):
        [edition] = found.editions.all()
    assert "text" in edition.get_deferred_fields()


# --- What is missing ---------------------------------------------------------------


def bare_picture() -> Picture:
    name = default_storage.save("pictures/old.png", upload(picture(size=(900, 300))))
    return make_picture(file=name, width=900, height=300)


def test_make_covers_makes_what_is_missing_and_then_nothing(client, item, publisher, capsys):
    upload_to(client, item, printed("Words"))
    Edition.objects.update(cover="", cover_width=0, text="")
    old = bare_picture()

    call_command("make_covers", "--dry-run")
    dry = capsys.readouterr().out
    assert not Edition.objects.exclude(cover="").exists()

    call_command("make_covers")
    made = capsys.readouterr().out
    call_command("make_covers")

    edition, old = item.editions.get(), Picture.objects.get(pk=old.pk)
    assert (edition.cover_width, edition.text) == (640, "Words")
    assert default_storage.exists(edition.cover)
    assert (old.rendition, old.shown.width) == ("pictures/old-900.jpg", 900)
    assert f"1/2 missing: {edition.file.name}" in dry
    assert "2/2 made: pictures/old.png" in made
    assert capsys.readouterr().out == "Nothing is missing.\n"


def test_make_covers_goes_on_after_a_lost_file_and_says_so(capsys):
    lost = make_picture(file="pictures/lost.png")
    bare_picture()

    with pytest.raises(CommandError, match=r"pictures/lost\.png: The file is not in the storage"):
        call_command("make_covers", verbosity=0)

    assert capsys.readouterr().out == ""
    assert list(Picture.objects.filter(rendition="")) == [lost]

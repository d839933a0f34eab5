"""Nobody uploads a picture without going through the rules of content."""

import io

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from bluecampaign import roles
from bluecampaign.media.admin import Rule
from bluecampaign.media.models import Picture
from bluecampaign.publishing.models import Status
from tests.makers import make_block, make_page, make_picture, make_profile
from tests.office.forms import form_of, make_member, make_roles, messages_of, send, url_of

pytestmark = pytest.mark.django_db

ADD = "admin:media_picture_add"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    make_roles()


@pytest.fixture
def editor(client):
    member = make_member(roles.EDITOR)
    client.force_login(member)
    return member


def upload(colour: str = "navy") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), colour).save(out, format="PNG")
    return SimpleUploadedFile("a.png", out.getvalue(), "image/png")


def add(client, **changes):
    data = {"name": "Door", "alt_en": "An open door", "rules": Rule.values, "file": upload()}
    return client.post(reverse(ADD), data | changes)


def test_upload_remembers_who_went_through_the_rules_and_when(client, editor, time_machine):
    time_machine.move_to("2026-03-04 12:00:00+00:00", tick=False)

    response = add(client)

    assert response.status_code == 302
    picture = Picture.objects.get()
    assert picture.confirmed == {
        "rules": Rule.values,
        "by": editor.username,
        "at": "2026-03-04T12:00:00+00:00",
        "digest": picture.digest,
    }
    shown = client.get(url_of(picture)).content.decode()
    assert f"{editor.username} went through them: March 4, 2026" in shown


def test_words_of_a_picture_are_told_after_saving(client, editor):
    told = " ".join(messages_of(client, add(client, alt_en="A door prior to opening")))
    picture = Picture.objects.get()

    assert "<mark>prior to</mark>" in told
    assert f'href="{url_of(picture)}#id_alt_en"' in told
    assert "<mark>" not in " ".join(messages_of(client, add(client, name="Other")))


def test_upload_without_the_rules_is_refused_with_each_of_them(client, editor):
    response = add(client, rules=[])

    errors = response.context["adminform"].form.errors["rules"]
    assert len(errors) == len(Rule) == 6
    assert not Picture.objects.exists()


def test_upload_with_one_rule_open_names_that_one(client, editor):
    response = add(client, rules=[rule for rule in Rule.values if rule != Rule.RESTRAINTS])

    [error] = response.context["adminform"].form.errors["rules"]
    assert "It shows no chains, cuffs, cages, barcodes or tape." in error
    assert not Picture.objects.exists()


def test_all_reasons_come_at_once(client, editor):
    text = SimpleUploadedFile("a.png", b"only text", "image/png")

    response = add(client, file=text, alt_en="", rules=[], name="")

    assert set(response.context["adminform"].form.errors) == {"file", "alt_en", "rules", "name"}


def test_other_words_need_no_new_look_at_the_picture(client, editor):
    add(client)
    picture = Picture.objects.get()
    data = form_of(client, picture, name="Other door")
    data.pop("file", None)

    response = send(client, picture, data)

    found = Picture.objects.get()
    assert response.status_code == 302
    assert (found.name, found.confirmed) == ("Other door", picture.confirmed)


def test_another_file_needs_another_look(client, editor):
    add(client)
    picture = Picture.objects.get()
    data = form_of(client, picture) | {"file": upload("white")}
    data.pop("rules", None)

    response = send(client, picture, data)

    assert "rules" in response.context["adminform"].form.errors
    assert Picture.objects.get().digest == picture.digest


def test_picture_without_alternative_text_is_refused_unless_it_decorates(client, editor):
    refused = add(client, alt_en="")
    stored = add(client, alt_en="", is_decorative="on")

    assert (refused.status_code, stored.status_code) == (200, 302)
    assert Picture.objects.get().is_decorative


# --- Pictures on the site ----------------------------------------------------------


def change_of(client, picture):
    """The change form of a picture sent with another name, whether it is open or not."""
    return client.post(url_of(picture), {"name": "Forged", "alt_en": "Forged", "credit": ""})


@pytest.mark.parametrize(
    "status, expected",
    [
        (Status.DRAFT, (302, "Forged")),
        (Status.ARCHIVED, (302, "Forged")),
        (Status.LIVE, (403, "Door")),
        (Status.SCHEDULED, (403, "Door")),
    ],
)
def test_editor_changes_a_picture_that_no_public_page_uses(client, editor, status, expected):
    picture = make_picture(name="Door")
    make_block(make_page(status=status), picture=picture)

    response = change_of(client, picture)

    assert (response.status_code, Picture.objects.get().name) == expected


def test_closed_form_says_why_and_where_the_picture_stands(client, editor):
    picture, page, profile = make_picture(), make_page(title_en="A <page>"), make_profile()
    for each in (page, page, profile.page_ptr):
        make_block(each, picture=picture)

    response = client.get(url_of(picture))

    html = response.content.decode()
    assert response.context["has_change_permission"] is False
    assert "only those who may publish change it" in html
    assert html.count(f'href="{url_of(page)}"') == html.count(f'href="{url_of(profile)}"') == 1
    assert "A &lt;page&gt;" in html
    assert 'name="_save"' not in html


def test_publisher_changes_a_picture_of_a_live_page(client):
    picture = make_picture(name="Door")
    make_block(make_page(), picture=picture)
    client.force_login(make_member(roles.PUBLISHER))

    response = change_of(client, picture)

    assert "only those who" not in client.get(url_of(picture)).content.decode()
    assert (response.status_code, Picture.objects.get().name) == (302, "Forged")


def test_publisher_of_something_else_changes_no_picture_of_a_page(client, editor):
    picture = make_picture(name="Door")
    make_block(make_page(), picture=picture)
    editor.user_permissions.add(Permission.objects.get(codename="publish_resource"))

    assert change_of(client, picture).status_code == 403
    editor.user_permissions.add(Permission.objects.get(codename="publish_page"))
    client.force_login(User.objects.get(pk=editor.pk))
    assert change_of(client, picture).status_code == 302


def test_translator_goes_on_giving_words_to_a_picture_of_a_live_page(client):
    picture = make_picture(name="Door", alt_en="A door")
    make_block(make_page(), picture=picture)
    client.force_login(make_member("Translator: Spanish"))

    data = form_of(client, picture, alt_es="Una puerta")
    response = send(client, picture, data, language="es")

    assert response.status_code == 302, response.context["errors"]
    assert (Picture.objects.get().name, Picture.objects.get().alt_es) == ("Door", "Una puerta")

"""Signs, terms and awareness days in the office: drafts, review, and the way back."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from awareness.models import Indicator, Observance, Page, Term
from bluecampaign import roles
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Version, draft_of
from bluecampaign.translation.languages import BY_CODE
from tests.makers import make_indicator
from tests.office.forms import SPANISH, filled, form_of, send, signed_in, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles_exist")]

LISTS = {
    Indicator: ("text_en", "/indicators/"),
    Term: ("definition_en", "/glossary/"),
    Observance: ("text_en", "/awareness-day/"),
}
EVERY_LIST = pytest.mark.parametrize("model", LISTS)


def write(client, obj, words: str = "Words of a draft.", button: str = "_submit"):
    name, _path = LISTS[type(obj)]
    return send(client, obj, form_of(client, obj, **{name: words}), button=button)


@EVERY_LIST
def test_editor_saving_a_live_entry_changes_no_byte_until_it_is_published(client, model):
    _name, path = LISTS[model]
    obj = model.objects.live().first()
    before = client.get(path).content
    signed_in(client, roles.EDITOR)

    write(client, obj, button="_save")
    drafted = client.get(path).content
    signed_in(client, roles.PUBLISHER)
    published = client.post(url_of(obj, "review"), {"verb": "publish"})

    assert drafted == before
    assert published.status_code == 302
    assert b"Words of a draft." in client.get(path).content
    assert draft_of(obj) is None


@EVERY_LIST
def test_editor_publishes_nothing(client, model):
    obj = model.objects.live().first()
    signed_in(client, roles.EDITOR)
    write(client, obj)

    decided = client.post(url_of(obj, "review"), {"verb": "publish"})
    deleted = client.post(url_of(obj, "delete"), {"post": "yes"})
    listed = reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_changelist")
    client.post(listed, {"action": "unpublish", "_selected_action": [obj.pk]})

    assert (decided.status_code, deleted.status_code) == (403, 403)
    assert model.objects.live().filter(pk=obj.pk).exists()


@EVERY_LIST
def test_new_entry_of_an_editor_is_no_reader_s(client, model):
    name, path = LISTS[model]
    signed_in(client, roles.EDITOR)
    add = reverse(f"admin:awareness_{model._meta.model_name}_add")
    values = {"key": "fresh", "group": "work", "term_en": "Fresh", "name_en": "Fresh"}
    data = filled(client.get(add), **values, month="3", day="8") | {name: "Fresh words."}

    response = client.post(add, data)

    assert response.status_code == 302
    assert model.objects.get(key="fresh").status == Status.DRAFT
    assert b"Fresh words." not in client.get(path).content


@pytest.mark.parametrize("language, tag", [("en", "en"), ("ar", "ar"), ("zh-hans", "zh-Hans")])
@EVERY_LIST
def test_preview_is_the_page_of_readers_with_the_draft_in_place(client, model, language, tag):
    name, path = LISTS[model]
    obj = model.objects.live().first()
    signed_in(client, roles.EDITOR)
    column = name.removesuffix("en") + BY_CODE[language].suffix
    model.objects.filter(pk=obj.pk).update(**{column: ""})
    write(client, obj)

    response = client.get(url_of(obj, "preview", language))

    html = response.content.decode()
    assert "Words of a draft." in html
    assert f'<html lang="{tag}"' in html
    assert Page.objects.get(path=path.strip("/")).blocks.first().key in html
    assert (
        response["Cache-Control"] == "no-store, private" or "no-store" in response["Cache-Control"]
    )
    assert b"Words of a draft." not in client.get(path).content


def test_preview_shows_what_is_not_published_yet(client):
    sign = make_indicator(status=Status.DRAFT, text_en="A sign to come")
    signed_in(client, roles.EDITOR)

    shown = client.get(url_of(sign, "preview")).content

    assert b"A sign to come" in shown
    sign.refresh_from_db()
    assert sign.status == Status.DRAFT
    assert b"A sign to come" not in client.get("/indicators/").content


def test_entry_that_no_page_shows_has_no_preview_and_says_why(client):
    sign = make_indicator()
    Page.objects.update(status=Status.DRAFT)
    signed_in(client, roles.EDITOR)

    form = client.get(url_of(sign))

    assert form.context["preview_url"] == ""
    assert [line.refusal.reason for line in form.context["refusals"]] == [
        "No public page shows it: readers would not meet it."
    ]
    assert client.get(url_of(sign, "preview")).status_code == 404


@EVERY_LIST
def test_publisher_cannot_publish_what_is_broken(client, model):
    name, path = LISTS[model]
    obj = model.objects.live().first()
    before = client.get(path).content
    signed_in(client, roles.PUBLISHER)

    response = send(client, obj, form_of(client, obj, **{name: "Call 1-888-373-7888."}))

    [line] = response.context["refusals"]
    assert line.refusal.reason == "The phone number “1-888-373-7888” is typed into the text."
    assert line.url == f"#id_{name}"
    assert client.get(path).content == before


def test_version_of_a_sign_comes_back(client):
    sign = Indicator.objects.live().first()
    words = sign.text_en
    signed_in(client, roles.PUBLISHER)
    write(client, sign, "Other words", button="_save")
    first = Version.objects.of(sign).get(number=1)

    client.post(url_of(sign, "versions"), {"number": first.number})

    assert Indicator.objects.get(pk=sign.pk).text_en == words
    assert Version.objects.of(sign).count() == 3


def test_deleted_term_comes_back_as_a_draft(client):
    term = Term.objects.live().first()
    signed_in(client, roles.PUBLISHER)
    client.post(url_of(term, "delete"), {"post": "yes"})
    gone = client.get("/glossary/").content
    version = Version.objects.get(model="awareness.term", object_id=term.pk, kind="deleted")

    client.post(reverse("admin:awareness_term_deleted"), {"version": version.pk})

    assert f'id="{term.key}"'.encode() not in gone
    assert Term.objects.get(pk=term.pk).status == Status.DRAFT


def test_second_of_two_people_is_told(client):
    sign = Indicator.objects.live().first()
    signed_in(client, roles.EDITOR)
    mine = form_of(client, sign, text_en="Mine")
    signed_in(client, roles.EDITOR)
    write(client, sign, "Theirs")

    response = send(client, sign, mine, button="_draft")

    assert "saved this at" in str(response.context["adminform"].form.non_field_errors())
    assert draft_of(sign).snapshot["fields"]["text_en"] == "Theirs"


def test_translator_writes_a_sign_into_a_draft_and_finds_it_in_the_list(client):
    sign = Indicator.objects.live().first()
    words = sign.text_es
    signed_in(client, SPANISH)
    listed = client.get(reverse("admin:translate-list", args=["es"])).content.decode()

    send(client, sign, form_of(client, sign, text_es="Otra señal"), language="es")

    assert reverse("admin:translate-work", args=["es", "awareness.indicator", sign.pk]) in listed
    assert Indicator.objects.get(pk=sign.pk).text_es == words
    assert draft_of(sign).snapshot["fields"]["text_es"] == "Otra señal"


def test_draft_of_a_sign_waits_on_the_first_page(client):
    sign = Indicator.objects.live().first()
    signed_in(client, roles.EDITOR)
    write(client, sign)
    signed_in(client, roles.PUBLISHER)

    areas = client.get("/admin/").context["desk"]

    sections = {section.heading: section.items for _area, part in areas for section in part}
    assert [item.url for item in sections["To review"]] == [url_of(sign, "review")]


def test_review_names_the_entry_as_it_is_on_the_site(client):
    sign = make_indicator(text_en="Words on the site")
    signed_in(client, roles.EDITOR)
    write(client, sign, "Words of the draft")

    response = client.get(url_of(sign, "review"))

    assert str(response.context["object"]) == "Words on the site"
    assert response.context["title"] == "Review: Words on the site"


@pytest.mark.parametrize("name", ["indicator", "term", "observance"])
def test_right_to_publish_is_the_publishers_and_no_editors(name):
    right = Permission.objects.get(codename=f"publish_{name}")

    groups = set(right.group_set.values_list("name", flat=True))

    assert groups == {roles.PUBLISHER, roles.ADMINISTRATOR}

"""A translator tries what a translator may not do: by sending it, whatever the buttons say."""

import io

import pytest
from django.urls import reverse

from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import VersionKind, draft_of, keep
from bluecampaign.roles import EDITOR
from bluecampaign.translation.models import State, TranslationState
from tests.makers import make_block, make_channel, make_hotline, make_page, make_picture
from tests.office.forms import (
    ARABIC,
    REVIEWER,
    SPANISH,
    WORDS,
    form_of,
    send,
    signed_in,
    stored,
    url_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles_exist")]


def test_translator_is_offered_their_languages_and_no_other(client):
    page = make_page(title_es="Página")
    signed_in(client, SPANISH, ARABIC)

    response = client.get(url_of(page, language="fr"))

    offered = [choice["language"].code for choice in response.context["language_choices"]]
    assert offered == ["es", "ar"]
    assert list(response.context["adminform"].form.fields) == [
        "title_es",
        "nav_title_es",
        "summary_es",
    ]


def test_translator_writes_into_a_draft_beside_the_live_page(client):
    page = make_page(title_es="Página", **WORDS)
    signed_in(client, SPANISH)

    response = send(client, page, form_of(client, page, title_es="Otra"), language="es")

    assert response.status_code == 302
    page.refresh_from_db()
    assert page.title_es == "Página"
    assert draft_of(page).snapshot["fields"]["title_es"] == "Otra"


def test_translator_who_sends_other_fields_changes_none_of_them(client):
    page = make_page(status=Status.DRAFT, title_es="Palabras", title_fr="Mots", **WORDS)
    block = make_block(page, heading_en="Head", heading_es="Cabeza", body_en="Text")
    signed_in(client, SPANISH)
    forged = {
        "title_en": "Forged", "title_fr": "Forgé", "slug": "forged", "status": "live",
        "menu": "header", "order": "1", "parent": "", "review_due_on": "2030-01-01",
        "blocks__0__heading_en": "Forged", "blocks__0__key": "forged",
        "blocks__0__order": "999", "blocks__0__kind": "quote", "blocks__0__DELETE": "on",
        "blocks__0__link_url": "https://forged.example.org/",
    }  # fmt: skip
    before = stored(page), stored(block)

    data = form_of(client, page, title_es="Voces", blocks__0__heading_es="Título", **forged)
    response = send(client, page, data, language="fr")

    assert response.status_code == 302
    assert stored(page) == before[0] | {"title_es": "Voces"}
    assert stored(block) == before[1] | {"heading_es": "Título"}
    assert page.blocks.get() == block


def test_translator_adds_no_block(client):
    page = make_page(status=Status.DRAFT, title_es="Página")
    make_block(page)
    signed_in(client, SPANISH)
    extra = {
        "blocks__TOTAL_FORMS": 2, "blocks__1__key": "forged", "blocks__1__kind": "text",
        "blocks__1__heading_es": "Nuevo", "blocks__1__body_es": "Nuevo", "blocks__1__order": 1,
    }  # fmt: skip

    send(client, page, form_of(client, page, **extra), language="es")

    assert page.blocks.count() == 1


def test_translator_alone_vouches_for_nothing(client):
    page = make_page(status=Status.DRAFT, title_es="Página", **WORDS)
    signed_in(client, SPANISH)
    rows = "translation-translationstate-content_type-object_id"

    data = form_of(client, page) | {f"{rows}-0-state": State.REVIEWED}
    response = send(client, page, data, language="es")

    assert response.status_code == 302
    assert TranslationState.objects.by_language(page) == {"es": State.MACHINE}


def test_reviewer_changes_the_state_of_their_language_alone(client):
    page = make_page(status=Status.DRAFT, title_es="Página", title_ar="صفحة", **WORDS)
    signed_in(client, SPANISH, REVIEWER)
    states = {row.language: row for row in TranslationState.objects.of(page)}
    rows = "translation-translationstate-content_type-object_id"
    data = form_of(client, page)
    shown = {value for name, value in data.items() if name.endswith("-id") and rows in name}

    data[f"{rows}-0-state"] = State.REVIEWED
    send(client, page, data, language="es")
    forged = {f"{rows}-0-id": states["ar"].pk, f"{rows}-0-state": State.REVIEWED}
    send(client, page, data | forged, language="es")

    assert shown == {states["es"].pk}
    found = TranslationState.objects.by_language(page)
    assert found == {"es": State.REVIEWED, "ar": State.MACHINE}


def test_translator_changes_no_number(client):
    texts = {"name_en": "Line", "purpose_en": "Help.", "who_answers_en": "Kind people."}
    line = make_hotline(status=Status.DRAFT, name_es="Línea", **texts)
    way = make_channel(line, note_en="Note", note_es="Nota")
    signed_in(client, SPANISH)
    forged = {
        "needs": ["press"], "source_url": "https://forged.example.org/",
        "channels__0__number": "+18004321000", "channels__0__display": "1-800-432-1000",
        "channels__0__sms_keywords": "FORGED", "channels__0__languages": "de",
        "channels__0__url": "https://forged.example.org/", "channels__0__letters": "FORGED",
    }  # fmt: skip
    before = stored(line), stored(way)

    data = form_of(client, line, channels__0__note_es="Otra nota", **forged)
    response = send(client, line, data, language="es")

    assert response.status_code == 302
    assert stored(line) == before[0]
    assert stored(way) == before[1] | {"note_es": "Otra nota"}


def test_translator_of_a_picture_changes_its_words_alone(client):
    picture = make_picture(alt_en="A door", alt_es="Visto")
    signed_in(client, SPANISH)
    forged = {"name": "Forged", "is_decorative": "on", "alt_en": "Forged", "credit": "Forged"}

    upload = io.BytesIO(b"no picture at all")
    upload.name = "a.png"
    before = stored(picture)
    data = form_of(client, picture, alt_es="Se ve", **forged)
    response = send(client, picture, data | {"file": upload}, language="es")

    assert response.status_code == 302
    assert stored(picture) == before | {"alt_es": "Se ve"}


def test_translator_adds_and_restores_nothing(client):
    page = make_page(status=Status.DRAFT)
    version = keep(page, kind=VersionKind.SAVED, by=None)
    signed_in(client, SPANISH)

    added = client.post(reverse("admin:awareness_page_add"), {"title_es": "Nueva"})
    restored = client.post(url_of(page, "versions"), {"number": version.number})

    assert (added.status_code, restored.status_code) == (403, 403)


def test_translator_puts_away_no_draft_with_the_words_of_others(client):
    page = make_page(title_es="Página", **WORDS)
    signed_in(client, EDITOR)
    send(client, page, form_of(client, page, title_en="Words of an editor"))
    signed_in(client, SPANISH)
    send(client, page, form_of(client, page, title_es="Voces"), language="es")

    response = client.post(url_of(page, "review"), {"verb": "discard"})

    assert response.status_code == 403
    assert draft_of(page).snapshot["fields"]["title_en"] == "Words of an editor"


def test_fault_of_somebody_else_does_not_stop_a_translator(client):
    page = make_page(status=Status.DRAFT, title_es="Página", **WORDS)
    make_block(page, body_en="", heading_en="Heading", heading_es="Título")
    signed_in(client, SPANISH)

    data = form_of(client, page, blocks__0__heading_es="Otro título")
    response = send(client, page, data, language="es")

    assert response.status_code == 302
    assert page.blocks.get().heading_es == "Otro título"

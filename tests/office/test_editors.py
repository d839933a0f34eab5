"""An editor tries what an editor may not do: by sending it, whatever the buttons say."""

import pytest
from django.urls import reverse

from awareness.models import Page
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import VersionKind, draft_of, keep
from bluecampaign.roles import EDITOR
from bluecampaign.translation.models import State, TranslationState
from tests.makers import make_page
from tests.office.forms import REVIEWER, SPANISH, WORDS, filled, form_of, send, signed_in, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles_exist")]


def test_editor_cannot_publish_by_the_form(client):
    page = make_page(status=Status.DRAFT)
    signed_in(client, EDITOR)

    response = send(client, page, form_of(client, page, status="live"))

    assert "status" in response.context["adminform"].form.errors
    page.refresh_from_db()
    assert page.status == Status.DRAFT


def test_editor_cannot_add_something_published(client):
    signed_in(client, EDITOR)
    add = reverse("admin:awareness_page_add")
    data = filled(client.get(add), slug="fresh", title_en="Fresh", summary_en="New.")

    refused = client.post(add, data | {"status": "live"})
    stored = client.post(add, data | {"status": "draft"})

    assert (refused.status_code, stored.status_code) == (200, 302)
    assert Page.objects.get(slug="fresh").status == Status.DRAFT


def test_editor_changes_a_live_page_as_a_draft_only(client):
    page = make_page(title_en="Live words")
    signed_in(client, EDITOR)

    send(client, page, form_of(client, page, title_en="Other words"))

    page.refresh_from_db()
    assert page.title_en == "Live words"
    assert draft_of(page).snapshot["fields"]["title_en"] == "Other words"


@pytest.mark.parametrize("verb", ["publish", "send_back"])
def test_editor_cannot_decide_a_review(client, verb):
    page = make_page(title_en="Live words")
    signed_in(client, EDITOR)
    send(client, page, form_of(client, page, title_en="Other words"))

    response = client.post(url_of(page, "review"), {"verb": verb, "answer": "Why"})

    assert response.status_code == 403
    page.refresh_from_db()
    assert page.title_en == "Live words"


def test_editor_cannot_publish_by_restoring_what_was_live(client):
    page = make_page()
    version = keep(page, kind=VersionKind.SAVED, by=None)
    page.status = Status.DRAFT
    page.save()
    signed_in(client, EDITOR)

    client.post(url_of(page, "versions"), {"number": version.number})

    page.refresh_from_db()
    assert page.status == Status.DRAFT
    assert client.get(page.get_absolute_url()).status_code == 404


def test_editor_cannot_vouch_for_a_language(client):
    page = make_page(status=Status.DRAFT, title_es="Página", state=State.MACHINE)
    signed_in(client, EDITOR)
    state = TranslationState.objects.of(page).get()
    rows = "translation-translationstate-content_type-object_id"
    forged = {f"{rows}-TOTAL_FORMS": 1, f"{rows}-INITIAL_FORMS": 1, f"{rows}-0-id": state.pk}

    data = form_of(client, page) | forged | {f"{rows}-0-state": State.REVIEWED}
    send(client, page, data)

    state.refresh_from_db()
    assert state.state == State.MACHINE


def test_editor_who_reviews_a_language_vouches_for_that_language_alone(client):
    page = make_page(status=Status.DRAFT, title_es="Página", title_ar="صفحة", **WORDS)
    signed_in(client, EDITOR, SPANISH, REVIEWER)
    rows = "translation-translationstate-content_type-object_id"
    data = form_of(client, page)

    for place in (0, 1):
        data[f"{rows}-{place}-state"] = State.REVIEWED
    send(client, page, data)

    found = TranslationState.objects.by_language(page)
    assert found == {"es": State.REVIEWED, "ar": State.MACHINE}

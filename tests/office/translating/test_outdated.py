"""When changed English makes a translation outdated, and what readers get then."""

import pytest
from django.urls import reverse

from awareness.models import Page
from bluecampaign.translation.models import State, TranslationState, english_digest, mark
from tests.office.test_drafts import form_of, post
from tests.office.translating.work import state_of

pytestmark = pytest.mark.django_db


# --- A minor edit ------------------------------------------------------------------


def test_changed_english_makes_a_reviewed_translation_outdated(client, publisher, page):
    client.force_login(publisher)

    response = post(client, page, form_of(client, page, title_en="New signs"))

    assert response.status_code == 302
    assert state_of(page, "es") == State.OUTDATED


def test_minor_edit_leaves_a_reviewed_translation_valid(client, publisher, page):
    client.force_login(publisher)

    post(client, page, form_of(client, page, title_en="Sings", _minor="on"))

    page.refresh_from_db()
    row = TranslationState.objects.of(page).get(language="es")
    assert (row.state, row.english_digest) == (State.REVIEWED, english_digest(page))
    assert row.english_texts["title"] == "Signs"


def test_minor_edit_does_not_make_an_outdated_translation_right(client, publisher, page):
    client.force_login(publisher)
    post(client, page, form_of(client, page, title_en="New signs"))

    post(client, page, form_of(client, page, title_en="New sings", _minor="on"))

    assert state_of(page, "es") == State.OUTDATED


@pytest.mark.parametrize("ticked, state", [(True, State.REVIEWED), (False, State.OUTDATED)])
def test_draft_remembers_the_tick_until_it_is_published(client, publisher, page, ticked, state):
    client.force_login(publisher)
    tick = {"_minor": "on"} if ticked else {}
    post(client, page, form_of(client, page, title_en="Sings", **tick), _submit="1")
    assert state_of(page, "es") == State.REVIEWED

    client.post(reverse("admin:awareness_page_review", args=[page.pk]), {"verb": "publish"})

    assert Page.objects.get(pk=page.pk).title_en == "Sings"
    assert state_of(page, "es") == state


def test_line_ends_of_a_browser_are_no_change_of_the_english(page):
    block = page.blocks.get()
    block.body_en = "One\n\nTwo"
    block.save()
    before = english_digest(page)
    block.body_en = "One\r\n\r\nTwo"
    block.save()

    assert english_digest(Page.objects.get(pk=page.pk)) == before


# --- What readers get ----------------------------------------------------------------


@pytest.mark.parametrize(
    "choice, shown, missing",
    [
        ("show", "Señales", "Signs"),
        ("english", "Signs", "Señales"),
    ],
)
def test_outdated_translation_gives_way_where_the_setting_says_so(
    client, settings, page, choice, shown, missing
):
    settings.TRANSLATION_OUTDATED = {"es": choice, "*": "show"}
    mark(page, "es", State.OUTDATED)

    html = client.get(f"/es/{page.path}/").content.decode()

    heading = html.partition("<h1")[2].partition("</h1>")[0]
    assert shown in heading
    assert missing not in heading
    assert ('<link rel="alternate" hreflang="es"' in html) == (choice == "show")
    assert ("Llame" in html.partition("<main")[2]) == (choice == "show")


def test_setting_costs_no_query_of_its_own(client, settings, page, django_assert_num_queries):
    mark(page, "es", State.OUTDATED)
    pages = Page.objects.in_language("es").with_blocks().filter(pk=page.pk)
    settings.TRANSLATION_OUTDATED = {"*": "english"}

    with django_assert_num_queries(2):
        found = Page.objects.in_language("es").with_blocks().get(pk=page.pk)
        assert found.reads_english_es
        assert [block.page.reads_english_es for block in found.blocks.all()] == [True]
    assert not hasattr(pages.get(), "reads_english_es")

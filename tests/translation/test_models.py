import pytest

from awareness.models import Page
from bluecampaign.translation.models import (
    State,
    TranslationState,
    english_digest,
    refresh_states,
    root_model,
    texts_of,
)
from tests.makers import (
    make_block,
    make_channel,
    make_hotline,
    make_page,
    make_profile,
    make_staff,
)

pytestmark = pytest.mark.django_db


def states(obj) -> dict[str, str]:
    return TranslationState.objects.by_language(obj)


def test_refresh_states_gives_new_languages_the_new_state():
    page = make_page()
    page.title_es, page.summary_ar = "Uno", "ملخص"

    refresh_states(page, new_state=State.IN_REVIEW)

    assert states(page) == {"es": "in_review", "ar": "in_review"}


def test_refresh_states_leaves_known_languages_as_they_are():
    page = make_page(title_es="Uno", state=State.REVIEWED)
    page.title_fr = "Un"

    refresh_states(page, new_state=State.MACHINE)

    assert states(page) == {"es": "reviewed", "fr": "machine"}


def test_refresh_states_forgets_a_language_without_text():
    page = make_page(title_es="Uno", title_fr="Un")
    page.title_es = ""

    refresh_states(page, new_state=State.MACHINE)

    assert states(page) == {"fr": "machine"}


def test_refresh_states_makes_a_reviewed_language_outdated_when_english_changes():
    page = make_page(title_es="Uno", state=State.REVIEWED)
    staff = make_staff()
    page.title_en = "Another title"

    refresh_states(page, new_state=State.IN_REVIEW, by=staff)

    row = TranslationState.objects.of(page).get()
    assert (row.state, row.changed_by) == (State.OUTDATED, staff)


@pytest.mark.parametrize("state", [State.MACHINE, State.IN_REVIEW, State.OUTDATED])
def test_refresh_states_makes_only_reviewed_languages_outdated(state):
    page = make_page(title_es="Uno", state=state)
    page.title_en = "Another title"

    refresh_states(page, new_state=State.MACHINE)

    assert states(page) == {"es": state}


def test_refresh_states_ignores_changes_of_a_translation():
    page = make_page(title_es="Uno", state=State.REVIEWED)
    page.title_es = "Primero"

    refresh_states(page, new_state=State.MACHINE)

    assert states(page) == {"es": "reviewed"}


def test_refresh_states_sees_the_english_of_a_block():
    page = make_page(title_es="Uno")
    block = make_block(page)
    TranslationState.objects.of(page).update(
        state=State.REVIEWED, english_digest=english_digest(page)
    )
    refresh_states(page, new_state=State.MACHINE)
    before = states(page)

    block.body_en = "Other words."
    block.save()
    refresh_states(page, new_state=State.MACHINE)

    assert before == {"es": "reviewed"}
    assert states(page) == {"es": "outdated"}


def test_refresh_states_sees_a_language_that_only_a_part_has():
    line = make_hotline()
    make_channel(line, note_ko="메모")

    refresh_states(line, new_state=State.MACHINE)

    assert states(line) == {"ko": "machine"}


def test_states_of_a_profile_are_those_of_its_page():
    profile = make_profile(title_es="Oficina")
    page = Page.objects.get(pk=profile.pk)

    assert root_model(type(profile)) is Page
    assert states(profile) == states(page) == {"es": "machine"}
    assert english_digest(profile) == english_digest(page)


def test_texts_of_holds_the_texts_of_the_parts():
    page = make_page(title_en="One", summary_en="Two")
    make_block(page, heading_en="Three", body_en="Four")

    found = texts_of(page, "en")

    assert sorted(filter(None, found)) == ["Four", "One", "Three", "Two"]
    assert not any(texts_of(page, "es"))


def test_by_object_is_one_query_for_all(django_assert_num_queries):
    pages = [make_page(title_es="Uno"), make_page(title_fr="Un"), make_page()]

    with django_assert_num_queries(1):
        found = TranslationState.objects.by_object(Page)

    assert [found.get(page.pk) for page in pages] == [{"es"}, {"fr"}, None]


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.MACHINE, True),
        (State.IN_REVIEW, True),
        (State.REVIEWED, False),
        (State.OUTDATED, False),
    ],
)
def test_state_knows_whether_anybody_has_checked_it(state, expected):
    assert state.is_unchecked is expected

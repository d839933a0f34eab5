"""Signs, terms and awareness days: who sees them, and what keeps them off."""

import importlib
from datetime import timedelta

import pytest
from django.contrib.admin import site
from django.utils import timezone

from awareness.models import Indicator, Observance, Page, Term
from awareness.showing import page_of
from bluecampaign.links import sources
from bluecampaign.links.models import LinkCheck
from bluecampaign.publishing import drafts
from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.refusals import refusals_of
from bluecampaign.translation.models import State, TranslationState, refresh_states
from tests.makers import make_block, make_indicator, make_observance, make_page, make_term

pytestmark = pytest.mark.django_db

LISTS = (Indicator, Term, Observance)
SHOWN_ON = {Indicator: "/indicators/", Term: "/glossary/", Observance: "/awareness-day/"}
MAKE = {Indicator: make_indicator, Term: make_term}


def make(model, words: str, **fields):
    """A stored entry whose English name is `words`."""
    name = {Indicator: "text_en", Term: "term_en", Observance: "name_en"}[model]
    if model is Observance:
        made = make_observance(**{"status": Status.LIVE, name: words, **fields})
        made.save()
        return made
    return MAKE[model](**{name: words}, **fields)


def html_of(client, path: str) -> str:
    return client.get(path).content.decode()


def blocking(obj) -> list[tuple[str, str]]:
    return [(r.field, r.language) for r in refusals_of(obj) if r.blocks]


# --- What readers see --------------------------------------------------------------


@pytest.mark.parametrize("model", LISTS)
def test_only_what_is_published_is_shown(client, model):
    now = timezone.now()
    make(model, "Shown words")
    make(model, "Sketched words", status=Status.DRAFT)
    make(model, "Archived words", status=Status.ARCHIVED)
    make(model, "Coming words", status=Status.SCHEDULED, publish_at=now + timedelta(hours=1))
    make(model, "Gone words", unpublish_at=now - timedelta(hours=1))

    html = html_of(client, SHOWN_ON[model])

    assert "Shown words" in html
    for words in ("Sketched", "Archived", "Coming", "Gone"):
        assert f"{words} words" not in html


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize("model", LISTS)
def test_list_asks_the_database_once(client, django_assert_num_queries, model, number):
    path = SHOWN_ON[model]
    client.get(path)
    with django_assert_num_queries(QUERIES[model]):
        client.get(path)
    for place in range(number):
        make(model, f"More {place}")

    with django_assert_num_queries(QUERIES[model]):
        client.get(path)


QUERIES = {Indicator: 11, Term: 7, Observance: 11}


def test_every_term_stands_at_its_key(client):
    html = html_of(client, "/fr/glossary/")

    keys = list(Term.objects.live().values_list("key", flat=True))
    assert len(keys) > 10
    assert [key for key in keys if f'id="{key}"' not in html] == []


# --- What was there before ---------------------------------------------------------


@pytest.mark.parametrize("model", LISTS)
def test_shipped_entries_are_public_and_their_translations_known(model):
    assert model.objects.count() == model.objects.live().count() > 0
    assert TranslationState.objects.by_object(model)


def test_second_import_changes_nothing_and_leaves_what_staff_took_down():
    seed = importlib.import_module("awareness.seed")
    down = Term.objects.first()
    Term.objects.filter(pk=down.pk).update(status=Status.ARCHIVED)

    run = ContentImport()
    seed.load(run)

    down.refresh_from_db()
    assert down.status == Status.ARCHIVED
    assert run.report.counts["added"] == run.report.counts["changed"] == 0


# --- What keeps them off the site --------------------------------------------------


@pytest.mark.parametrize("model", LISTS)
def test_nothing_shipped_is_refused(model):
    found = {str(obj): refusals_of(obj) for obj in model.objects.all()}

    assert {name: reasons for name, reasons in found.items() if reasons} == {}


@pytest.mark.parametrize(
    "model, fields, expected",
    [
        (Indicator, {"text_en": ""}, [("text", "en")]),
        (Indicator, {"text_es": "Llame al 1-888-373-7888"}, [("text", "es")]),
        (Term, {"term_en": "", "definition_en": " "}, [("term", "en"), ("definition", "en")]),
        (Term, {"definition_en": "[Visa](/no-such-page/)"}, [("definition", "en")]),
        (Term, {"definition_ar": "[هنا](/get-help/)"}, [("definition", "ar")]),
        (Term, {"definition_en": "Call {{nobody:voice}}."}, [("definition", "en")]),
        (Term, {"definition_en": "# Title"}, [("definition", "en")]),
        (Observance, {"name_en": ""}, [("name", "en")]),
        (Observance, {"link_url": "/no-such-page/"}, [("link_url", "")]),
        (Observance, {"text_es": "[Más](https://example.org/)"}, [("text", "es")]),
    ],
)
def test_every_flaw_is_named_with_its_field(model, fields, expected):
    obj = make(model, "Words", status=Status.DRAFT)
    model.objects.filter(pk=obj.pk).update(**fields)

    assert blocking(obj) == expected


def test_term_may_link_within_the_glossary_and_to_itself():
    make_term(key="one")
    term = make_term(key="two", definition_en="See [one](#one), [two](/glossary/#two).")
    lost = make_term(definition_en="See [three](#three).")

    assert (blocking(term), blocking(lost)) == ([], [("definition", "en")])


def test_term_takes_no_place_of_a_block():
    block = Page.objects.get(path="glossary").blocks.first()

    assert blocking(make_term(key=block.key)) == [("key", "")]


@pytest.mark.parametrize("model", LISTS)
def test_entry_on_no_page_is_only_warned_of(model):
    obj = make(model, "Words")
    Page.objects.update(status=Status.DRAFT)

    [refusal] = refusals_of(obj)

    assert not refusal.blocks
    assert refusal.reason == "No public page shows it: readers would not meet it."


def test_links_of_a_term_are_checked_once_it_is_public():
    term = make_term(status=Status.DRAFT, definition_en="[Law](https://law.example.gov/)")

    drafts.settle(term, by=None)
    before = LinkCheck.objects.of(term).count()
    term.status = Status.LIVE
    drafts.settle(term, by=None)

    assert (before, LinkCheck.objects.of(term).get().address) == (0, "https://law.example.gov/")
    assert term in sources.linking_objects()


# --- Where they stand --------------------------------------------------------------


@pytest.mark.parametrize("model", LISTS)
def test_page_of_an_entry_is_found_by_its_blocks(model):
    obj = make(model, "Words")
    usual = page_of(obj)
    Page.objects.update(status=Status.DRAFT)
    page = make_page(slug="moved-here")
    make_block(page, kind={Indicator: "indicators", Term: "terms"}.get(model, "observances"))

    assert f"/{usual.path}/" == SHOWN_ON[model]
    assert page_of(obj) == page


def test_sign_stands_where_its_group_is_drawn():
    Page.objects.update(status=Status.DRAFT)
    make_block(make_page(menu="header"), kind="indicators", selection="work")
    page = make_page()
    make_block(page, kind="indicators", selection="online general")

    assert page_of(make_indicator(group="online")) == page


def test_home_page_is_no_place_of_a_day():
    Page.objects.exclude(path="").update(status=Status.DRAFT)

    assert page_of(Observance.objects.first()) is None


# --- The office --------------------------------------------------------------------


@pytest.mark.parametrize("model", LISTS)
def test_no_list_is_changed_around_the_drafts(model):
    assert site.get_model_admin(model).list_editable == ()


def test_minor_edit_leaves_the_translations_valid():
    sign = make_indicator(text_en="Old words", text_es="Palabras")
    refresh_states(sign, new_state=State.REVIEWED)
    english = TranslationState.objects.of(sign).get().english_digest

    sign.text_en = "New words"
    sign.save()
    drafts.settle(sign, by=None, minor_since=english)
    minor = TranslationState.objects.by_language(sign)
    sign.text_en = "Other words"
    sign.save()
    drafts.settle(sign, by=None)

    assert minor == {"es": State.REVIEWED}
    assert TranslationState.objects.by_language(sign) == {"es": State.OUTDATED}

import datetime as dt

import pytest
from django.utils import translation

from bluecampaign.pages.facts import Link, PageFacts, breadcrumb_jsonld
from bluecampaign.translation.languages import CODES
from bluecampaign.translation.text import Text
from tests.makers import make_page

SITE = "http://testserver"


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = SITE


def facts(code: str = "en", **fields) -> PageFacts:
    """The facts of a page as they are asked in a language."""
    given = {"title": "Get help", "path": "/get-help/" if code == "en" else f"/{code}/get-help/"}
    with translation.override(code):
        made = PageFacts(**(given | fields))
        assert made.language == code
    return made


def test_canonical_is_the_page_itself():
    assert facts(states={"es": "reviewed"}).canonical == f"{SITE}/get-help/"
    assert facts("es", states={"es": "reviewed"}).canonical == f"{SITE}/es/get-help/"


def test_canonical_of_a_fallback_is_the_english_page():
    page = facts("fr", states={"es": "reviewed"})

    assert page.is_fallback
    assert page.canonical == f"{SITE}/get-help/"


def test_alternates_are_the_languages_that_exist():
    page = facts("fr", states={"zh-hans": "machine", "es": "reviewed"})

    assert [(each.hreflang, f"{each.origin}{page.english_path}") for each in page.alternates] == [
        ("en", f"{SITE}/get-help/"),
        ("es", f"{SITE}/es/get-help/"),
        ("zh-Hans", f"{SITE}/zh-hans/get-help/"),
        ("x-default", f"{SITE}/get-help/"),
    ]


def test_alternates_of_a_page_of_interface_words_are_all_languages():
    page = facts("ar")

    assert page.available == CODES
    assert len(page.alternates) == 14
    assert not page.is_fallback


def test_alternates_of_a_page_that_is_not_indexed_are_none():
    assert facts(robots="noindex").alternates == []


def test_languages_offer_all_and_say_which_exist():
    page = facts("es", states={"es": "machine"})

    assert [choice.code for choice in page.languages] == list(CODES)
    assert [choice.code for choice in page.languages if choice.available] == ["en", "es"]
    assert [choice.code for choice in page.languages if choice.current] == ["es"]
    assert [choice.prefix for choice in page.languages[:2]] == ["", "/es"]


@pytest.mark.parametrize(
    ("code", "states", "machine", "outdated", "fallback"),
    [
        ("en", {"es": "machine"}, False, False, False),
        ("es", {"es": "machine"}, True, False, False),
        ("es", {"es": "in_review"}, True, False, False),
        ("es", {"es": "reviewed"}, False, False, False),
        ("es", {"es": "outdated"}, False, True, False),
        ("fr", {"es": "machine"}, False, False, True),
        ("en", None, False, False, False),
        ("es", None, True, False, False),
        ("es", {}, False, False, True),
    ],
)
def test_facts_tell_how_good_the_translation_is(code, states, machine, outdated, fallback):
    page = facts(code, states=states)

    assert page.is_machine_draft is machine
    assert page.is_outdated is outdated
    assert page.is_fallback is fallback


def test_breadcrumbs_lead_from_home_to_the_page():
    page = facts("es", trail=[Link("About", "/es/about/")])

    with translation.override("en"):
        crumbs = [(crumb.title, crumb.url, crumb.current) for crumb in page.breadcrumbs]

    assert crumbs == [
        ("Home", "/es/", False),
        ("About", "/es/about/", False),
        ("Get help", "/es/get-help/", True),
    ]


def test_breadcrumbs_of_the_home_page_are_none():
    assert facts(path="/", is_home=True).breadcrumbs == []


def test_head_title_is_plain_text_after_the_name_of_the_site():
    assert facts("es", title=Text("A & B"), path="/es/a/").head_title == "Blue Campaign: A & B"
    assert facts(title="Welcome", is_home=True).head_title == "Blue Campaign"


def test_breadcrumb_jsonld_counts_from_one_with_whole_addresses():
    with translation.override("es"):
        found = breadcrumb_jsonld([Link("Home", "/"), Link(Text("A & B"), "/es/a/")])

    assert [item["position"] for item in found["itemListElement"]] == [1, 2]
    assert [item["name"] for item in found["itemListElement"]] == ["Home", "A & B"]
    assert [item["item"] for item in found["itemListElement"]] == [f"{SITE}/", f"{SITE}/es/a/"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "expected"), [("machine", True), ("in_review", True), ("reviewed", False)]
)
def test_page_says_when_a_machine_has_translated_it(client, state, expected):
    make_page(slug="said", title_es="Dicho", state=state)

    response = client.get("/es/said/")

    assert response.context["facts"].is_machine_draft is expected
    assert ("page-notice" in response.content.decode()) is expected


@pytest.mark.django_db
def test_page_that_fell_back_is_english_under_a_notice(client):
    make_page(slug="said", title_en="In English", updated_at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))

    html = client.get("/ar/said/").content.decode()

    assert '<h1><span lang="en" dir="ltr">In English</span></h1>' in html
    assert "<title>Blue Campaign: In English</title>" in html
    assert 'rel="canonical" href="http://testserver/said/"' in html
    assert 'hreflang="ar"' not in html.partition("<body")[0]
    assert "page-notice" in html

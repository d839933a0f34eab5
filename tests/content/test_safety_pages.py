"""The page about staying safe: there in every language, honest, and led to from help."""

import re

import pytest
from django.utils import translation

from bluecampaign.pages.markdown import links
from bluecampaign.pages.titles import DISCREET
from bluecampaign.translation.languages import CODES, TRANSLATION_CODES
from bluecampaign.translation.paths import localize
from hotlines.keeping import offline
from tests.content import shipped
from tests.reading import fetch

PAGE = "staying-safe"
# Where each page has to lead, in every language.
LEADS = {
    PAGE: {"/get-help/", "/ways/", "/numbers/", "/numbers/keep/", "/privacy/"},
    "privacy": {"/staying-safe/", "/numbers/keep/#offline", "/ways/", "/contact/"},
    "get-help": {"/staying-safe/", "/ways/", "/numbers/"},
    "is-this-happening-to-me": {"/staying-safe/", "/get-help/"},
}
# What nobody may take for granted who reads this page.
HONEST = {
    "in-short": ["does **not** erase the list of pages", "No website can promise"],
    "the-button": ["does not delete anything", "spying app", "without JavaScript"],
    "history": ["No website can erase it", "An empty list can be noticed"],
    "private-window": ["does **not** hide", "sees the screen", "runs the Wi-Fi"],
    "whose-device": ["The exit button and a private window do not stop it"],
    "keep": ["Erasing the list of pages does not remove the copy"],
    "what-stays": ["even of a free call"],
}
# What would be a promise that nobody can keep, or an order.
PROMISES = re.compile(
    r"\b(?:guarantees?|guaranteed|100%|completely|totally|perfectly|anonymous(?:ly)?|untraceable"
    r"|cannot be (?:seen|found|traced)|you must|you have to|you should|always safe)\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"do not have to", re.IGNORECASE)
LONGEST_SENTENCE = 27


def words(page: str) -> str:
    found = shipped.text(page, "en")
    return "\n".join([found["title"], found["summary"], *shipped.bodies(page, "en").values()])


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("page", LEADS)
def test_page_leads_where_it_has_to(page: str, code: str):
    found = {link for body in shipped.bodies(page, code).values() for link in links(body)}

    assert LEADS[page] - found == set()


@pytest.mark.parametrize("code", CODES)
def test_button_has_the_name_that_stands_on_it(code: str):
    with translation.override(code):
        label = translation.gettext("Leave this site now")

    assert f"**{label}**" in shipped.bodies(PAGE, code)["in-short"]
    assert (label == "Leave this site now") == (code == "en")


@pytest.mark.parametrize("key", HONEST)
def test_page_says_what_is_not_hidden(key: str):
    body = shipped.bodies(PAGE, "en")[key]

    assert [said for said in HONEST[key] if said not in body] == []


@pytest.mark.parametrize("page", [PAGE, "privacy"])
def test_page_promises_nothing_and_orders_nothing(page: str):
    assert PROMISES.findall(DENIED.sub("", words(page))) == []


def test_promises_and_orders_are_seen():
    seen = ["This is completely safe.", "You must leave.", "Stay anonymous.", "You have to go."]

    assert [text for text in seen if not PROMISES.search(text)] == []


@pytest.mark.parametrize("page", [PAGE, "privacy"])
def test_english_sentences_are_short(page: str):
    plain = re.sub(r"\]\([^)]*\)|[\[*#]", "", words(page))

    sentences = re.split(r"(?<=[.?!:])\s+|\n", plain)

    assert [said for said in sentences if len(said.split()) > LONGEST_SENTENCE] == []


def test_danger_comes_first():
    first, *_rest = shipped.structure(PAGE)["blocks"]

    assert (first["key"], first["selection"]) == ("danger-now", "emergency")
    assert "{{emergency:voice}}" in shipped.bodies(PAGE, "en")["danger-now"]


def test_page_is_in_the_copy_and_has_a_title_that_tells_nothing():
    assert "/staying-safe/" in offline.PAGES
    assert "/staying-safe/" in DISCREET


def test_page_is_listed_with_the_pages_of_help():
    assert shipped.structure(PAGE)["menu"] == "help"


# --- As readers get it -------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_reader_gets_the_page_in_their_language(code: str):
    page = fetch("/staying-safe/", code)

    main = page.tree.get_element_by_id("content")
    hrefs = set(main.xpath(".//a/@href"))
    assert page.status == 200
    assert main.xpath(".//h1")[0].text_content().strip() == shipped.text(PAGE, code)["title"]
    assert {"tel:911", "tel:+18883737888"} <= hrefs
    assert {localize(path, code) for path in LEADS[PAGE]} <= hrefs


@pytest.mark.django_db
@pytest.mark.parametrize("code", TRANSLATION_CODES)
@pytest.mark.parametrize("path", ["/staying-safe/", "/privacy/"])
def test_no_english_is_left_in_a_translation(path: str, code: str):
    main = fetch(path, code).tree.get_element_by_id("content")

    assert main.xpath(".//*[@lang='en']") == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", ["/staying-safe/", "/privacy/", "/get-help/"])
def test_markup_is_not_seen(path: str, code: str):
    seen = fetch(path, code).tree.get_element_by_id("content").text_content()

    assert [sign for sign in ("**", "{{", "](", "###") if sign in seen] == []


@pytest.mark.django_db
def test_anchors_that_pages_may_name_are_on_the_page():
    page = fetch("/numbers/keep/", "en")

    assert shipped.KEEPING["/numbers/keep/"] - set(page.ids) == set()

"""The texts of the shipped pages: alike in every language, without loose ends."""

import re
from collections import Counter

import pytest

from bluecampaign.pages.markdown import PLACEHOLDER, complaints, links, placeholders
from bluecampaign.translation.languages import CODES, TRANSLATION_CODES
from hotlines.seed import entries
from tests.content.shipped import (
    FOLDER,
    PAGES,
    address,
    blocks,
    bodies,
    pages_in,
    places,
    structure,
    text,
)
from tests.phones import phone_in

# A sentence takes fewer signs in these scripts.
DENSE = {"zh-hans", "zh-hant", "ko", "th"}
TEXTS = {"title", "nav_title", "summary", "blocks"}
BLOCK_TEXTS = {"heading", "body", "link_text"}
TRACE = re.compile(r"TODO|FIXME|XXX|[Ll]orem ipsum|\ufffd|\u200b")
ITEM = re.compile(r"^(#{1,6}) ", re.MULTILINE)
# Words that hurt, in any page: nobody is a rescued slave here.
UNWANTED = re.compile(
    r"\b(?:rescued? slaves?|modern slaves?|prostitutes?|illegals?|aliens?|sex slaves?)\b",
    re.IGNORECASE,
)


# --- Texts are alike in every language ---------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_text_belongs_to_a_block_of_the_page(code: str):
    for page in pages_in(code):
        keys = {block["key"] for block in structure(page).get("blocks", ())}
        parts = {name for block in blocks(page, code).values() for name in block}

        assert set(text(page, code)) <= TEXTS, page
        assert set(blocks(page, code)) <= keys, page
        assert parts <= BLOCK_TEXTS, page


def shape(page: str, code: str) -> dict[str, set[str]]:
    """Which texts a page has in a language."""
    own = {"": set(text(page, code)) - {"blocks"}}
    return own | {key: set(block) for key, block in blocks(page, code).items()}


def outline(body: str) -> tuple:
    """What must be alike in all languages: headings, points, links and numbers."""
    points = re.findall(r"^(?:-|\d+\.) ", body, re.MULTILINE)
    links_and_numbers = Counter(links(body)), Counter(placeholders(body))
    return ITEM.findall(body), len(points), *links_and_numbers


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_translation_has_every_text_of_the_english(code: str):
    different = [page for page in pages_in(code) if shape(page, code) != shape(page, "en")]

    assert different == []


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_translation_has_the_same_headings_points_links_and_numbers(code: str):
    different = [
        (page, key)
        for page in pages_in(code)
        for key, body in bodies(page, code).items()
        if outline(body) != outline(bodies(page, "en")[key])
    ]

    assert different == []


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_translation_is_not_the_english_text(code: str):
    copied = [
        (page, key)
        for page in pages_in(code)
        for key, body in [*bodies(page, code).items(), ("", text(page, code)["summary"])]
        if body == (bodies(page, "en")[key] if key else text(page, "en")["summary"])
    ]

    assert copied == []


# --- What texts may hold -----------------------------------------------------------


def lines(page: str, code: str) -> list[str]:
    """The texts that are printed as they are: titles, the summary, headings."""
    own = [words for name, words in text(page, code).items() if name != "blocks"]
    return own + [
        words
        for block in blocks(page, code).values()
        for name, words in block.items()
        if name != "body"
    ]


@pytest.mark.parametrize("code", CODES)
def test_text_types_no_phone_number(code: str):
    typed = [
        (page, found)
        for page in pages_in(code)
        for words in [*lines(page, code), *bodies(page, code).values()]
        if (found := phone_in(PLACEHOLDER.sub("", words)))
    ]

    assert typed == []


def test_phone_number_is_seen():
    seen = ["1-888-373-7888", "call 911.", "(202) 282 8010", "٩١١٩١١٩١١", "sms 233733"]

    assert [words for words in seen if not phone_in(words)] == []
    assert not phone_in("P.L. 115-125, 22 U.S.C. 7102(11), 42,000 in 2010-2014, $988")


@pytest.mark.parametrize("code", CODES)
def test_placeholder_names_a_number_of_the_directory(code: str):
    known = {f"{entry['slug']}:{key}" for entry in entries() for key, _v in entry["channels"]}

    for page in pages_in(code):
        words = " ".join(bodies(page, code).values())
        asked = placeholders(words)

        assert set(asked) <= known, page
        assert words.count("{{") == words.count("}}") == len(asked), page


@pytest.mark.parametrize("code", CODES)
def test_title_summary_and_heading_hold_no_markup(code: str):
    marked = [
        (page, words)
        for page in pages_in(code)
        for words in lines(page, code)
        if re.search(r"{{|\*\*|\]\(|<|&\w+;|`", words)
    ]

    assert marked == []


@pytest.mark.parametrize("code", CODES)
def test_text_is_shown_as_it_is_written(code: str):
    """No HTML, no heading that is too high, no link, picture or table left out."""
    left_out = [
        (page, key)
        for page in pages_in(code)
        for key, body in bodies(page, code).items()
        if complaints(body) or "![" in body or re.search(r"^\|", body, re.MULTILINE)
    ]

    assert left_out == []


@pytest.mark.parametrize("code", CODES)
def test_link_leads_to_an_address_that_exists(code: str):
    known = places()

    lost = [
        (page, link)
        for page in pages_in(code)
        for link in addresses(page, code)
        if not link.startswith("https://") and not exists(link, address(page), known)
    ]

    assert lost == []


def addresses(page: str, code: str) -> list[str]:
    """Every address that a page names, in its texts and in its structure."""
    found = [link for body in bodies(page, code).values() for link in links(body)]
    plan = structure(page).get("blocks", ())
    return found + [block["link_url"] for block in plan if block.get("link_url")]


def exists(link: str, here: str, known: dict[str, set[str]]) -> bool:
    place, _, anchor = link.partition("#")
    path = place.partition("?")[0] or here
    return path in known and (not anchor or anchor in known[path])


@pytest.mark.parametrize("code", CODES)
def test_summary_is_one_or_two_sentences(code: str):
    shortest = 20 if code in DENSE else 50
    lengths = {page: len(text(page, code)["summary"]) for page in pages_in(code)}

    assert {page: n for page, n in lengths.items() if not shortest <= n <= 170} == {}


@pytest.mark.parametrize("code", CODES)
def test_title_and_summary_are_those_of_one_page(code: str):
    titles = Counter(text(page, code)["title"] for page in pages_in(code))
    summaries = Counter(text(page, code)["summary"] for page in pages_in(code))

    assert [title for title, number in titles.items() if number > 1] == []
    assert [summary for summary, number in summaries.items() if number > 1] == []


@pytest.mark.parametrize("code", CODES)
def test_text_has_no_trace_of_its_making(code: str):
    traces = [
        (page, found[0])
        for page in pages_in(code)
        if (found := TRACE.search((FOLDER / page / f"{code}.toml").read_text()))
    ]

    assert traces == []


def test_english_speaks_of_people():
    hurting = [
        (page, found[0])
        for page in PAGES
        if (found := UNWANTED.search((FOLDER / page / "en.toml").read_text()))
    ]

    assert hurting == []

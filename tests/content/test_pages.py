"""The shipped pages and lists: whole, alike in every language, without loose ends."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from awareness.choices import BlockKind, IndicatorGroup, Menu
from bluecampaign.pages.markdown import PLACEHOLDER, complaints, links, placeholders
from bluecampaign.translation.languages import CODES, TRANSLATION_CODES
from hotlines.seed import entries
from resources.choices import Kind
from tests.phones import phone_in
from tests.tree import ROOT

CONTENT = ROOT / "awareness" / "content"
FOLDER = CONTENT / "pages"
TOPICS = ROOT / "resources" / "content" / "topics.toml"
EVERYWHERE = ["home", "get-help", "is-this-happening-to-me", "staying-safe", "privacy"]
# A sentence takes fewer signs in these scripts.
DENSE = {"zh-hans", "zh-hant", "ko", "th"}
APPS = {"/hotlines/", "/resources/", "/search/", "/ways/", "/numbers/"}
APPS |= {"/resources/required-posters/"}
KEEPING = {"/numbers/keep/": {"paper", "card", "offline"}}
TEXTS = {"title", "nav_title", "summary", "blocks"}
BLOCK_TEXTS = {"heading", "body", "link_text"}
TRACE = re.compile(r"TODO|FIXME|XXX|[Ll]orem ipsum|\ufffd|\u200b")
ITEM = re.compile(r"^(#{1,6}) ", re.MULTILINE)
# Words that hurt, in any page: nobody is a rescued slave here.
UNWANTED = re.compile(
    r"\b(?:rescued? slaves?|modern slaves?|prostitutes?|illegals?|aliens?|sex slaves?)\b",
    re.IGNORECASE,
)


def read(file: Path) -> dict:
    with file.open("rb") as opened:
        return tomllib.load(opened)


@cache
def pages() -> dict[str, dict]:
    """Every page by its folder: the structure and the texts by language."""
    return {
        file.parent.relative_to(FOLDER).as_posix(): {
            "structure": read(file),
            "texts": {
                f.stem: read(f) for f in sorted(file.parent.glob("*.toml")) if f.name != "page.toml"
            },
        }
        for file in sorted(FOLDER.rglob("page.toml"))
    }


PAGES = sorted(pages())


def pages_in(code: str) -> list[str]:
    """The pages that are written in a language; never none."""
    found = [page for page in PAGES if code in pages()[page]["texts"]]
    assert found
    return found


def structure(page: str) -> dict:
    return pages()[page]["structure"]


def text(page: str, code: str) -> dict:
    return pages()[page]["texts"][code]


def blocks(page: str, code: str) -> dict[str, dict]:
    return text(page, code).get("blocks", {})


def bodies(page: str, code: str) -> dict[str, str]:
    return {key: block["body"] for key, block in blocks(page, code).items() if "body" in block}


def address(page: str) -> str:
    path = structure(page).get("path", page)
    return f"/{path}/" if path else "/"


def places() -> dict[str, set[str]]:
    """Every address that a link may name, with the anchors on it."""
    found = {
        address(page): {block["key"] for block in structure(page).get("blocks", ())}
        for page in PAGES
    }
    hotlines = {"/hotlines/": {entry["slug"] for entry in entries()}}
    return found | {path: set() for path in APPS} | hotlines | KEEPING


# --- Which pages there are ---------------------------------------------------------


def test_folder_of_texts_has_a_structure():
    folders = {file.parent for file in FOLDER.rglob("*.toml")}

    assert [str(f) for f in folders if not (f / "page.toml").exists()] == []
    assert len(folders) == len(PAGES) > 35


@pytest.mark.parametrize("page", PAGES)
def test_page_is_there_in_english_and_spanish(page: str):
    found = set(pages()[page]["texts"])

    assert {"en", "es"} <= found
    assert found <= set(CODES)


@pytest.mark.parametrize("page", EVERYWHERE)
def test_page_that_somebody_may_need_now_is_there_in_every_language(page: str):
    assert set(pages()[page]["texts"]) == set(CODES)


@pytest.mark.parametrize("page", PAGES)
def test_structure_is_made_of_what_exists(page: str):
    plan = structure(page)
    kinds = [block["kind"] for block in plan.get("blocks", ())]
    audiences = {row["slug"] for row in read(CONTENT / "audiences.toml")["audiences"]}

    assert set(kinds) <= set(BlockKind.values)
    assert plan.get("menu", "") in Menu.values
    assert set(plan.get("audiences", ())) <= audiences
    assert set(plan) <= {"path", "order", "menu", "audiences", "profile", "blocks"}


@pytest.mark.parametrize("page", PAGES)
def test_anchor_is_plain_and_stands_once(page: str):
    keys = [block["key"] for block in structure(page).get("blocks", ())]

    assert [key for key in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []
    assert len(keys) == len(set(keys))


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


# --- What structures may hold ------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_block_has_the_texts_of_its_kind(page: str):
    plan = structure(page).get("blocks", ())
    words = {block["key"]: blocks(page, "en").get(block["key"], {}) for block in plan}

    bare = [
        block["key"]
        for block in plan
        if not BlockKind(block["kind"]).draws_data and not words[block["key"]].get("body")
    ]
    without_items = [
        block["key"]
        for block in plan
        if BlockKind(block["kind"]).has_items and "### " not in words[block["key"]]["body"]
    ]
    wordless = [
        block["key"]
        for block in plan
        if block.get("link_url") and not words[block["key"]].get("link_text")
    ]

    assert (bare, without_items, wordless) == ([], [], [])


@pytest.mark.parametrize("page", PAGES)
def test_selection_names_what_exists(page: str):
    known = {
        "kind": set(Kind.values),
        "audience": {row["slug"] for row in read(CONTENT / "audiences.toml")["audiences"]},
        "topic": {row["slug"] for row in read(TOPICS)["topics"]},
        "component": {p.rpartition("/")[2] for p in PAGES if "profile" in structure(p)},
    }
    allowed = {
        "resources": {f"{name}:{value}" for name, values in known.items() for value in values},
        "hotlines": {entry["slug"] for entry in entries()},
        "indicators": set(IndicatorGroup.values),
        "alert": {"info", "warning", "emergency"},
    }

    wrong = [
        (block["key"], part)
        for block in structure(page).get("blocks", ())
        for part in block.get("selection", "").split()
        if part not in allowed.get(block["kind"], set())
    ]

    assert wrong == []


# --- Lists -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "field"),
    [
        (CONTENT / "indicators.toml", "text"),
        (CONTENT / "audiences.toml", "name"),
        (TOPICS, "name"),
    ],
    ids=["indicators", "audiences", "topics"],
)
def test_list_is_there_in_every_language(file: Path, field: str):
    rows = read(file)[file.stem]

    incomplete = [row.get("key", row.get("slug")) for row in rows if set(row[field]) != set(CODES)]
    empty = [row for row in rows if not all(words.strip() for words in row[field].values())]

    assert len(rows) > 10
    assert incomplete == []
    assert empty == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [("terms", {"term", "definition"}), ("observances", {"name", "text"})],
)
def test_list_is_there_in_english_and_spanish(name: str, fields: set[str]):
    rows = read(CONTENT / f"{name}.toml")[name]

    incomplete = [
        row["key"]
        for row in rows
        if set(row.get("en", {})) != fields or set(row.get("es", {})) != fields
    ]

    assert len(rows) >= 3
    assert incomplete == []


def test_indicators_are_those_that_are_known():
    rows = read(CONTENT / "indicators.toml")["indicators"]

    assert Counter(row["group"] for row in rows) == {"general": 13, "work": 5, "online": 5}


def test_audience_points_at_a_page_that_exists():
    rows = read(CONTENT / "audiences.toml")["audiences"]

    assert [row["slug"] for row in rows if row.get("page") and row["page"] not in PAGES] == []


def test_lists_type_no_phone_number():
    files = [*CONTENT.glob("*.toml"), TOPICS]

    assert [file.name for file in files if phone_in(file.read_text())] == []

"""Which pages are shipped, and what their structures may hold."""

import re

import pytest

from awareness.choices import BlockKind, IndicatorGroup, Menu
from bluecampaign.translation.languages import CODES
from hotlines.seed import entries
from resources.choices import Kind
from tests.content.shipped import CONTENT, FOLDER, PAGES, TOPICS, blocks, pages, read, structure

EVERYWHERE = ["home", "get-help", "is-this-happening-to-me", "staying-safe", "privacy"]


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

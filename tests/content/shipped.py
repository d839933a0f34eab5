"""The shipped pages as their files have them, and every address that a link may name."""

import tomllib
from functools import cache
from pathlib import Path

from hotlines.seed import entries
from tests.tree import ROOT

CONTENT = ROOT / "awareness" / "content"
FOLDER = CONTENT / "pages"
TOPICS = ROOT / "resources" / "content" / "topics.toml"
APPS = {"/hotlines/", "/resources/", "/search/", "/ways/", "/numbers/"}
APPS |= {"/resources/required-posters/"}
KEEPING = {"/numbers/keep/": {"paper", "card", "offline"}}


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

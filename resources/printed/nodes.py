"""What documents are built of: the blocks of `bluecampaign.printing.texts`, by hand."""

from collections.abc import Iterable, Iterator


def text(words: str) -> dict:
    return {"kind": "text", "text": words}


def heading(words: str, level: int) -> dict:
    return {"kind": "heading", "level": level, "inside": [text(words)]}


def paragraph(*inside: dict) -> dict:
    return {"kind": "paragraph", "inside": list(inside)}


def link(url: str, words: str) -> dict:
    return {"kind": "link", "url": url, "inside": [text(words)]}


def listed(lines: Iterable[str]) -> dict:
    return {"kind": "list", "items": [[paragraph(text(line))] for line in lines]}


def under(nodes: list[dict], level: int) -> Iterator[dict]:
    """The same, its highest headings at a level and none left out below it."""
    levels = sorted({node["level"] for node in nodes if node["kind"] == "heading"})
    for node in nodes:
        if node["kind"] == "heading":
            node = node | {"level": level + levels.index(node["level"])}
        yield node


def numbered(nodes: list[dict]) -> list[dict]:
    """Steps: the headings of the highest level with their numbers."""
    levels = [node["level"] for node in nodes if node["kind"] == "heading"]
    found, number = [], 0
    for node in nodes:
        if node["kind"] == "heading" and node["level"] == min(levels):
            number += 1
            node = node | {"inside": [text(f"{number}. "), *node["inside"]]}
        found.append(node)
    return found

"""What a screen reader has to read of a page, in order:  python -m tests.browser.transcript

Writes tests/browser/transcripts/ anew from a site of its own, and tells which of them have
changed. Each line is what a voice says at one stop: what it is, its name, its state, and
its language where that is not the page's. Read the difference as a listener would.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from bluecampaign.translation.paths import localize
from tests.browser.chromium import PHONE, Readers, find_chromium, started
from tests.browser.serving import prepare, serving

FOLDER = Path(__file__).parent / "transcripts"
CODES = ["en", "es", "ar"]
PATH = "/get-help/"
# Words that Chromium has for what no voice says, and the names that voices have.
SILENT = {"generic", "none", "paragraph", "strong", "emphasis", "sectionheader", "sectionfooter"}
SILENT |= {"LabelText", "LineBreak", "time", "InlineTextBox", "ListMarker", "Details", "group"}
SPOKEN = {"RootWebArea": "page", "DisclosureTriangle": "button", "listitem": "item"}
SPOKEN |= {"contentinfo": "end of the page", "banner": "head of the page", "StaticText": "text"}
# Their name is what stands in them: it is said once.
WHOLE = {"link", "button", "DisclosureTriangle", "StaticText", "option"}
STATES = {"expanded", "checked", "selected", "pressed", "disabled", "required", "invalid"}
# Differs from day to day.
DAY = "(date)"


@dataclass(frozen=True)
class Place:
    """What the document says of a node: the language that holds there, and two attributes."""

    lang: str
    current: str
    is_time: bool


def transcript(page: Page) -> str:
    """The accessibility tree of an open page, a line for each thing that is said."""
    session = page.context.new_cdp_session(page)
    nodes = {n["nodeId"]: n for n in session.send("Accessibility.getFullAXTree")["nodes"]}
    document = session.send("DOM.getDocument", {"depth": -1})["root"]
    places = dict(_places(document, Place("", "", False)))
    main = next(place.lang for place in places.values() if place.lang)
    root = next(iter(nodes.values()))
    return "\n".join([f"language: {main}", *_said(root, nodes, places, main, 0)]) + "\n"


def _places(node: dict, above: Place) -> Iterator[tuple[int, Place]]:
    flat = node.get("attributes", [])
    attributes = dict(zip(flat[::2], flat[1::2], strict=True))
    is_time = above.is_time or node["nodeName"] == "TIME"
    here = Place(attributes.get("lang", above.lang), attributes.get("aria-current", ""), is_time)
    yield node["backendNodeId"], here
    for child in node.get("children", []):
        yield from _places(child, here)


def _said(node: dict, nodes: dict, places: dict, lang: str, depth: int) -> Iterator[str]:
    """What is said of a node and of all that is in it, one level deeper if it is said."""
    role = node["role"]["value"]
    is_said = not node["ignored"] and role not in SILENT
    place = places.get(node.get("backendDOMNodeId"), Place(lang, "", False))
    if is_said and (line := _line(node, role, place, lang, nodes)):
        yield "  " * depth + line
    if is_said and role in WHOLE:
        return
    below = [nodes[each] for each in node.get("childIds", []) if each in nodes]
    if role == "heading" and not any(_links(child, nodes) for child in below):
        return
    for child in below:
        yield from _said(child, nodes, places, lang, depth + is_said)


def _links(node: dict, nodes: dict) -> bool:
    inside = (nodes[each] for each in node.get("childIds", []) if each in nodes)
    return node["role"]["value"] == "link" or any(_links(each, nodes) for each in inside)


def _line(node: dict, role: str, place: Place, lang: str, nodes: dict) -> str:
    """`link "Español", current: page [es]`; nothing for a text of signs alone."""
    name = " ".join(node.get("name", {}).get("value", "").split())
    if role == "StaticText" and not re.search(r"\w", name):
        return ""
    name = DAY if place.is_time and role == "StaticText" else name
    found = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
    words = [SPOKEN.get(role, role)]
    words += [f"level {found['level']}"] if role == "heading" else []
    words += [f"of {_items(node, nodes)}"] if role == "list" else []
    words += [f'"{name}"'] if name else []
    states = [f"{state}: {found[state]}" for state in sorted(STATES & set(found))]
    states += [f"current: {place.current}"] if place.current else []
    states = [each for each in states if each != "invalid: false"]
    about = " ".join(node.get("description", {}).get("value", "").split())
    states += [f'also: "{about}"'] if about else []
    mark = f" [{place.lang}]" if name and place.lang not in ("", lang) else ""
    return ", ".join([" ".join(words), *states]) + mark


def _items(node: dict, nodes: dict) -> int:
    inside = [nodes[each] for each in node.get("childIds", []) if each in nodes]
    roles = [each["role"]["value"] for each in inside]
    deeper = [_items(each, nodes) for each in inside if each["ignored"]]
    return roles.count("listitem") + sum(deeper)


def file_of(code: str) -> Path:
    return FOLDER / f"get-help.{code}.txt"


def read_aloud(readers: Readers, code: str) -> str:
    page = readers(size=PHONE, locale=code)
    page.goto(localize(PATH, code))
    return transcript(page)


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        sys.exit("It needs Chromium: CHROMIUM=/path, or one on the PATH.")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        print("A site of its own is prepared; this takes a minute.", flush=True)
        prepared = prepare(Path(os.environ.get("AUDIT_PREPARED") or Path(folder) / "prepared"))
        with serving(prepared, Path(folder) / "data") as site, started(chromium) as browser:
            readers = Readers(browser, site.origin)
            changed = [code for code in CODES if _renew(readers, code)]
            complaints = readers.close()
    print(f"Written anew: {', '.join(changed) or 'none has changed'}.")
    sys.exit("\n".join(complaints) or 0)


def _renew(readers: Readers, code: str) -> bool:
    text, file = read_aloud(readers, code), file_of(code)
    is_new = not file.exists() or file.read_text() != text
    file.write_text(text)
    return is_new


if __name__ == "__main__":
    main()

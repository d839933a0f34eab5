"""What an answer refers to: the links and anchors of a page, the files of a style sheet.

Read by patterns, since a thousand pages a minute are read: the pages are ours, and every
attribute of theirs stands in double quotes (a test holds it).
"""

import re
from collections.abc import Iterator
from html import escape, unescape

from .paths import Target, target

ATTRIBUTE = re.compile(
    r"""\s(href|src|srcset|imagesrcset|poster|action|content|data-[a-z-]+)="([^"]*)\""""
)
ALWAYS = {"href", "src", "poster", "action"}
SETS = {"srcset", "imagesrcset"}
ANCHOR = re.compile(r'\sid="([^"]+)"')
FORM = re.compile(r'<form\b[^>]*?\saction="([^"]*)"')
LOCATION = re.compile(r"<loc>([^<]+)</loc>")
STYLED = re.compile(r"""url\(\s*['"]?([^'")]+)['"]?\s*\)""")
QUERY = re.compile(r'(\s(?:href|action)=")([^"]*\?[^"]*)(")')


def links(text: str, kind: str, site: str) -> Iterator[str]:
    """Every address that a text of a media type names, as it is written there."""
    if kind.startswith("text/html"):
        yield from _of_page(text, site)
    elif kind.startswith(("application/xml", "text/xml")):
        yield from (unescape(found) for found in LOCATION.findall(text))
    elif kind.startswith("text/css"):
        yield from (found for found in STYLED.findall(text) if not found.startswith("data:"))


def _of_page(text: str, site: str) -> Iterator[str]:
    for name, value in ATTRIBUTE.findall(text):
        plain = unescape(value)
        if name in ALWAYS:
            yield plain
        elif name in SETS:
            yield from (part.split()[0] for part in plain.split(",") if part.strip())
        elif plain.startswith((f"{site}/", "/")) and not plain.startswith("//"):
            yield from plain.split()[:1]


def anchors(text: str) -> set[str]:
    return {unescape(found) for found in ANCHOR.findall(text)}


def forms(text: str) -> list[str]:
    return [unescape(found) for found in FORM.findall(text)]


def with_pages(text: str, here: Target, site: str) -> str:
    """A page whose links to the pages of a list lead to those of the copy. On such a page
    a link that is nothing but a query names its list as well."""

    def lead(found: re.Match) -> str:
        before, value, after = found.groups()
        plain = unescape(value)
        there = target(plain, here.path, site)
        if there is None:
            return found[0]
        if there.page:
            address = there.copied + (f"#{there.fragment}" if there.fragment else "")
        elif here.page > 1 and plain.startswith("?"):
            address = f"{here.path}{plain}"
        else:
            return found[0]
        return f"{before}{escape(address)}{after}"

    return QUERY.sub(lead, text)

"""Markdown as editors write it, to HTML that is safe to show.

What may stand in a text: paragraphs, lists, bold, italic, quotes, links (https,
mailto, tel, sms, or an address of this site) and headings from `###` down. Headings
are shifted so that a text never makes an h1 or h2. Everything else is stripped, and
`complaints()` says what.

`{{slug:channel}}` stands for a number of the hotline directory; the caller hands in
the HTML for each, so that no text ever holds a number of its own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import nh3
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.paths import localize

TAGS = {
    *("p", "ul", "ol", "li", "strong", "em", "a", "br", "hr", "blockquote", "code"),
    *("h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
SCHEMES = {"https", "mailto", "tel", "sms"}
PLACEHOLDER = re.compile(r"\{\{\s*([a-z0-9-]+:[a-z0-9-]+)\s*\}\}")
ITEM_HEADING = re.compile(r"^###[ \t]+(.+?)[ \t\r#]*$", re.MULTILINE)
# Markdown does not even take these for links; their author should know.
REFUSED_LINK = re.compile(r"\]\(\s*((?:javascript|vbscript|data|file):[^)\s]*)", re.IGNORECASE)
SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
FIRST_LEVEL = 3

_parser = MarkdownIt("commonmark", {"html": True}).disable(["image"])


def parsed(source: str) -> list:
    """The tokens of a text, as they were written: nothing is left out of them yet."""
    return _parser.parse(source)


def render(
    source: str,
    code: str,
    *,
    numbers: Mapping[str, str] | None = None,
    first_level: int = FIRST_LEVEL,
) -> SafeString:
    """The HTML of a Markdown text for a page in the language `code`.

    Links inside the site get the language's prefix. A placeholder without a number
    is left out: a missing number must never show as program text.
    """
    html = _render(source, code, first_level)
    known = numbers or {}
    # Cleaned by nh3 in _render; `numbers` are fragments made by format_html.
    return mark_safe(PLACEHOLDER.sub(lambda hit: known.get(hit[1], ""), html))


@lru_cache(maxsize=4096)
def _render(source: str, code: str, first_level: int) -> str:
    tokens = _parser.parse(source)
    _shift_headings(tokens, first_level)
    for token in tokens:
        for part in (token, *(token.children or ())):
            _leave_out(part)
            if part.type == "link_open" and part.attrs:
                part.attrSet("href", page_address(str(part.attrGet("href")), code))
    html = _parser.renderer.render(tokens, _parser.options, {})
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def _leave_out(part) -> None:
    """Take away what `complaints()` says is left out; nh3 only has the last word."""
    if part.type in ("html_block", "html_inline"):
        part.content = ""
    elif part.type == "link_open" and not is_allowed(str(part.attrGet("href"))):
        part.attrs = {}


def render_inline(
    source: str, code: str, *, numbers: Mapping[str, str] | None = None
) -> SafeString:
    """The same for a line of text: no paragraph around it."""
    html = render(source, code, numbers=numbers).strip()
    # `render` made it safe; this only takes the paragraph's tags away.
    return mark_safe(html.removeprefix("<p>").removesuffix("</p>"))


def split_items(source: str) -> tuple[str, list[tuple[str, str]]]:
    """The text before the first `###` heading, then each heading with its text."""
    before, *rest = ITEM_HEADING.split(source)
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return before.strip(), [(heading, body.strip()) for heading, body in pairs]


def links(source: str) -> list[str]:
    """The addresses that a text links to, in order."""
    return [address for _words, address in _outline(source).links]


def link_words(source: str) -> tuple[tuple[str, str], ...]:
    """The links of a text, in order: the words one reads, and the address."""
    return _outline(source).links


def heading_levels(source: str) -> tuple[int, ...]:
    """The levels of the headings of a text, in order: 3 for `###`."""
    return _outline(source).levels


class Outline(NamedTuple):
    links: tuple[tuple[str, str], ...]
    levels: tuple[int, ...]


@lru_cache(maxsize=1024)
def _outline(source: str) -> Outline:
    """What rules ask of a text, one after the other: it is taken apart once."""
    tokens = _parser.parse(source)
    links = [link for token in tokens for link in _links_of(token.children or ())]
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    return Outline(tuple(links), tuple(levels))


def _links_of(children: Sequence[Token]) -> Iterator[tuple[str, str]]:
    words: list[str] = []
    address = ""
    for child in children:
        if child.type == "link_open":
            words, address = [], str(child.attrGet("href"))
        elif child.type == "link_close":
            yield "".join(words), address
        else:
            words.append(child.content)


def placeholders(source: str) -> list[str]:
    """The numbers that a text asks for: `national:voice`."""
    return PLACEHOLDER.findall(source)


def complaints(source: str) -> list[str]:
    """What of a text will not be shown as written, in sentences for its author."""
    found = []
    for token in _parser.parse(source):
        for part in (token, *(token.children or ())):
            if part.type in ("html_block", "html_inline") and part.content.strip():
                shown = " ".join(part.content.split())[:60]
                found.append(_("HTML is not allowed and was left out: %(html)s") % {"html": shown})
            elif part.type == "heading_open" and part.tag in ("h1", "h2"):
                found.append(_("A heading inside a text starts at ###. It was moved down."))
    for address in (*links(source), *REFUSED_LINK.findall(source)):
        if not is_allowed(address):
            found.append(
                _("This link is not https and was left out: %(link)s") % {"link": address[:80]}
            )
    return list(dict.fromkeys(found))


def is_allowed(address: str) -> bool:
    scheme = SCHEME.match(address)
    if scheme is None:
        return address.startswith(("/", "#")) and not address.startswith("//")
    return scheme[1].lower() in SCHEMES


def page_address(href: str, code: str | None = None) -> str:
    """An address as a text gives it, with the language's prefix where it is ours."""
    code = code or get_language() or SOURCE
    inside = href.startswith("/") and not href.startswith(
        ("//", "/static/", "/files/", "/admin/", "/.well-known/")
    )
    return localize(href, code) if inside else href


def _shift_headings(tokens, first_level: int) -> None:
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    if not levels:
        return
    shift = max(0, first_level - min(levels))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"

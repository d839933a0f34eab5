"""Pages of the site as documents: what one reads on them, without what only leads on.

The numbers of a page are in the box that closes every document, so its lists of
hotlines are left out, as are its lists of pages and of material.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _

from awareness.choices import BlockKind, IndicatorGroup
from awareness.models import Block, Indicator, Page, Term
from bluecampaign.pages.markdown import page_address
from bluecampaign.pages.titles import DISCREET
from bluecampaign.translation.languages import BY_CODE, SOURCE
from bluecampaign.translation.paths import localize
from bluecampaign.translation.text import text_of
from bluecampaign.web.kept import kept

from .making import Sheet
from .nodes import heading, link, listed, numbered, paragraph, text, under
from .voices import Voice

PRINTED = {
    *(BlockKind.TEXT, BlockKind.SUMMARY, BlockKind.ALERT, BlockKind.STEPS, BlockKind.ACCORDION),
    *(BlockKind.CARDS, BlockKind.QUOTE, BlockKind.ACTION, BlockKind.INDICATORS, BlockKind.TERMS),
}
# What stands in lists of its own.
LISTED = {BlockKind.INDICATORS: (Indicator, "text"), BlockKind.TERMS: (Term, "term")}
NAME = "letter.pdf"


@dataclass(frozen=True)
class PageSheet(Sheet):
    """A page as a document; raises Unprintable where a word of it is not translated."""

    item: Page

    @property
    def code(self) -> str:
        return self.item.path.replace("/", "-")

    @property
    def address(self) -> str:
        return settings.SITE_URL + localize(f"/{self.item.path}/", self.order.codes[0])

    def parts(self, voice: Voice) -> list[dict]:
        return [
            {
                "title": voice.text(self.item, "title"),
                "summary": voice.text(self.item, "summary"),
                "body": [n for block in printed_blocks(self.item) for n in nodes_of(voice, block)],
            }
        ]


def printed_blocks(page: Page) -> list[Block]:
    return [block for block in page.blocks.all() if block.kind in PRINTED]


def paper_path(page: Page, code: str) -> str:
    """Where a page is a PDF in a language; nothing where it is not wholly there in it.

    Pages of help have no such link: a file stays on a device that others may look at.
    """
    if page.is_home or f"/{page.path}/" in DISCREET or not is_whole(page, code):
        return ""
    return f"/p/{page.path}/{BY_CODE[code].tag}/{NAME}"


def is_whole(page: Page, code: str) -> bool:
    blocks = printed_blocks(page)
    words = [(page, "title"), (page, "summary")]
    words += [(block, name) for block in blocks for name in ("heading", "body")]
    return (
        any(text_of(block, "body") or block.kind in LISTED for block in blocks)
        and all(_is_there(thing, name, code) for thing, name in words)
        and all(are_listed(block.kind, code) for block in blocks if block.kind in LISTED)
    )


def _is_there(thing, name: str, code: str) -> bool:
    """In the language, or in none at all."""
    found = text_of(thing, name, code)
    return not found or found.language == code


def are_listed(kind: str, code: str) -> bool:
    return code == SOURCE or kept(("listed-in", kind, code), lambda: _are_all_there(kind, code))


def _are_all_there(kind: str, code: str) -> bool:
    model, name = LISTED[BlockKind(kind)]
    rows = model.objects.live().in_language(code)
    return all(_is_there(row, name, code) for row in rows)


def nodes_of(voice: Voice, block: Block) -> Iterator[dict]:
    """A block as nodes of a document, its heading with them."""
    kind = BlockKind(block.kind)
    title, body = voice.words_of(block, "heading"), voice.nodes(voice.words_of(block, "body"))
    if kind is BlockKind.QUOTE:
        yield {"kind": "quote", "inside": body}
        if title:
            yield paragraph(text(title))
        return
    if title:
        yield heading(title, 1)
    level = 2 if title else 1
    yield from under(numbered(body) if kind is BlockKind.STEPS else body, level)
    if kind is BlockKind.INDICATORS:
        yield from signs(voice, IndicatorGroup.chosen(block.selection), level)
    elif kind is BlockKind.TERMS:
        yield from _terms(voice)
    yield from _link(voice, block)


def signs(voice: Voice, groups: Iterable[IndicatorGroup], level: int) -> Iterator[dict]:
    """The caution first, as on a page."""
    yield heading(_("Before you act"), level)
    yield listed(voice.caution())
    found = dict(zip(IndicatorGroup, voice.signs(), strict=True))
    for group in groups:
        yield heading(found[group]["title"], level)
        yield listed(found[group]["items"])


def _terms(voice: Voice) -> Iterator[dict]:
    for term in Term.objects.live().in_language(voice.code):
        yield paragraph({"kind": "strong", "inside": [text(voice.text(term, "term"))]})
        yield from voice.nodes(voice.text(term, "definition"))


def _link(voice: Voice, block: Block) -> Iterator[dict]:
    words = voice.words_of(block, "link_text")
    if words and not block.link_url.startswith("#"):
        address = page_address(block.link_url, voice.code)
        yield paragraph(link(urljoin(settings.SITE_URL, address), words))

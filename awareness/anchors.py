"""The places on a page that a link can name: its blocks, and what they draw."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from bluecampaign.links.places import Place
from bluecampaign.pages import markdown
from hotlines.models import Hotline

from .choices import BlockKind
from .models import Block, Page, Redirect, Term

# Drawn by the template of this page, not by a block.
FIXED = {"contact": {"email"}}


def place(path: str, at: datetime | None) -> Place | None:
    """The page at an English path, or where it has moved to."""
    if not (path.startswith("/") and path.endswith("/")):
        return None
    page = Page.objects.live(at).filter(path=path.strip("/")).first()
    if page is not None:
        return Place(frozenset(anchors_of(page)))
    moved = Redirect.objects.filter(old_path=path).first()
    return Place(moved_to=moved.new_path) if moved else None


def anchors_of(page: Page) -> set[str]:
    found = set(FIXED.get(page.path, ()))
    for block in page.blocks.all():
        found |= {block.key, *drawn_by(block)}
    return found


def drawn_by(block: Block) -> Iterator[str]:
    """The anchors inside a block: of its questions, its terms, its hotlines."""
    kind = BlockKind(block.kind)
    if kind is BlockKind.ACCORDION:
        _before, items = markdown.split_items(block.body_en or "")
        yield from (f"{block.key}-{number}" for number in range(1, len(items) + 1))
    elif kind is BlockKind.TERMS:
        yield from Term.objects.live().values_list("key", flat=True)
    elif kind is BlockKind.HOTLINES:
        slugs = block.selection.split()
        lines = Hotline.objects.live()
        lines = lines.filter(slug__in=slugs) if slugs else lines
        yield from lines.values_list("slug", flat=True)


def claims(page: Page) -> Counter[str]:
    """How many times each anchor is claimed on a page; more than once is a mistake."""
    found: Counter[str] = Counter(["content", "top", *FIXED.get(page.path, ())])
    for block in page.blocks.all():
        found.update([block.key, *drawn_by(block)])
    return found

"""On which pages readers meet what stands in lists: signs, terms, awareness days."""

from collections.abc import Iterator
from datetime import datetime

from django.db import models

from .choices import BlockKind, IndicatorGroup
from .models import Block, Indicator, Observance, Page, Term

KINDS: dict[type[models.Model], BlockKind] = {
    Indicator: BlockKind.INDICATORS,
    Term: BlockKind.TERMS,
    Observance: BlockKind.OBSERVANCES,
}
Entry = Indicator | Term | Observance


def pages_showing(model: type[models.Model], at: datetime | None = None) -> list[Page]:
    """The public pages that draw a list, the one that readers come by first in front."""
    pages = Page.objects.live(at).filter(blocks__kind=KINDS[model]).distinct()
    return sorted(pages, key=lambda page: (page.reading_rank, page.path.count("/"), page.path))


def page_of(entry: Entry, at: datetime | None = None) -> Page | None:
    """The public page on which an entry stands, or will once it is public."""
    pages = pages_showing(type(entry), at)
    return next((page for page in pages if _shows(page, entry)), None)


def glossary_path() -> str:
    """The English address of the glossary; empty where no public page draws it."""
    page = next(iter(pages_showing(Term)), None)
    return address_of(page) if page else ""


def address_of(page: Page) -> str:
    return f"/{page.path}/" if page.path else "/"


def _shows(page: Page, entry: Entry) -> bool:
    blocks = page.blocks.filter(kind=KINDS[type(entry)])
    return any(_draws(page, block, entry) for block in blocks)


def _draws(page: Page, block: Block, entry: Entry) -> bool:
    if isinstance(entry, Indicator):
        return entry.group in IndicatorGroup.chosen(block.selection)
    # The home page tells of a day only when it is near.
    return not (isinstance(entry, Observance) and page.is_home)


def entries_on(page: Page, blocks: list[Block]) -> Iterator[Entry]:
    """The public signs and days that the blocks of a page draw. Terms are left out:
    the search knows each by itself."""
    kinds = {block.kind for block in blocks}
    for model in (Indicator, Observance):
        if KINDS[model] in kinds:
            drawing = [block for block in blocks if block.kind == KINDS[model]]
            for entry in model.objects.live():
                if any(_draws(page, block, entry) for block in drawing):
                    yield entry

"""Whose words of the pages and lists are looked at."""

from bluecampaign.wording import sources
from bluecampaign.wording.sources import Source

from .choices import BlockKind
from .models import Audience, ComponentProfile, Indicator, Observance, Page, Term

PROSE = ("summary", "body")


def _shows_caution(page: Page) -> bool:
    return any(block.kind == BlockKind.INDICATORS for block in page.blocks.all())


def _plain_pages():
    return Page.objects.filter(componentprofile=None)


def register() -> None:
    page = {"markdown": ("body",), "prose": PROSE, "shows_caution": _shows_caution}
    sources.register(Page, Source(**page, among=_plain_pages))
    sources.register(ComponentProfile, Source(**page))
    sources.register(Indicator, Source(prose=("text",)))
    sources.register(Term, Source(markdown=("definition",), prose=("definition",)))
    sources.register(Observance, Source(markdown=("text",), prose=("text",)))
    sources.register(Audience, Source())

from bluecampaign.search import index
from bluecampaign.search.index import Entry
from bluecampaign.search.kinds import Kind
from bluecampaign.translation.languages import CODES, suffix

from .models import Page


def entries(page: Page):
    """A page is found by its title, its summary and every text of its blocks."""
    blocks = list(page.blocks.all())
    profile = getattr(page, "componentprofile", None)
    for code in CODES:
        ending = suffix(code)
        title = getattr(page, f"title_{ending}")
        if not title:
            continue
        texts = [
            getattr(block, f"{name}_{ending}") or ""
            for block in blocks
            for name in ("heading", "body")
        ]
        yield Entry(
            language=code,
            kind=Kind.PROFILE if profile else Kind.PAGE,
            title=title,
            summary=getattr(page, f"summary_{ending}") or "",
            path=f"/{page.path}/" if page.path else "/",
            body=" ".join(texts),
            codes=profile.acronym if profile else "",
        )


def register() -> None:
    index.register(Page, entries)

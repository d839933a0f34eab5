"""What the search knows of pages, of what stands on them, and of the glossary."""

from collections.abc import Iterator

from bluecampaign.search import index
from bluecampaign.search.index import Entry
from bluecampaign.search.kinds import Kind
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.languages import CODES, suffix
from bluecampaign.translation.querysets import translated_fields

from .models import Page, Term
from .showing import address_of, entries_on, glossary_path, pages_showing

# Pages for somebody in need rather than about the subject, with those below them.
HELPING = {"get-help", "how-to-report", "is-this-happening-to-me"}


def page_entries(page: Page) -> Iterator[Entry]:
    """A page is found by its title, its summary and every text of its blocks, with the
    signs and days that they draw."""
    blocks = list(page.blocks.all())
    parts = [(block, ("heading", "body")) for block in blocks]
    parts += [(entry, translated_fields(type(entry))) for entry in entries_on(page, blocks)]
    profile = getattr(page, "componentprofile", None)
    for code in CODES:
        ending = suffix(code)
        title = getattr(page, f"title_{ending}")
        if not title:
            continue
        texts = [getattr(part, f"{name}_{ending}") or "" for part, names in parts for name in names]
        yield Entry(
            language=code,
            kind=Kind.PROFILE if profile else Kind.PAGE,
            title=title,
            summary=getattr(page, f"summary_{ending}") or "",
            path=address_of(page),
            body="\n".join(texts),
            codes=profile.acronym if profile else "",
            helps=page.path.partition("/")[0] in HELPING,
        )


def term_entries(term: Term) -> Iterator[Entry]:
    """A term is found at its place in the glossary; where no page draws it, not at all."""
    glossary = glossary_path()
    for code in CODES if glossary else ():
        ending = suffix(code)
        name = getattr(term, f"term_{ending}")
        if name:
            yield Entry(
                language=code,
                kind=Kind.TERM,
                title=name,
                summary=getattr(term, f"definition_{ending}") or "",
                path=f"{glossary}#{term.key}",
            )


def follow_entries(model) -> None:
    """After an entry of a list has changed: the documents of the pages that draw it."""
    for page in pages_showing(model):
        index.update(page)


def follow_glossary() -> None:
    """After a page has changed: the terms, if they stand at another address than before."""
    known = SearchDocument.objects.current().filter(kind=Kind.TERM).first()
    if (known.path.partition("#")[0] if known else "") != glossary_path():
        for term in Term.objects.live():
            index.update(term)


def register() -> None:
    index.register(Page, page_entries)
    index.register(Term, term_entries)

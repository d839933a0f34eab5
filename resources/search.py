from bluecampaign.search import index
from bluecampaign.search.index import Entry
from bluecampaign.search.kinds import Kind
from bluecampaign.translation.languages import CODES, suffix

from .models import Resource


def entries(resource: Resource):
    """An item is found by title, code, summary, text, audiences, topics and kind."""
    audiences, topics = list(resource.audiences.all()), list(resource.topics.all())
    for code in CODES:
        ending = suffix(code)
        title = getattr(resource, f"title_{ending}")
        if not title:
            continue
        words = [getattr(row, f"name_{ending}") or "" for row in (*audiences, *topics)]
        yield Entry(
            language=code,
            kind=Kind.RESOURCE,
            title=title,
            summary=getattr(resource, f"summary_{ending}") or "",
            path=f"/resources/{resource.slug}/",
            body=" ".join([*words, getattr(resource, f"body_{ending}") or ""]),
            codes=resource.code,
        )


def register() -> None:
    index.register(Resource, entries)

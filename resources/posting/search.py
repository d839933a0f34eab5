from bluecampaign.search import index
from bluecampaign.search.index import Entry
from bluecampaign.search.kinds import Kind
from bluecampaign.translation.languages import CODES, suffix
from resources.models import PostingDuty

from .jurisdictions import NAMES


def entries(duty: PostingDuty):
    """A duty is found by its title, what it asks for, its law and its state; it stands on
    the page of the finder."""
    state = NAMES.get(duty.jurisdiction, "")
    for code in CODES:
        ending = suffix(code)
        title = getattr(duty, f"title_{ending}")
        if title:
            yield Entry(
                language=code,
                kind=Kind.PAGE,
                title=f"{title} ({state})" if state else title,
                summary=getattr(duty, f"summary_{ending}") or "",
                path=f"/resources/required-posters/#{duty.key}",
                body=duty.law,
            )


def register() -> None:
    index.register(PostingDuty, entries)

"""A search document as a line of the results."""

from dataclasses import dataclass

from django.utils.translation import get_language

from bluecampaign.search.kinds import Kind
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.paths import localize
from bluecampaign.translation.text import Text


@dataclass(frozen=True, slots=True)
class Result:
    title: Text
    summary: Text
    kind: str
    url: str


def result_of(document: SearchDocument) -> Result:
    """The title and summary know their language; the link keeps the reader's."""
    return Result(
        title=Text(document.title, document.language),
        summary=Text(document.summary, document.language),
        kind=Kind(document.kind).label,
        url=localize(document.path, get_language() or SOURCE),
    )

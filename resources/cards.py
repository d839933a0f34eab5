"""A resource as a card of a list."""

from dataclasses import dataclass

from bluecampaign.pages.languages import name_of
from bluecampaign.translation.text import Text, text_of

from .choices import Kind
from .models import Resource

MOST_LANGUAGES = 3


@dataclass(frozen=True, slots=True)
class ResourceCard:
    title: Text
    url: str
    summary: Text
    kind: str
    languages: str
    formats: str = ""
    notice: str = ""
    cover: None = None


def card_of(resource: Resource) -> ResourceCard:
    """Needs the editions at hand (`for_cards`), and asks for nothing else."""
    names = [name_of(tag).name for tag in resource.languages]
    shown = ", ".join(names[:MOST_LANGUAGES])
    more = len(names) - MOST_LANGUAGES
    formats = {e.get_format_display() for e in resource.editions.all() if e.href}
    return ResourceCard(
        title=text_of(resource, "title"),
        url=resource.get_absolute_url(),
        summary=text_of(resource, "summary"),
        kind=Kind(resource.kind).label,
        languages=f"{shown} +{more}" if more > 0 else shown,
        formats=", ".join(sorted(str(name) for name in formats if name)),
        notice=resource.get_standing_display() if resource.is_superseded else "",
    )

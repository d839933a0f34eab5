"""A resource as a card of a list."""

from dataclasses import dataclass

from django.utils.translation import get_language

from bluecampaign.media.renditions import Shown
from bluecampaign.pages.languages import name_of
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.text import Text, text_of

from .choices import Kind, Standing
from .filing import cover_for
from .lists import Carrying, ListLink
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
    cover: Shown | None = None
    listing: ListLink | None = None


def card_of(resource: Resource, carrying: Carrying | None = None) -> ResourceCard:
    """Needs the editions at hand (`for_cards`), and asks for nothing else.

    Where a reader's list is `carrying` through the pages, the card's links take it along
    and offer to change it.
    """
    names = [name_of(tag).name for tag in resource.languages]
    shown = ", ".join(names[:MOST_LANGUAGES])
    more = len(names) - MOST_LANGUAGES
    formats = {e.get_format_display() for e in resource.editions.all() if e.href}
    url = resource.get_absolute_url()
    return ResourceCard(
        title=text_of(resource, "title"),
        url=carrying.url_of(url) if carrying else url,
        summary=text_of(resource, "summary"),
        kind=Kind(resource.kind).label,
        languages=f"{shown} +{more}" if more > 0 else shown,
        cover=cover_for(resource.editions.all(), get_language() or SOURCE),
        formats=", ".join(sorted(str(name) for name in formats if name)),
        notice="" if resource.standing == Standing.CURRENT else resource.get_standing_display(),
        listing=carrying.link_for(resource.code) if carrying else None,
    )

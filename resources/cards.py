"""A resource as a card of a list."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from bluecampaign.media.renditions import Shown
from bluecampaign.pages.languages import name_of
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.text import Text, text_of
from bluecampaign.web.kept import is_keeping, kept_each

from .choices import Kind, Standing
from .filing import cover_for
from .lists import Carrying, ListLink
from .models import Resource
from .stored import items_by_key

MOST_LANGUAGES = 3


@dataclass(frozen=True, slots=True)
class ResourceCard:
    code: str
    title: Text
    url: str
    summary: Text
    kind: str
    languages: str
    formats: str = ""
    notice: str = ""
    cover: Shown | None = None
    listing: ListLink | None = None

    @property
    def key(self) -> tuple | None:
        """What tells two cards of one content apart, but for the address of the listing; None
        for a card that carries a reader's list, which nobody remembers."""
        if "?" in self.url:
            return None
        return self.code, self.url, self.listing and self.listing.is_listed

    def carried(self, carrying: Carrying) -> "ResourceCard":
        """On a page through which a reader's list is carried: the links take it along and
        offer to change it."""
        listing = carrying.link_for(self.code)
        return replace(self, url=carrying.url_of(self.url), listing=listing)


def cards_by_key(keys: Iterable[int]) -> dict[int, ResourceCard]:
    """The cards of items by their primary keys, in that order: two queries for all that
    no other page has shown in any language."""
    return kept_each(("card", get_language()), keys, _made)


def _made(keys: list[int]) -> dict[int, ResourceCard]:
    if is_keeping():
        found = items_by_key(keys)
    else:
        found = Resource.objects.for_cards(get_language()).in_bulk(keys)
    return {key: card_of(item) for key, item in found.items()}


def card_of(resource: Resource, carrying: Carrying | None = None) -> ResourceCard:
    """Needs the editions at hand (`for_cards`), and asks for nothing else."""
    names = [name_of(tag).name for tag in resource.languages]
    shown = ", ".join(names[:MOST_LANGUAGES])
    more = len(names) - MOST_LANGUAGES
    formats = {e.get_format_display() for e in resource.editions.all() if e.href}
    card = ResourceCard(
        code=resource.code,
        title=text_of(resource, "title"),
        url=resource.get_absolute_url(),
        summary=text_of(resource, "summary"),
        kind=Kind(resource.kind).label,
        languages=f"{shown} +{more}" if more > 0 else shown,
        cover=cover_for(resource.editions.all(), get_language() or SOURCE),
        formats=", ".join(sorted(str(name) for name in formats if name)),
        notice="" if resource.standing == Standing.CURRENT else resource.get_standing_display(),
    )
    return card.carried(carrying) if carrying else card

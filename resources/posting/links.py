"""The address of the finder, and the links of its duties."""

from datetime import datetime

from bluecampaign.links import places, sources
from bluecampaign.links.places import Place
from resources.models import PostingDuty

PATH = "/resources/required-posters/"


def place(path: str, at: datetime | None) -> Place | None:
    if path != PATH:
        return None
    keys = PostingDuty.objects.live(at).values_list("key", flat=True)
    return Place(frozenset({"results", *keys}))


def register() -> None:
    places.register(place)
    sources.register(PostingDuty, address_fields=("source_url",))

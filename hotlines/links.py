"""Where the links of hotlines stand, and the address of the directory."""

from datetime import datetime

from bluecampaign.links import places, sources
from bluecampaign.links.places import Place

from .models import Hotline

# Pages that are made of the directory, and the anchors they have.
MADE = {
    "/ways/": frozenset(),
    "/numbers/": frozenset(),
    "/numbers/keep/": frozenset({"paper", "card", "offline"}),
}


def place(path: str, at: datetime | None) -> Place | None:
    if path in MADE:
        return Place(MADE[path])
    if path != "/hotlines/":
        return None
    return Place(frozenset(Hotline.objects.live(at).values_list("slug", flat=True)))


def register() -> None:
    places.register(place)
    sources.register(Hotline, markdown_fields=("note",), address_fields=("url", "source_url"))

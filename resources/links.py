"""Where the links of the catalogue stand, and which addresses its items answer."""

from datetime import datetime

from bluecampaign.links import places, sources
from bluecampaign.links.places import Place

from .models import Resource

# Drawn by the template of every item.
FIXED = frozenset({"about", "editions", "related"})


def place(path: str, at: datetime | None) -> Place | None:
    """The list, or the item with a slug. Where an item has moved, the pages know."""
    if path == "/resources/":
        return Place(frozenset({"results"}))
    before, _slash, slug = path.strip("/").rpartition("/")
    if before != "resources" or not path.endswith("/"):
        return None
    found = Resource.objects.live(at).filter(slug=slug).exists()
    return Place(FIXED) if found else None


def register() -> None:
    places.register(place)
    sources.register(Resource, markdown_fields=("body",), address_fields=("url", "source_url"))

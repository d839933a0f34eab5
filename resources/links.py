"""Where the links of the catalogue stand, and which addresses its items answer."""

from datetime import datetime

from awareness.models import Audience
from bluecampaign.links import places, sources
from bluecampaign.links.places import Place
from bluecampaign.pages.markdown import split_items

from .addresses import anchor_of, item_path, successor_of
from .models import Resource

# Drawn by the template of every item.
FIXED = frozenset({"about", "editions", "related"})


def place(path: str, at: datetime | None) -> Place | None:
    """The list, an item by its slug or by the address to print, or what replaced it.
    Where an item has moved, the pages know."""
    if path in ("/resources/", "/resources/my-list/"):
        return Place(frozenset({"results"}))
    before, _slash, last = path.strip("/").rpartition("/")
    if not path.endswith("/"):
        return None
    public = Resource.objects.live(at)
    if before == "resources":
        return _place(public.filter(slug=last).first())
    if before == "resources/for":
        return Place() if Audience.objects.filter(slug=last).exists() else None
    if before == "r":
        found = public.with_code(last).first()
        return Place(moved_to=item_path(found)) if found else None
    return None


def _place(item: Resource | None) -> Place | None:
    """Nothing where the item was withdrawn: nobody should be led there."""
    if item is None or item.is_withdrawn:
        return None
    successor = successor_of(item)
    return Place(anchors_of(item), moved_to=item_path(successor) if successor else "")


def anchors_of(item: Resource) -> frozenset[str]:
    """The sections, the languages, and the headings of the English text."""
    languages = {anchor_of(tag) for tag in item.languages}
    if not (item.body_en or "").strip():
        return FIXED | languages
    _lead, parts = split_items(item.body_en)
    headings = {f"text-{number}" for number, _part in enumerate(parts, start=1)}
    return FIXED | languages | {"text"} | headings


def register() -> None:
    places.register(place)
    sources.register(Resource, markdown_fields=("body",), address_fields=("url", "source_url"))

"""Items as the pages of one content share them: read once, in all languages."""

from collections.abc import Iterable

from bluecampaign.translation.querysets import weight_of
from bluecampaign.web.kept import is_keeping, kept, kept_each

from .models import Resource


def item_with(slug: str) -> Resource:
    """A public item with its editions. Raises `Resource.DoesNotExist`."""
    if not is_keeping():
        return _public().get(slug=slug)
    key = kept(("key", slug), lambda: _key_of(slug))
    found = items_by_key([key])
    if key not in found:  # it was taken down between the two
        raise Resource.DoesNotExist
    return found[key]


def _key_of(slug: str) -> int:
    """The item is read anyway, so it is there for who asks for it by its key."""
    item = _public().get(slug=slug)
    kept_each("item", [item.pk], lambda missing: {item.pk: item}, weight_of)
    return item.pk


def items_by_key(keys: Iterable[int]) -> dict[int, Resource]:
    """Public items with their editions by their primary keys, in that order."""
    return kept_each("item", keys, lambda missing: _public().in_bulk(missing), weight_of)


def parts_of(toolkit: Resource) -> list[Resource]:
    """The items of a toolkit that are given out, in its order, with their editions."""
    if not is_keeping():
        return list(_public().parts_of(toolkit))
    return list(items_by_key(kept(("parts", toolkit.pk), lambda: _keys_of(toolkit))).values())


def _keys_of(toolkit: Resource) -> list[int]:
    return list(_public().parts_of(toolkit).values_list("pk", flat=True))


def _public():
    return Resource.objects.live().in_all_languages().with_editions()

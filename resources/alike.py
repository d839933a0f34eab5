"""Which items are like another: those with most topics in common, then those of its kind,
the newest first.

To compare an item with every other takes the longer the more there are. But items of one
kind with the same topics are all equally like any item, so of each such group the newest
are enough: they are found once for each content, and serve all items.
"""

from typing import NamedTuple

from bluecampaign.web.kept import kept

from .models import Resource

MOST = 4


class _Group(NamedTuple):
    """The newest items of a kind with the same topics: the place of each among all, and its
    key."""

    kind: str
    topics: frozenset[int]
    newest: list[tuple[int, int]]


def alike(found: Resource, topics: list[int]) -> list[int]:
    """The keys of the items most like one with these topics (their keys). One query, for
    all items."""
    near = [
        (-len(group.topics.intersection(topics)), place, item)
        for group in kept("groups of items", _groups, _weight)
        if group.kind == found.kind or not group.topics.isdisjoint(topics)
        for place, item in group.newest
        if item != found.pk
    ]
    return [item for _shared, _place, item in sorted(near)[:MOST]]


def _groups() -> list[_Group]:
    groups: dict[tuple[str, frozenset[int]], list[tuple[int, int]]] = {}
    for place, (item, kind, topics) in enumerate(Resource.objects.live().newest_with("topics")):
        newest = groups.setdefault((kind, frozenset(topics)), [])
        # One more than are shown: the item itself may be among them.
        if len(newest) <= MOST:
            newest.append((place, item))
    return [_Group(*alike, newest) for alike, newest in groups.items()]


def _weight(groups: list[_Group]) -> int:
    return 1000 * len(groups)

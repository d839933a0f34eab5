"""Which items are like another: those with most topics in common, then those of its kind,
the newest first."""

from collections.abc import Iterable

from .bitmap_index import bitmap_index
from .models import Resource

MOST = 4


def alike(found: Resource, topics: Iterable[str]) -> list[int]:
    """The keys of the items most like one with these topics (their slugs)."""
    index = bitmap_index()
    nearest_first = [*reversed(_sharing(index.holding("topic", [slug]) for slug in topics))]
    nearest_first.append(index.holding("kind", [found.kind]))
    parts, seen = [], ~index.current
    for bits in nearest_first:
        parts.append(bits & ~seen)
        seen |= bits
    # One more than are shown: the item itself may be among them.
    return [key for key in index.keys_in(*parts, stop=MOST + 1) if key != found.pk][:MOST]


def _sharing(sets: Iterable[int]) -> list[int]:
    """The items that are in at least one of the sets, in at least two, and so on."""
    levels: list[int] = []
    for bits in sets:
        for number, level in enumerate(levels):
            levels[number], bits = level | bits, level & bits
        levels.append(bits)
    return levels

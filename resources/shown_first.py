"""The items that each audience sees first, worked out once for all audiences and languages.

There are as many pages as audiences in each language, and each shows a few items of one
list. So the list is read once for each content: its items in order, whom they are for and
which languages they are in. What is remembered of it are the items that are shown.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from awareness.models import Audience
from bluecampaign.web.kept import kept

from .choices import Kind
from .facets import PAGE_TAGS, own_tag
from .models import Edition, Resource

MOST = 6


class Plan(NamedTuple):
    """The parts of an audience's page, by the kinds of items in each. The last one holds what
    is for `everybody` (an audience's slug) and not for this one, of the kinds of
    `for_any_place`."""

    parts: tuple[tuple[Kind, ...], ...]
    everybody: str
    for_any_place: tuple[Kind, ...]


class Part(NamedTuple):
    """The items (their keys) that are shown of a part, and how many it has in all."""

    number: int
    items: tuple[int, ...]
    total: int


class _Part:
    """A part in all languages, while its items come in order."""

    def __init__(self) -> None:
        self.total = 0
        self._own = {tag: () for tag in PAGE_TAGS}
        self._others = {tag: () for tag in PAGE_TAGS}

    def add(self, item: int, tags: set[str]) -> None:
        self.total += 1
        for tag in PAGE_TAGS:
            first = self._own if tag in tags else self._others
            if len(first[tag]) < MOST:
                first[tag] += (item,)

    def in_language(self, number: int, tag: str) -> Part:
        return Part(number, (self._own[tag] + self._others[tag])[:MOST], self.total)


def shown_first(audience: str, plan: Plan) -> list[Part]:
    """The parts that hold something for an audience (its slug), in order; none if nothing is
    for the audience itself. The items in the reader's language come before the others, and
    the newest first. Three queries, for all audiences in all languages."""
    return kept(("shown first", plan), lambda: _found(plan), _weight).get((audience, own_tag()), [])


def _found(plan: Plan) -> dict[tuple[str, str], list[Part]]:
    """By audience and language."""
    last = len(plan.parts)
    of_kind = {kind: number for number, kinds in enumerate(plan.parts) for kind in kinds}
    audiences = set(Audience.objects.order_by().values_list("slug", flat=True))
    found: dict[str, dict[int, _Part]] = defaultdict(lambda: defaultdict(_Part))
    for item, kind, slugs, tags in _offered():
        for slug in slugs:
            found[slug][of_kind[kind]].add(item, tags)
        if plan.everybody in slugs and kind in plan.for_any_place:
            for slug in audiences - slugs:
                found[slug][last].add(item, tags)
    return {
        (slug, tag): [part.in_language(number, tag) for number, part in sorted(parts.items())]
        for slug, parts in found.items()
        if set(parts) - {last}
        for tag in PAGE_TAGS
    }


def _offered() -> Iterator[tuple[int, str, set[str], set[str]]]:
    """Each item, the newest first: its key, its kind, whom it is for, the languages it is in."""
    tags: dict[int, set[str]] = defaultdict(set)
    editions = Edition.objects.filter(language__in=PAGE_TAGS).order_by()
    for item, tag in editions.values_list("resource", "language"):
        tags[item].add(tag)
    for item, kind, slugs in Resource.objects.live().newest_with("audiences__slug"):
        yield item, kind, slugs, tags[item]


def _weight(found: dict[tuple[str, str], list[Part]]) -> int:
    return sum(150 * len(parts) for parts in found.values())

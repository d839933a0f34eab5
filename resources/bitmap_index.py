"""The catalogue as sets of items: every list, choice and count of it is exact, and costs
microseconds however many items there are.

The items are numbered, from the newest on, and a set of them is the bits of one number
(`bluecampaign/search/bitmaps.py`). All sets are read once for each content.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import get_language

from bluecampaign.search.bitmaps import bits_of, slice_of
from bluecampaign.translation.languages import SOURCE
from bluecampaign.web.kept import kept

from .choices import Access, Sort, Standing
from .facets import FACETS
from .models import Edition, Resource


@dataclass(frozen=True, slots=True)
class BitmapIndex:
    """The public items. `keys` are their primary keys, by number; `current` are those that
    the campaign gives out, `offered` those that were replaced as well; `held` are those that
    hold a value, by facet and value."""

    keys: array
    current: int
    offered: int
    held: dict[str, dict[str, int]]

    def holding(self, facet: str, values: Iterable[str]) -> int:
        """The items that hold one of the values of a facet."""
        found = self.held[facet]
        return reduce(or_, (found.get(value, 0) for value in values), 0)

    def matching(self, chosen: Mapping[str, Iterable[str]], within: int) -> int:
        """The items of a set that hold, of each facet in which something is chosen, one of
        the chosen values."""
        for facet, values in chosen.items():
            if values:
                within &= self.holding(facet, values)
        return within

    def counts(self, facet: str, within: int) -> dict[str, int]:
        """How many items of a set hold each value of a facet; what none holds is left out."""
        numbers = {value: (bits & within).bit_count() for value, bits in self.held[facet].items()}
        return {value: number for value, number in numbers.items() if number}

    def keys_in(self, *sets: int, start: int = 0, stop: int) -> list[int]:
        """The keys from a place to another in sets that follow each other, the newest of
        each first."""
        return [self.keys[number] for number in slice_of(sets, start, stop, 0)]

    def numbers_by(self, sort: Sort) -> Iterable[int]:
        """The numbers of all items in an order; by title, as it is in the reader's language.
        One query for each order but the newest."""
        if sort == Sort.NEWEST:
            return range(len(self.keys))
        code = get_language() if sort == Sort.TITLE else SOURCE
        return kept(("order", sort, code), lambda: self._read_order(sort, code))

    def _read_order(self, sort: Sort, code: str) -> array:
        number_of = {key: number for number, key in enumerate(self.keys)}
        keys = _public().sorted_by(sort, code).values_list("pk", flat=True)
        return array("L", (number_of[key] for key in keys if key in number_of))


def bitmap_index() -> BitmapIndex:
    """The sets of what is public now. Two queries."""
    return kept("bitmap index", _read)


def _public():
    return Resource.objects.live().exclude(standing=Standing.WITHDRAWN)


def _read() -> BitmapIndex:
    own = [facet for facet in FACETS if not facet.is_many]
    rows = with_access(_public()).sorted_by(Sort.NEWEST, SOURCE)
    keys, current = array("q"), []
    numbers: dict[str, dict[str, list[int]]] = {f.name: defaultdict(list) for f in FACETS}
    for number, (key, standing, *values) in enumerate(
        rows.values_list("pk", "standing", *(facet.lookup for facet in own))
    ):
        keys.append(key)
        if standing == Standing.CURRENT:
            current.append(number)
        for facet, value in zip(own, values, strict=True):
            if value is not None:
                numbers[facet.name][str(value)].append(number)
    number_of = {key: number for number, key in enumerate(keys)}
    for name, key, value in _related():
        if key in number_of and value is not None:
            numbers[name][value].append(number_of[key])
    return BitmapIndex(
        keys=keys,
        current=bits_of(current, 0),
        offered=(1 << len(keys)) - 1,
        held={
            name: {value: bits_of(found, 0) for value, found in values.items()}
            for name, values in numbers.items()
        },
    )


def _related():
    """(facet, item, value) for each value of which an item may hold many."""
    first, *rest = (
        Resource.objects.order_by()
        .annotate(facet_name=Value(facet.name), facet_value=F(facet.lookup))
        .values_list("facet_name", "pk", "facet_value")
        for facet in FACETS
        if facet.is_many
    )
    return first.union(*rest, all=True)


def with_access(items):
    """Items that know whether this site has their words or a file (`Access`)."""
    files = Edition.objects.filter(resource=OuterRef("pk")).exclude(file="")
    words = ~Q(**{f"body_{SOURCE}": ""}) & Q(**{f"body_{SOURCE}__isnull": False})
    made_here = ~Q(printed_as="")
    here = Case(
        When(Q(Exists(files)) | words | made_here, then=Value(Access.HERE)),
        default=Value(Access.ELSEWHERE),
        output_field=CharField(),
    )
    return items.annotate(access=here)

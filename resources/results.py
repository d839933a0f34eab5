"""The items of a list of the catalogue, as their pages take them."""

from dataclasses import dataclass
from itertools import islice

from .bitmap_index import BitmapIndex
from .choices import Sort


@dataclass(frozen=True, slots=True)
class Results:
    """The primary keys of a set of items, in an order, for a paginator."""

    index: BitmapIndex
    items: int
    sort: Sort

    def count(self) -> int:
        return self.items.bit_count()

    def __getitem__(self, part: slice) -> list[int]:
        start, stop, _step = part.indices(self.count())
        if self.sort == Sort.NEWEST:
            return self.index.keys_in(self.items, start=start, stop=stop)
        inside = (n for n in self.index.numbers_by(self.sort) if self.items >> n & 1)
        return [self.index.keys[number] for number in islice(inside, start, stop)]

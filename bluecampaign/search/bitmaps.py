"""Sets of documents as the bits of one number: bit 5 is the fifth document.

And, or, and counting such sets cost microseconds, so that every total and every facet
is exact. `Shelves` reads them from the index and remembers the large ones, within a
few megabytes, as long as the index does not change.
"""

import re
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator
from itertools import islice
from sys import getsizeof
from threading import Lock

# Per process. Reading a set again costs a millisecond or ten, so little is enough.
MOST_BYTES = 4 * 1024 * 1024
# Smaller sets are read again about as quickly as they are looked up.
WORTH_KEEPING = 64
# Where one document of so many is in a set, setting bits is quicker than digits.
SCATTERED = 100
ONE = ord("1")
NOT_EMPTY = re.compile(rb"[^\0]")
PLACES = [[place for place in range(8) if octet >> place & 1] for octet in range(256)]


def bits_of(numbers: list[int], first: int) -> int:
    """The set of some documents, counted from the first."""
    if not numbers:
        return 0
    highest = max(numbers)
    if len(numbers) * SCATTERED < highest - first:
        octets = bytearray((highest - first) // 8 + 1)
        for number in numbers:
            octets[(number - first) >> 3] |= 1 << (number - first & 7)
        return int.from_bytes(octets, "little")
    digits = bytearray(b"0") * (highest - first + 1)
    for number in numbers:
        digits[highest - number] = ONE
    return int(digits, 2)


def numbers_in(bits: int, first: int) -> Iterator[int]:
    """The documents of a set, in order; the later ones take no time until asked for."""
    octets = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for found in NOT_EMPTY.finditer(octets):
        start = first + found.start() * 8
        for place in PLACES[octets[found.start()]]:
            yield start + place


def slice_of(sets: Iterable[int], start: int, stop: int, first: int) -> list[int]:
    """The documents from a place to another in sets that follow each other."""
    found: list[int] = []
    passed = 0
    for bits in sets:
        number = bits.bit_count()
        if passed + number > start:
            inside = numbers_in(bits, first)
            found += islice(inside, max(0, start - passed), max(0, stop - passed))
        passed += number
        if passed >= stop:
            break
    return found


class Kept:
    """What was used last, up to a size. Everything is forgotten when the version of the
    index is another one. Safe for threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self.version: Hashable = None
        self.bytes = 0
        self.sets: OrderedDict[Hashable, int] = OrderedDict()
        self.lock = Lock()

    def known(self, version: Hashable, keys: Iterable) -> dict:
        with self.lock:
            if version != self.version:
                return {}
            found = {key: self.sets[key] for key in keys if key in self.sets}
            for key in found:
                self.sets.move_to_end(key)
            return found

    def put(self, version: Hashable, key: Hashable, bits: int) -> None:
        with self.lock:
            if version != self.version:
                self.sets.clear()
                self.version, self.bytes = version, 0
            if key not in self.sets:
                self.bytes += getsizeof(bits)
            self.sets[key] = bits
            while self.bytes > self.most_bytes:
                _key, oldest = self.sets.popitem(last=False)
                self.bytes -= getsizeof(oldest)

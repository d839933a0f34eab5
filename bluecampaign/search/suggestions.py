"""Titles that go on as somebody is typing."""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from bluecampaign.translation.languages import SOURCE

from .bitmaps import slice_of
from .found import read
from .kinds import Kind
from .parsing import Word, parse
from .ranking import in_order
from .shelves import Aisle, Sets, hidden, version
from .tokens import Shelf, Tier

MOST = 6
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    title: str
    language: str
    kind: Kind
    path: str


def suggestions(text: str, language: str, limit: int = MOST) -> list[Suggestion]:
    """Documents whose title has every word, the last one perhaps unfinished: the
    reader's language first, each address once."""
    words = tuple(_beginning(word) for word in parse(text))
    now = version() if words else None
    if now is None:
        return []
    sets = Sets(now)
    aisles = [Aisle(Shelf(now.generation, c)) for c in dict.fromkeys((language, SOURCE))]
    asked = {aisle.word(word, Tier.TITLE) for aisle in aisles for word in words}
    asked |= {kind for aisle in aisles for kind in aisle.kinds.values()}
    asked |= {aisle.translated(language) for aisle in aisles[1:]}
    sets.fetch(asked)
    shown: list[int] = []
    for aisle in aisles:
        found = reduce(and_, (sets[aisle.word(word, Tier.TITLE)] for word in words))
        if aisle is not aisles[0]:
            found &= ~sets[aisle.translated(language)]
        kinds = (sets[kind] for kind in aisle.kinds.values())
        shown += slice_of(in_order(found & ~hidden(now), kinds), 0, limit, now.first)
    return _read(shown[:limit])


def _beginning(word: Word) -> Word:
    long_enough = len(word.pieces[-1]) >= SHORTEST
    return word._replace(begins=word.begins or (not word.size and long_enough))


def _read(numbers: list[int]) -> list[Suggestion]:
    return [Suggestion(d.title, d.language, Kind(d.kind), d.path) for d in read(numbers)]

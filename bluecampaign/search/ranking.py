"""In which order the documents that hold the words of a query are listed.

A title that is the query, words in titles, words in summaries, some words in a title,
words that a text uses often, words in texts, words in attached files; in each of these
whole words before beginnings of words, and kinds in the order of `Kind`. Where somebody
asks for help, what helps stands before all else.
"""

from collections.abc import Iterator
from functools import reduce
from itertools import accumulate
from operator import and_, or_

from .kinds import Kind
from .parsing import Word
from .shelves import Aisle, Sets
from .tokens import EXACT_TIERS, TEXT_TIERS, Tier


def holding(aisle: Aisle, words: tuple[Word, ...], sets: Sets) -> int:
    """The documents of a language that hold every word."""
    return reduce(and_, (_tiers(aisle, word, sets)[-1] for word in words))


def holding_most(aisle: Aisle, words: tuple[Word, ...], sets: Sets) -> int:
    """Those that hold every word but one."""
    each = [_tiers(aisle, word, sets)[-1] for word in words]
    leaving_out = (each[:place] + each[place + 1 :] for place in range(len(each)))
    return reduce(or_, (reduce(and_, others) for others in leaving_out))


def ranked(
    aisle: Aisle, words: tuple[Word, ...], sets: Sets, *, whole_title: int, help_first: bool
) -> Iterator[int]:
    """Sets that follow each other, the best first. They may overlap and hold more than
    what was found."""
    levels = [whole_title, *_levels(aisle, words, sets)]
    kinds = [sets[question] for question in aisle.kinds.values()]
    if help_first:
        helping = sets[aisle.helps]
        # Hotlines in the order of the directory, which is that of their importance.
        yield helping & sets[aisle.kinds[Kind.HOTLINE]]
        yield from (level & helping & kind for level in levels for kind in kinds)
    yield from (level & kind for level in levels for kind in kinds)


def in_order(found: int, levels: Iterator[int]) -> Iterator[int]:
    """What was found, each document once, by the first level that has it."""
    left = found
    for level in levels:
        if not left:
            return
        taken = left & level
        if taken:
            left ^= taken
            yield taken
    if left:
        yield left


def _tiers(aisle: Aisle, word: Word, sets: Sets) -> list[int]:
    """The documents that hold a word: in the title, down to the summary, and so on."""
    asked = (aisle.word(word, tier) for tier in TEXT_TIERS)
    return list(accumulate((sets[question] if question else 0 for question in asked), or_))


def _levels(aisle: Aisle, words: tuple[Word, ...], sets: Sets) -> Iterator[int]:
    begun = [_tiers(aisle, word, sets) for word in words]
    exact = [[sets[aisle.word(word.exact, tier)] for tier in EXACT_TIERS] for word in words]
    for place, tier in enumerate(TEXT_TIERS):
        if tier in EXACT_TIERS:
            yield reduce(and_, (reduce(or_, tiers[: place + 1]) for tiers in exact))
        yield reduce(and_, (tiers[place] for tiers in begun))
        if tier is Tier.SUMMARY:
            yield reduce(or_, (tiers[0] for tiers in exact))

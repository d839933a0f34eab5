"""The place in a text where the words of a query stand, and the words marked in it.

Words are looked for in the folded text and marked in the original one, with accents,
vowel signs and in whatever characters it is written.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from .folding import fold_letters, fold_with_places
from .found import MOST_READ
from .parsing import Word
from .segmentation import PAIRS, TRIPLES

LENGTH = 220
BEFORE = 60
LETTER = rf"(?:(?![{PAIRS}{TRIPLES}])[^\W_])"
GAP = r"[\W_]{1,4}"
MORE = "…"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an excerpt; `hit` says that it is what was asked for."""

    text: str
    hit: bool = False


def pattern_of(words: tuple[Word, ...]) -> re.Pattern[str] | None:
    """What finds the words in a folded text; None where there is nothing to find."""
    found = [expression for word in words for expression in _expressions(word)]
    found.sort(key=len, reverse=True)
    return re.compile("|".join(found)) if found else None


def marked(text: str, pattern: re.Pattern[str] | None) -> list[Piece]:
    """A whole short text with its hits."""
    text = _tidy(text)
    return _cut(text, 0, len(text), _hits(text, pattern))


def excerpt(text: str, pattern: re.Pattern[str] | None) -> list[Piece]:
    """Some two hundred characters around the hits; empty where there are none."""
    text = _tidy(text[:MOST_READ])
    hits = _hits(text, pattern)
    if not hits:
        return []
    start, stop = _window(text, hits)
    pieces = _cut(text, start, stop, hits)
    before = [Piece(MORE)] if start else []
    after = [Piece(MORE)] if stop < len(text) else []
    return [*before, *pieces, *after]


def opening(text: str) -> list[Piece]:
    """The beginning of a text in which nothing is to be marked."""
    text = _tidy(text[: LENGTH * 2])
    if len(text) <= LENGTH:
        return [Piece(text)] if text else []
    return [Piece(text[: _backward(text, LENGTH)]), Piece(MORE)]


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _expressions(word: Word) -> list[str]:
    if word.size:
        first, *others = word.pieces
        return [re.escape(first + "".join(piece[-1] for piece in others))]
    ending = f"{LETTER}*" if word.begins else ""
    spellings = [word.pieces, (word.instead,)] if word.instead else [word.pieces]
    return [f"{_begun(pieces)}{ending}(?!{LETTER})" for pieces in spellings]


def _begun(pieces: tuple[str, ...]) -> str:
    """The pieces, no letter before them. Their own letters come first in the expression:
    those are looked for in a long text many times as quickly."""
    first, *others = map(re.escape, pieces)
    return GAP.join([f"{first}(?<!{LETTER}{first})", *others])


def _hits(text: str, pattern: re.Pattern[str] | None) -> list[tuple[int, int]]:
    """Where the hits begin and end in the original text."""
    if pattern is None:
        return []
    folded = fold_letters(text)
    spans = [found.span() for found in pattern.finditer(folded)]
    if not spans or len(folded) == len(text):
        return spans
    _folded, places = fold_with_places(text)
    return [(places[start], _end(text, places[stop - 1])) for start, stop in spans]


def _end(text: str, last: int) -> int:
    """Behind a character, with the signs above and below it."""
    end = last + 1
    while end < len(text) and not fold_letters(text[end]):
        end += 1
    return end


def _window(text: str, hits: list[tuple[int, int]]) -> tuple[int, int]:
    """The stretch that shows the most different hits, the first of several such."""
    best, most = hits[0][0], 0
    for start, _stop in hits[:200]:
        shown = {fold_letters(text[a:b]) for a, b in hits if start <= a and b <= start + LENGTH}
        if len(shown) > most:
            best, most = start, len(shown)
    start = _forward(text, max(0, best - BEFORE), best)
    return start, _backward(text, min(len(text), start + LENGTH), start + BEFORE)


def _forward(text: str, start: int, latest: int) -> int:
    """The next beginning of a word; scripts without spaces are cut where they are."""
    if start == 0:
        return 0
    space = text.find(" ", start, latest)
    return space + 1 if space >= 0 else start


def _backward(text: str, stop: int, earliest: int = 0) -> int:
    if stop >= len(text):
        return len(text)
    space = text.rfind(" ", earliest, stop)
    return space if space > 0 else stop


def _cut(text: str, start: int, stop: int, hits: list[tuple[int, int]]) -> list[Piece]:
    edges = [start]
    for first, last in hits:
        if first >= edges[-1] and last <= stop:
            edges += [first, last]
    edges.append(stop)
    pieces = [
        Piece(text[first:last], hit=bool(place % 2))
        for place, (first, last) in enumerate(pairwise(edges))
    ]
    return [piece for piece in pieces if piece.text]

"""Did you mean …? A query that finds little, with each strange word as it may have been
meant: a word of the index that differs by one or two typing errors.

A suggestion is made only when it finds something.
"""

from collections.abc import Iterable
from dataclasses import replace

from bluecampaign.translation.languages import SOURCE

from .engines import engine
from .folding import fold
from .parsing import Word
from .query import Answer, Query
from .segmentation import RUN, UNSPACED
from .shelves import version
from .tokens import TEXT_TIERS, Shelf, Tier

FEW = 3
SHORTEST, LONGEST = 4, 24
MOST_TRIED = 4
# Databases limit how much is asked in one go, and few alphabets are longer.
MOST_LETTERS = 100
SEARCHED = (Tier.TITLE, Tier.SUMMARY, Tier.BODY)


def did_you_mean(answer: Answer) -> str:
    """Another query that finds more than this one did, or nothing."""
    query = answer.query
    if answer.total >= FEW or not answer.words or query.kind or query.only:
        return ""
    text = fold(query.text)
    better = text
    for word in answer.words:
        known = _corrections(word, query.language)
        if known:
            better = _replaced(better, word.pieces[0], known, query.language)
    if better == text:
        return ""
    corrected = replace(query, text=better).answer()
    return better if corrected.total > answer.total and not corrected.partly else ""


def _replaced(text: str, old: str, candidates: list[str], language: str) -> str:
    """The text with a word as most documents have it, among the nearest spellings."""
    found = {new: len(Query(new, language).answer()) for new in candidates[:MOST_TRIED]}
    new = max(found, key=lambda each: (found[each], -candidates.index(each)))
    return " ".join(new if part == old else part for part in RUN.sub(r" \g<0> ", text).split())


def _corrections(word: Word, language: str) -> list[str]:
    """Words of the index that are as near as possible to one that it does not have."""
    if word.size or len(word.pieces) > 1:
        return []
    [typed] = word.pieces
    now = version()
    if now is None or not SHORTEST <= len(typed) <= LONGEST or typed.isdigit():
        return []
    shelves = [Shelf(now.generation, code) for code in dict.fromkeys((language, SOURCE))]
    for shelf in shelves:
        if _words(shelf, TEXT_TIERS, [typed], (len(typed), len(typed))):
            return []
    for shelf in shelves:
        near = _near(typed, shelf)
        if near:
            return near
    return []


def _words(
    shelf: Shelf, tiers: Iterable[Tier], starts: list[str], lengths: tuple[int, int]
) -> dict[str, None]:
    """The words of a language that begin so and are so long, those of titles first."""
    shortest, longest = lengths
    signed = [shelf.sign(tier) + start for tier in tiers for start in starts]
    found = engine().vocabulary(signed, (shortest + 1, longest + 1))
    return {token[1:]: None for token in found}


def _near(typed: str, shelf: Shelf) -> list[str]:
    """The nearest words of a language. One with another first letter must begin with
    the second one of what was typed (a letter too much, or two that changed places), or
    have one letter before it."""
    allowed = 1 if len(typed) < 7 else 2
    lengths = (len(typed) - allowed, len(typed) + allowed)
    starts = [*dict.fromkeys(typed[:2]), *(letter + typed for letter in _letters(shelf))]
    letters = {*typed}
    near = [
        (distance(typed, word, allowed), word)
        for word in _words(shelf, SEARCHED, starts, lengths)
        # An error takes one letter away and brings one at most: quicker than to count errors.
        if word != typed and len(letters.symmetric_difference(word)) <= 2 * allowed
    ]
    least = min((far for far, _word in near), default=allowed + 1)
    return [word for far, word in near if far == least and far <= allowed]


def _letters(shelf: Shelf) -> list[str]:
    """With which words begin. Signs of scripts without spaces never begin a longer one."""
    found = engine().initials(shelf.sign(Tier.TITLE), MOST_LETTERS)
    return [letter for letter in found if not UNSPACED.match(letter)]


def distance(one: str, other: str, most: int) -> int:
    """How many letters are too much, missing, wrong, or have changed places with their
    neighbour; anything above `most` is only told to be more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        two_before, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != wanted))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            row.append(min(cost, two_before[j - 2] + 1) if swapped else cost)
        if min(row) > most:
            return most + 1
    return row[-1]

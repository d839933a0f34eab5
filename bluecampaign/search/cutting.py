"""Texts folded and cut into the pieces that are indexed, a word at a time: whatever stands
between white space. What a word was cut into is remembered, because most words of a text
were met before.
"""

from typing import NamedTuple

from .folding import fold_letters
from .segmentation import DIGIT, joined, pieces

# Longer ones are whole sentences of scripts that write no spaces, and do not come again.
LONGEST_KEPT = 24
# With the words of thirteen languages about 25 MB, while documents are made by the thousand.
MOST_KEPT = 100_000


class Cut(NamedTuple):
    """What a text is found by: its pieces in their order, and what is joined by hyphens."""

    pieces: list[str]
    joined: list[str]


class _Words(dict):
    """The pieces of each word, and the folded word if it may be joined of parts."""

    def __missing__(self, word: str) -> tuple[tuple[str, ...], str]:
        folded = fold_letters(word)
        may_be_joined = "-" in folded or DIGIT.search(folded)
        found = tuple(pieces(folded)), folded if may_be_joined else ""
        if len(word) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[word] = found
        return found


_words = _Words()


def cut_text(text: str) -> Cut:
    """The same as `pieces` and `joined` of the whole text, folded."""
    found: list[str] = []
    parts: list[str] = []
    for word in text.split():
        cut, part = _words[word]
        found += cut
        if part:
            parts.append(part)
    return Cut(found, joined(" ".join(parts)) if parts else [])


def forget() -> None:
    """Give the memory back."""
    _words.clear()

"""How a document is written in the full-text index of the database.

A token says where a piece of text stands, so that each question to the index reads one
short list: one sign for the generation of the index, the language and the tier, then
the piece. The tiers are those by which results are ranked; some tokens stand for facts
of a document.
"""

from collections import Counter
from enum import IntEnum
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from bluecampaign.translation.languages import CODES

from .folding import fold_letters
from .segmentation import joined, pieces

# More of one document is not read: PostgreSQL holds a document of 1 MB at most.
MOST_PIECES = 12_000
# A word that stands in a text so many times is what the text is about.
OFTEN = 3


class Tier(IntEnum):
    """Where words were found, in the order in which results are ranked; then facts."""

    WHOLE_TITLE = 0
    TITLE = 1
    SUMMARY = 2
    OFTEN = 3
    BODY = 4
    ATTACHED = 5
    KIND = 6
    TRANSLATED = 7
    HELPS = 8


TEXT_TIERS = (Tier.TITLE, Tier.SUMMARY, Tier.OFTEN, Tier.BODY, Tier.ATTACHED)
# Where a word itself counts more than a longer one that begins with it.
EXACT_TIERS = (Tier.TITLE, Tier.SUMMARY)
# Two bytes in UTF-8, for up to 32 languages: short tokens make a quick index.
FIRST_SIGN, LANGUAGES, TIERS = 0x100, 32, 16


class Shelf(NamedTuple):
    """The documents of a language in a generation. The one that readers search and the
    one that is being built beside it never share a token."""

    generation: int
    language: str

    def sign(self, tier: Tier) -> str:
        return self.signs()[tier]

    def signs(self) -> list[str]:
        """Those of all tiers, in their order."""
        return _signs(self.generation % 2, self.language)


@cache
def _signs(parity: int, language: str) -> list[str]:
    place = parity * LANGUAGES + CODES.index(language)
    return [chr(FIRST_SIGN + place * TIERS + tier) for tier in Tier]


def whole(folded_title: str) -> str:
    """One token for a whole title, to be met by a query that is just it."""
    words = " ".join(pieces(folded_title))
    return blake2b(words.encode(), digest_size=8).hexdigest()


def tokens_of(
    shelf: Shelf,
    *,
    title: str,
    codes: str = "",
    summary: str = "",
    body: str = "",
    attached: str = "",
    facts: dict[Tier, list[str]],
) -> str:
    """The tokens of a document, in the order of its text."""
    texts = {Tier.TITLE: title, Tier.SUMMARY: summary, Tier.BODY: body, Tier.ATTACHED: attached}
    folded = {tier: fold_letters(text) for tier, text in texts.items() if text}
    signs = shelf.signs()
    written = [signs[Tier.WHOLE_TITLE] + whole(folded.get(Tier.TITLE, ""))]
    if codes:
        folded[Tier.TITLE] = folded.get(Tier.TITLE, "") + " \n " + fold_letters(codes)
    for tier, text in folded.items():
        found = pieces(text)[:MOST_PIECES]
        written.append(_written(signs[tier], found))
        written.append(_written(signs[tier], joined(text)[:MOST_PIECES]))
        if tier is Tier.BODY:
            written.append(_written(signs[Tier.OFTEN], _frequent(found)))
    written += [_written(signs[tier], values) for tier, values in facts.items()]
    return " ".join(filter(None, written))


def _frequent(found: list[str]) -> list[str]:
    return [piece for piece, number in Counter(found).items() if number >= OFTEN]


def _written(sign: str, found: list[str]) -> str:
    return sign + f" {sign}".join(found) if found else ""

"""The sets of documents that hold the words of a query, read from the index at once."""

from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.utils import timezone

from bluecampaign.translation.languages import SOURCE, suffix

from .bitmaps import WORTH_KEEPING, Kept, bits_of
from .engines import engine
from .engines.questions import Question
from .kinds import Kind
from .parsing import Word
from .tokens import EXACT_TIERS, TEXT_TIERS, Shelf, Tier, whole

VERSION = """
    SELECT number, first, (SELECT count(*) FROM search_change),
        (SELECT token FROM search_change ORDER BY id DESC LIMIT 1)
    FROM search_generation WHERE is_current
"""
HIDDEN = """
    SELECT id FROM search_searchdocument
    WHERE (live_from > %s OR live_until <= %s) AND generation = %s
"""
kept = Kept()


class Version(NamedTuple):
    """Which generation readers search, and a mark that changes whenever it changes."""

    generation: int
    first: int
    changes: int
    latest: UUID | str | None


def version() -> Version | None:
    """The present one; None before the index was ever built."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        row = cursor.fetchone()
    return Version(*row) if row else None


class Sets:
    """The answers of the index to questions, as sets; those that are asked often are
    remembered between requests."""

    def __init__(self, now: Version) -> None:
        self.now = now
        self.found: dict[Question, int] = {}

    def fetch(self, questions: set[Question]) -> None:
        """Ask what is not known yet, all in one."""
        self.found |= kept.known(self.now, questions - self.found.keys())
        missing = list(questions - self.found.keys())
        for question, numbers in zip(missing, engine().numbers(missing), strict=True):
            bits = self.found[question] = bits_of(numbers, self.now.first)
            if len(numbers) >= WORTH_KEEPING or _is_fact(question):
                kept.put(self.now, question, bits)

    def __getitem__(self, question: Question) -> int:
        return self.found[question]


def _is_fact(question: Question) -> bool:
    return ord(question.tokens[0][0]) % 16 >= Tier.KIND


class Aisle:
    """What can be asked of the documents of one language."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.kinds = {kind: Question((shelf.sign(Tier.KIND) + kind.value,)) for kind in Kind}
        self.helps = Question((f"{shelf.sign(Tier.HELPS)}1",))

    def word(self, word: Word, tier: Tier) -> Question | None:
        """Only plain words stand, as they are, in the tier of words used often."""
        if tier is Tier.OFTEN:
            word = word.exact
            if not word.is_plain:
                return None
        sign = self.shelf.sign(tier)
        pieces = tuple([sign + piece for piece in word.pieces])
        return Question(pieces, word.begins, sign + word.instead if word.instead else "")

    def questions(self, words: tuple[Word, ...]) -> set[Question]:
        asked = {self.word(word, tier) for word in words for tier in TEXT_TIERS}
        asked |= {self.word(word.exact, tier) for word in words for tier in EXACT_TIERS}
        return {question for question in asked if question}

    def title(self, folded: str) -> Question:
        return Question((self.shelf.sign(Tier.WHOLE_TITLE) + whole(folded),))

    def translated(self, language: str) -> Question:
        """English documents whose object has one in another language."""
        assert self.shelf.language == SOURCE
        code = suffix(language).replace("_", "")
        return Question((self.shelf.sign(Tier.TRANSLATED) + code,))


def hidden(now: Version) -> int:
    """The documents whose moment has not come yet, or is over."""
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(HIDDEN, [at, at, now.generation])
        return bits_of([number for (number,) in cursor.fetchall()], now.first)

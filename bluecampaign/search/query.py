"""A question to the search, and its answer.

Totals and facets are exact, and computed from sets: no document is read but those of
the page that is shown. What was found is in the reader's language first; English
documents of what is not translated follow.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.http import urlencode

from bluecampaign.translation.languages import SOURCE

from . import ranking
from .bitmaps import slice_of
from .folding import fold
from .found import Found, read
from .help_words import asks_for_help
from .kinds import Kind
from .parsing import LARGEST_PIECE, LONGEST_QUERY, Word, parse, scattered
from .shelves import Aisle, Sets, Version, hidden, version
from .tokens import Shelf

# So often a search begins again when the index was changed while it was being read.
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader asked, as given and as understood. `kind` and `only` (a language)
    are what they chose from the facets."""

    text: str
    language: str
    kind: str = ""
    only: str = ""

    @property
    def words(self) -> tuple[Word, ...]:
        return parse(self.text)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.only)

    @property
    def wide(self) -> "Query":
        """The same words, asked of everything."""
        return replace(self, kind="", only="")

    def answer(self) -> "Answer":
        """What is found, as of one moment, even while documents change or are rebuilt."""
        words = self.words
        for _attempt in range(ATTEMPTS):
            now = version() if words else None
            if now is None:
                return Answer(self)
            answer = Search(self, now).answer(words)
            if version() == now:
                break
        return answer

    def url(self, *, page: int = 1, kind: str | None = None, only: str | None = None) -> str:
        """The address of a page of the results, relative to the search."""
        chosen = {
            "q": self.text,
            "kind": self.kind if kind is None else kind,
            "in": self.only if only is None else only,
            "page": page if page > 1 else "",
        }
        return "?" + urlencode({name: value for name, value in chosen.items() if value})


@dataclass
class Answer:
    """What was found. `len()` and slices are what a paginator needs.

    `kinds` and `languages` say how many results a choice would show. `partly` says that
    nothing holds all the words, and these hold all but one.
    """

    query: Query
    parts: list[list[int]] = field(default_factory=list)
    first: int = 0
    kinds: dict[Kind, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    words: tuple[Word, ...] = ()
    partly: bool = False

    def __len__(self) -> int:
        return self.total

    @cached_property
    def total(self) -> int:
        return sum(bits.bit_count() for sets in self.parts for bits in sets)

    @cached_property
    def own(self) -> int:
        """How many of them are in the reader's language: they come first."""
        return sum(bits.bit_count() for bits in self.parts[0]) if self.parts else 0

    def __getitem__(self, places: slice) -> list[Found]:
        start, stop = places.start or 0, self.total if places.stop is None else places.stop
        sets = (bits for part in self.parts for bits in part)
        numbers = slice_of(sets, start, stop, self.first)
        return read(numbers)


class Search:
    """One reading of the index for one query."""

    def __init__(self, query: Query, now: Version) -> None:
        self.query = query
        self.now = now
        self.sets = Sets(now)
        self.codes = list(dict.fromkeys((query.language, SOURCE)))
        self.aisles = [Aisle(Shelf(now.generation, code)) for code in self.codes]
        self.hidden = hidden(now)
        self.folded = fold(query.text)
        self.help_first = asks_for_help(query.text)

    def answer(self, words: tuple[Word, ...]) -> Answer:
        for form, partly in self._readings(words):
            self._fetch(form)
            found = [self._found(aisle, form, partly) for aisle in self.aisles]
            if any(found):
                return self._answer(form, found, partly)
        return Answer(self.query, words=words)

    def _readings(self, words: tuple[Word, ...]) -> Iterator[tuple[tuple[Word, ...], bool]]:
        """Ways to understand the words, each for the case that the one before finds
        nothing."""
        yield words, False
        # Who puts spaces between words has said where they end.
        for offset in range(LARGEST_PIECE) if len(words) < 3 else ():
            loose = scattered(words, offset)
            if loose != words:
                yield loose, False
        if len(words) > 2:
            yield words, True

    def _fetch(self, words: tuple[Word, ...]) -> None:
        asked = set()
        for aisle in self.aisles:
            asked |= aisle.questions(words)
            asked |= {aisle.title(self.folded), aisle.helps}
            asked |= {*aisle.kinds.values()}
        if len(self.aisles) > 1:
            asked.add(self.aisles[1].translated(self.query.language))
        self.sets.fetch(asked)

    def _found(self, aisle: Aisle, words: tuple[Word, ...], partly: bool) -> int:
        how = ranking.holding_most if partly else ranking.holding
        found = how(aisle, words, self.sets) & ~self.hidden
        if aisle is not self.aisles[0]:
            found &= ~self.sets[aisle.translated(self.query.language)]
        return found

    def _answer(self, words: tuple[Word, ...], found: list[int], partly: bool) -> Answer:
        languages = {
            code: self._of_kind(aisle, bits).bit_count()
            for code, aisle, bits in zip(self.codes, self.aisles, found, strict=True)
        }
        chosen = [
            bits if self.query.only in ("", code) else 0
            for code, bits in zip(self.codes, found, strict=True)
        ]
        kinds = {
            kind: sum(
                (bits & self.sets[aisle.kinds[kind]]).bit_count()
                for aisle, bits in zip(self.aisles, chosen, strict=True)
            )
            for kind in Kind
        }
        parts = [
            self._ordered(aisle, words, self._of_kind(aisle, bits))
            for aisle, bits in zip(self.aisles, chosen, strict=True)
        ]
        return Answer(self.query, parts, self.now.first, kinds, languages, words, partly)

    def _of_kind(self, aisle: Aisle, bits: int) -> int:
        if self.query.kind not in Kind.values:
            return bits
        return bits & self.sets[aisle.kinds[Kind(self.query.kind)]]

    def _ordered(self, aisle: Aisle, words: tuple[Word, ...], bits: int) -> list[int]:
        levels = ranking.ranked(
            aisle,
            words,
            self.sets,
            whole_title=self.sets[aisle.title(self.folded)],
            help_first=self.help_first,
        )
        return list(ranking.in_order(bits, levels))


__all__ = ["LONGEST_QUERY", "Answer", "Query"]

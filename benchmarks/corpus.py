"""Invented documents in the thirteen languages, in their scripts, with words that are as
unevenly common as those of real languages."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from bluecampaign.search.kinds import Kind
from bluecampaign.translation.languages import CODES

LETTERS = {
    "en": "etaoinshrdlu",
    "es": "eaosrnidlcñé",
    "ar": "اليومنربتةعد",
    "fr": "esaitnrulodcé",
    "ht": "anetisoklyòm",
    "pt-br": "aeosrindmutcã",
    "ru": "оеаинтсрвлкм",
    "tl": "angiostlkmyp",
    "vi": "nhtiagcôạếđư",
    "th": "".join(map(chr, range(0xE01, 0xE2F))) + "าิีุเแ",
    "ko": "".join(map(chr, range(0xAC00, 0xD7A3, 17))),
    "zh-hans": "".join(map(chr, range(0x4E00, 0x4E00 + 2500))),
    "zh-hant": "".join(map(chr, range(0x4E00 + 1000, 0x4E00 + 3500))),
}
LENGTHS = {"ko": (1, 2, 2, 3), "zh-hans": (1, 2, 2, 3), "zh-hant": (1, 2, 2, 3)}
UNSPACED = {"zh-hans", "zh-hant", "th"}
VOCABULARY = 20_000
TITLE, SUMMARY, BODY = 5, 12, 80
KINDS = [Kind.RESOURCE] * 6 + [Kind.PAGE] * 3 + [Kind.TERM] * 2 + [Kind.PROFILE, Kind.HOTLINE]


@dataclass(frozen=True, slots=True)
class Made:
    """An invented document."""

    number: int
    language: str
    kind: Kind
    title: list[str]
    summary: list[str]
    body: list[str]


class Speech:
    """The words of a language: the n-th is 1/n as common as the first (Zipf's law)."""

    def __init__(self, language: str) -> None:
        chance = random.Random(language)
        lengths = LENGTHS.get(language, (2, 3, 4, 5, 6, 7, 8, 9))
        words: dict[str, None] = {}
        while len(words) < VOCABULARY:
            letters = chance.choices(LETTERS[language], k=chance.choice(lengths))
            words["".join(letters)] = None
        self.words = list(words)
        self.weights = list(accumulate(1 / (place + 2) for place in range(VOCABULARY)))

    def say(self, chance: random.Random, number: int) -> list[str]:
        return chance.choices(self.words, cum_weights=self.weights, k=number)


def written(words: list[str], language: str) -> str:
    return ("" if language in UNSPACED else " ").join(words)


def corpus(size: int) -> Iterator[Made]:
    """So many documents; one object in ten is missing in each language but English."""
    chance = random.Random(size)
    speech = {code: Speech(code) for code in CODES}
    made = number = 0
    while made < size:
        number += 1
        kind = chance.choice(KINDS)
        for code in CODES[: size - made]:
            if code != "en" and chance.random() < 0.1:
                continue
            parts = (speech[code].say(chance, length) for length in (TITLE, SUMMARY, BODY))
            yield Made(number, code, kind, *parts)
            made += 1

"""The words of `rules.toml`, compiled once for each language."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bluecampaign.translation.languages import CODES

from .kinds import Kind
from .reading import NAME

FILE = Path(__file__).with_name("rules.toml")
# Between their words stands no sign that could tell where one begins.
WITHOUT_BOUNDARIES = {"ar", "zh-hans", "zh-hant", "ko", "th"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in one language; `unless` is searched in the sentence around the words."""

    id: str
    kind: Kind
    language: str
    words: tuple[str, ...]
    find: re.Pattern
    unless: re.Pattern | None
    instead: str
    why: str
    seen: str
    passed: str

    def allows(self, sentence: str) -> bool:
        return bool(self.unless and self.unless.search(sentence))


@cache
def _file() -> dict:
    with FILE.open("rb") as opened:
        return tomllib.load(opened)


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """The rules of a language, in the order of the file; none where none is known."""
    return tuple(
        Rule(
            id=entry["id"],
            kind=Kind(entry["kind"]),
            language=language,
            words=tuple(entry[language]["find"]),
            find=_any(entry[language]["find"], language),
            unless=_any(unless, language) if (unless := entry[language].get("unless")) else None,
            instead=entry[language]["instead"],
            why=entry["why"],
            seen=entry[language]["seen"],
            passed=entry[language].get("passed", ""),
        )
        for entry in _file()["rule"]
        if language in entry
    )


def _any(words: Iterable[str], language: str) -> re.Pattern:
    """Any of some expressions, as whole words where the language parts its words."""
    choice = f"(?:{'|'.join(words)})"
    bounded = language not in WITHOUT_BOUNDARIES
    return re.compile(rf"(?<!\w){choice}(?!\w)" if bounded else choice)


@cache
def _all(language: str) -> re.Pattern | None:
    """All rules of a language as one expression without groups, which is quick: a text
    is gone through once, and each rule is asked only where one of them has spoken."""
    found = [word for rule in rules(language) for word in rule.words]
    return _any(found, language) if found else None


def hits(text: str, language: str) -> Iterator[tuple[Rule, int, int]]:
    """Each rule that finds its words in a text, with where they stand. The text is in
    small letters and its names are hidden."""
    pattern = _all(language)
    for hit in pattern.finditer(text) if pattern else ():
        rule, own = _rule_at(text, hit.start(), language)
        yield rule, hit.start(), own.end()


def _rule_at(text: str, place: int, language: str) -> tuple[Rule, re.Match]:
    """The first rule that finds its words at a place where one of them does."""
    asked = ((rule, rule.find.match(text, place)) for rule in rules(language))
    return next((rule, own) for rule, own in asked if own)


@cache
def _names(language: str) -> re.Pattern:
    found = [*_file()["names"]["every"], *_file()["names"].get(language, ())]
    longest_first = sorted(found, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def without_names(text: str, language: str) -> str:
    """The text with each name of the list hidden; it keeps its length."""
    plain = text.replace("’", "'")
    return _names(language).sub(lambda hit: NAME * len(hit[0]), plain)


@dataclass(frozen=True, slots=True)
class Caution:
    """The signs that a language knows, and what a text says in place of the box."""

    signs: tuple[re.Pattern, ...]
    said: tuple[re.Pattern, ...]
    addressed: re.Pattern


@cache
def caution(language: str) -> Caution | None:
    entry = _file()["caution"].get(language)
    if entry is None:
        return None
    signs, said = (
        tuple(re.compile(rf"(?<!\w)(?:{each})") for each in entry[name])
        for name in ("signs", "said")
    )
    return Caution(signs, said, re.compile(entry["addressed"]))


def enough_signs() -> int:
    return _file()["caution"]["enough"]


def known_languages() -> list[str]:
    """The languages that any rule knows."""
    return [code for code in CODES if rules(code)]

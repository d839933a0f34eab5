"""What the name of a file says: which item, which language, which size."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf.locale import LANG_INFO

from bluecampaign.translation.languages import ALIASES, LANGUAGES
from resources.models import Edition, FormerCode, Resource

from .columns import tag_of

BETWEEN = re.compile(r"[\s._()\[\]+-]+")
LETTERS = re.compile(r"[^0-9a-z]")
NAMES = {language.english_name.lower(): language.tag for language in LANGUAGES}
NAMES |= {"chinese": "zh-Hans", "portuguese": "pt-BR"}
# Primary tags that Django does not know and leaflets are printed in.
MORE = {"am", "so", "ps", "prs", "lo", "km", "pa", "ti", "om", "tl", "fil", "mam", "quc", "zxx"}


@dataclass(frozen=True, slots=True)
class Named:
    """What a name says; empty where it says nothing."""

    code: str = ""
    language: str = ""
    size: str = ""


class Reader:
    """Reads names against the codes and languages that the catalogue knows now."""

    def __init__(self) -> None:
        codes = Resource.objects.values_list("code", flat=True)
        pairs = [(code, code) for code in codes]
        pairs += FormerCode.objects.values_list("code", "resource__code")
        self._codes = {_squashed(said): code for said, code in reversed(pairs)}
        self._longest = max(map(len, self._codes), default=0)
        used = Edition.objects.order_by().values_list("language", flat=True).distinct()
        primary = {tag.lower().partition("-")[0] for tag in (*LANG_INFO, *ALIASES, *used)}
        self._primary = primary | MORE

    def read(self, name: str) -> Named:
        """`BC-042_es-letter.pdf`, `bc042 Spanish.pdf`, `BC-042-zh-hans(11x17).pdf`."""
        stem = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rpartition(".")[0] or name
        code, rest = self._code_in(stem)
        if not code:
            return Named()
        words = [word for word in BETWEEN.split(rest) if word]
        language, words = self._language_in(words)
        return Named(code, language, " ".join(words)[:40])

    def _code_in(self, stem: str) -> tuple[str, str]:
        """The longest code that the name begins with, and what comes after it."""
        for end in range(len(stem), 0, -1):
            squashed = _squashed(stem[:end])
            if len(squashed) > self._longest or not _ends_a_word(stem, end):
                continue
            if squashed in self._codes:
                return self._codes[squashed], stem[end:]
        return "", stem

    def _language_in(self, words: list[str]) -> tuple[str, list[str]]:
        """The first words that name a language, and the other words."""
        for start in range(len(words)):
            for number in (3, 2, 1):
                said = words[start : start + number]
                tag = self._tag(said) if len(said) == number else ""
                if tag:
                    return tag, words[:start] + words[start + number :]
        return "", words

    def _tag(self, words: list[str]) -> str:
        if " ".join(words).lower() in NAMES:
            return NAMES[" ".join(words).lower()]
        first, *others = (word.lower() for word in words)
        if first not in self._primary or not all(len(w) in (2, 4) for w in others):
            return ""
        tag = tag_of("-".join(words))
        known = tag.lower() in LANG_INFO or tag.lower() in {x.tag.lower() for x in LANGUAGES}
        return tag if known or not others or _is_script(others[0]) else ""


def _squashed(text: str) -> str:
    return LETTERS.sub("", text.lower())


def _ends_a_word(stem: str, end: int) -> bool:
    """Whether a code may end here: `bc042es`, but never in the middle of a number."""
    if end == len(stem) or not stem[end].isalnum():
        return True
    return stem[end - 1].isdigit() and not stem[end].isdigit()


def _is_script(word: str) -> bool:
    return word in ("hans", "hant", "latn", "cyrl", "arab")


def edition_for(editions: Iterable[Edition], named: Named) -> Edition | None:
    """The edition that a file replaces or fills, or None for a new one.

    Language and size decide. A file that says no size means the only edition in its
    language; one whose size is new fills an edition that has no file yet.
    """
    own = [edition for edition in editions if edition.language == named.language]
    same = [each for each in own if _squashed(each.print_size) == _squashed(named.size)]
    if same:
        return same[0]
    if not named.size:
        return own[0] if len(own) == 1 else None
    empty = [each for each in own if not each.file and not each.url and not each.print_size]
    return empty[0] if empty else None

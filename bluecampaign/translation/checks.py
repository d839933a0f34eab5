"""What a translation must not lose: numbers of help lines, links, names, figures.

`problems()` compares a translation with its English, whoever hands it in: the
translator's page, the forms of the admin, an import. A translation that says nothing
is missing, not wrong, and has no problems.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from bluecampaign.pages import markdown

NAMES = re.compile(r"%\((\w+)\)[a-z]")
# What is no figure of the text: placeholders, names, addresses, the counters of lists.
OUTSIDE = re.compile(
    r"\{\{.*?\}\}|%\(\w+\)[a-z]|\]\([^)]*\)|https?://\S+|^\s*\d+[.)]\s", re.MULTILINE
)
ENGLISH_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?")
# A space, an apostrophe, a comma or a point between thousands, as languages have it.
THOUSANDS = re.compile(r"(?<!\d)\d{1,3}(?:[,.'\u2019\u066c \u00a0\u2009\u202f]\d{3})+(?!\d)")
DECIMAL = re.compile(r"\d+[.,\u066b]\d+")
MYRIADS = re.compile(r"(\d+(?:\.\d+)?)\s?([万萬만億亿억])")
MYRIAD = {"万": 4, "萬": 4, "만": 4, "億": 8, "亿": 8, "억": 8}
# Seven digits or more with the signs that people put between them; no span of years.
LONG_NUMBER = re.compile(
    r"(?<![\w/])(?!(?:19|20)\d\d[-\u2013](?:19|20)\d\d(?!\d))"
    r"\+?\(?\d(?:[\s().\u2010-\u2015-]{0,2}\d){6,}(?!\w)"
)
LETTERS_NUMBER = re.compile(r"(?<![\w-])1?[-. ]?8\d\d[-. ][A-Z]{3}\b")
SHORT_NUMBER = re.compile(r"(?<![\d.,:$-])(?:911|988|711|233733)(?![\d,%-])")


def problems(english: str, translated: str) -> list[str]:
    """What of the English a translation has lost, a sentence for each; all at once."""
    if not (translated or "").strip():
        return []
    english = english or ""
    return [
        *_placeholders(english, translated),
        *_links(english, translated),
        *_names(english, translated),
        *_figures(english, translated),
        *_typed_numbers(english, translated),
    ]


def _lost(wanted: list[str], found: list[str]) -> list[str]:
    """Each thing that is wanted more often than it was found."""
    return list(Counter(wanted) - Counter(found))


def _placeholders(english: str, translated: str) -> Iterator[str]:
    wanted, found = markdown.placeholders(english), markdown.placeholders(translated)
    for key in _lost(wanted, found):
        text = _("The number %(key)s of the English text is missing.")
        yield text % {"key": "{{" + key + "}}"}
    for key in dict.fromkeys(found):
        if key not in wanted:
            text = _("The number %(key)s is not in the English text.")
            yield text % {"key": "{{" + key + "}}"}


def _links(english: str, translated: str) -> Iterator[str]:
    wanted, found = markdown.links(english), markdown.links(translated)
    for link in _lost(wanted, found):
        yield _("The link to %(link)s of the English text is missing.") % {"link": link}
    for link in dict.fromkeys(found):
        if link not in wanted:
            yield _("The link to %(link)s is not in the English text.") % {"link": link}


def _names(english: str, translated: str) -> Iterator[str]:
    for name in _lost(NAMES.findall(english), NAMES.findall(translated)):
        text = _("The placeholder %(name)s of the English text is missing.")
        yield text % {"name": f"%({name})s"}


def _figures(english: str, translated: str) -> Iterator[str]:
    found = readings(translated)
    for figure in figures(english):
        if figure not in found:
            yield _("The figure %(figure)s of the English text is missing.") % {"figure": figure}


def _typed_numbers(english: str, translated: str) -> Iterator[str]:
    plain, source = _bare(translated), _bare(english)
    for pattern in (LONG_NUMBER, LETTERS_NUMBER, SHORT_NUMBER):
        for hit in pattern.finditer(plain):
            shown = " ".join(hit[0].split())
            short = pattern is SHORT_NUMBER
            if not _is_thousands(shown) and not (short and shown in SHORT_NUMBER.findall(source)):
                yield _(
                    "“%(number)s” looks like a phone number. Numbers are never typed: "
                    "write the placeholder that stands in the English text."
                ) % {"number": shown}


def _is_thousands(text: str) -> bool:
    return bool(THOUSANDS.fullmatch(text))


def western(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    return "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text)


def _bare(text: str) -> str:
    """What is said in words and figures, without placeholders and addresses."""
    return OUTSIDE.sub(" ", western(text))


def figures(english: str) -> list[str]:
    """The figures of an English text by their value, each once: `1,000` is `1000`."""
    found = ENGLISH_FIGURE.findall(_bare(english))
    return list(dict.fromkeys(_value(figure.replace(",", "")) for figure in found))


def readings(text: str) -> set[str]:
    """Every value that the figures of a text can be read as, in any manner of writing."""
    bare = _bare(text)
    found = {_value(figure) for figure in re.findall(r"\d+", bare)}
    found |= {_value(re.sub(r"\D", "", hit)) for hit in THOUSANDS.findall(bare)}
    found |= {_value(re.sub(r"[,\u066b]", ".", hit)) for hit in DECIMAL.findall(bare)}
    found |= {
        _value(str(round(float(number) * 10 ** MYRIAD[sign])))
        for number, sign in MYRIADS.findall(bare)
    }
    return found


def _value(figure: str) -> str:
    whole, point, rest = figure.partition(".")
    rest = rest.rstrip("0")
    return f"{whole.lstrip('0') or '0'}{point if rest else ''}{rest}"

"""What is worth another look in the words of an object, with what to write instead.

Nothing of it keeps anything off the site: a person decides. What a person has looked at
and meant so is known by the digest of its sentence, so that any change of the sentence
brings it back.
"""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bluecampaign.publishing.texts import Written, written

from . import figures, rules
from .caution import cautions
from .hits import Finding, Hit
from .kinds import Kind
from .passages import Passage, passages, sentences
from .reading import MEASURES, Counted, Reading, read, reading_of
from .sources import Source, source_of

CONTEXT = 60
# Between two words that belong together.
SIGNS = re.compile(r"[\s*_]+")
DATE_IT = gettext_lazy("the year of the figure and who published it, or a link to the source.")
UNDATED = gettext_lazy("A figure without its year is repeated long after it was true.")


def findings_of(
    obj: models.Model, *, languages: Collection[str] = (), kinds: Collection[str] = ()
) -> list[Finding]:
    """Every finding in the texts of an object and its parts, in the order of the form;
    in some languages and of some kinds, or in all. Asks the database for nothing but
    parts that were not loaded yet."""
    source = source_of(type(obj))
    if source is None:
        return []
    texts = [t for t in written(obj) if not languages or t.language in languages]
    found = [hit.at(text) for text in texts for hit in _in(text, source)]
    found += _whole(texts, source)
    found += [hit.at(text) for text, hit in cautions(obj, texts, source)]
    return [finding for finding in found if not kinds or finding.kind in kinds]


def _in(text: Written, source: Source) -> tuple[Hit, ...]:
    return in_text(text.text, text.language, text.field in source.markdown)


@lru_cache(maxsize=4096)
def in_text(text: str, language: str, is_markdown: bool = False) -> tuple[Hit, ...]:
    """What the words of one text are looked at for; the same text is read once, and only
    one that may hold something is taken apart."""
    whole = SIGNS.sub(" ", rules.without_names(text, language).lower())
    if not any(rules.hits(whole, language)) and not figures.any_in(whole, language):
        return ()
    return tuple(
        hit for passage in passages(text, is_markdown) for hit in _in_passage(passage, language)
    )


def _in_passage(passage: Passage, language: str) -> Iterator[Hit]:
    hidden = rules.without_names(passage.text, language).lower()
    if len(hidden) != len(passage.text):
        return
    for rule, start, end in rules.hits(hidden, language):
        sentence = _sentence_at(passage.text, start)
        if not rule.allows(rules.without_names(sentence, language).lower()):
            yield _hit(rule.kind, rule.id, passage, start, end, rule.instead, rule.why, sentence)
    for start, end in figures.undated(passage, hidden, language):
        yield _hit(
            Kind.FIGURE, "undated-figure", passage, start, end, DATE_IT, UNDATED, passage.text
        )


def _hit(
    kind: Kind, rule: str, passage: Passage, start: int, end: int, instead, why, about: str
) -> Hit:
    before, after = passage.text[:start], passage.text[end:]
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + "…"
    return Hit(kind, rule, passage.text[start:end], before, after, instead, why, about)


def _sentence_at(text: str, place: int) -> str:
    """The sentence of a passage in which something stands."""
    start = 0
    for sentence in sentences(text):
        start = text.index(sentence, start)
        if place < start + len(sentence):
            return sentence
    return text


def _whole(texts: list[Written], source: Source) -> Iterator[Finding]:
    """What can only be said of all texts of an object in a language together."""
    for language in MEASURES:
        prose = [t for t in texts if t.language == language and t.field in source.prose]
        found = [
            (text, sentence)
            for text in prose
            for sentence in _sentences(text.text, language, text.field in source.markdown)
        ]
        reading = reading_of([sentence for _text, sentence in found], language)
        if reading and MEASURES[language].is_hard(reading.figure):
            place = next(text for text, sentence in found if sentence is reading.longest[0])
            passage = "\n".join(text.text for text in prose)
            yield hard_to_read(reading, language, passage).at(place)


@lru_cache(maxsize=1024)
def _sentences(text: str, language: str, is_markdown: bool) -> list[Counted]:
    def hide(sentence: str) -> str:
        return rules.without_names(sentence, language)

    return read(passages(text, is_markdown), hide, language)


def hard_to_read(reading: Reading, language: str, passage: str) -> Hit:
    """What is said of a text that is too hard: its figure, where it is longest, and
    which words weigh most."""
    others = [f"“{one.text}” ({one.words})" for one in reading.longest[1:]]
    instead = [_("short sentences in place of the longest: the one above, and %(others)s.")]
    if reading.hardest:
        instead.append(_("Say these words in another way, where one can: %(words)s."))
    values = {"others": ", ".join(others), "words": ", ".join(reading.hardest)}
    return Hit(
        Kind.READING,
        "reading-grade",
        reading.longest[0].text,
        "",
        "",
        " ".join(instead) % values,
        MEASURES[language].said % {"figure": f"{reading.figure:.1f}", "n": reading.sentences},
        passage,
    )

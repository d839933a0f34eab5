"""Signs of trafficking in a text that does not show the caution with them.

A block of the kind “indicators” draws the caution by itself. A text that names signs of
its own must stand on a page that has such a block, or say the heart of the caution: that
no sign alone is proof, and not to confront anyone.
"""

from collections.abc import Iterator

from django.db import models
from django.utils.translation import gettext_lazy as _

from bluecampaign.publishing.texts import Written

from . import rules
from .hits import Hit
from .kinds import Kind
from .passages import passages, sentences
from .sources import Source

ADD_IT = _(
    "the caution: add a block of the kind “Indicators, with the caution” to the page, or say "
    "in the text that no sign alone is proof, and not to confront anyone."
)
WHY = _(
    "Who reads signs without the caution may accuse a stranger, warn the person who controls "
    "somebody, or get into danger."
)


def cautions(
    obj: models.Model, texts: list[Written], source: Source
) -> Iterator[tuple[Written, Hit]]:
    """The texts of an object that name several signs, where readers are not cautioned."""
    if source.shows_caution is None:
        return
    listing = [
        (t, found) for t in texts if len(found := signs_in(t, source)) >= rules.enough_signs()
    ]
    if not listing or source.shows_caution(obj):
        return
    for text, found in listing:
        own = [each.text for each in texts if each.language == text.language]
        if not _says_it("\n".join(own), text.language):
            yield (
                text,
                Hit(Kind.CAUTION, "no-caution", ", ".join(found), "", "", ADD_IT, WHY, text.text),
            )


def signs_in(text: Written, source: Source) -> list[str]:
    """The different signs of somebody else that a text names, in its words."""
    known = rules.caution(text.language)
    if known is None or text.field not in source.markdown:
        return []
    spoken = [
        sentence
        for passage in passages(text.text, True)
        for sentence in sentences(passage.text.lower())
        if not known.addressed.search(sentence)
    ]
    hits = (next(filter(None, map(sign.search, spoken)), None) for sign in known.signs)
    return [hit[0] for hit in hits if hit]


def _says_it(text: str, language: str) -> bool:
    known = rules.caution(language)
    return known is not None and all(said.search(text.lower()) for said in known.said)

"""What a piece says in one language: a dictionary for a layout, read from the content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from awareness.choices import IndicatorGroup
from awareness.models import Indicator
from bluecampaign.pages.languages import name_of
from bluecampaign.printing import fonts
from bluecampaign.printing.texts import nodes_of
from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.models import State, TranslationState
from bluecampaign.translation.text import text_of
from hotlines.choices import AnsweredBy, ChannelKind, HotlineKind
from hotlines.directory import EMERGENCY, Directory, channels_of
from hotlines.keeping.lines import listed
from hotlines.models import Channel, Hotline


class Sources:
    """What voices read of the content: once for all sheets that are given the same."""

    def __init__(self) -> None:
        self.directory = cache(Directory)
        self.unchecked = cache(_unchecked)
        self.signs = cache(_signs)


def _unchecked(model: type[models.Model], code: str) -> frozenset[int]:
    """The keys of the objects that a machine translated and nobody has checked."""
    states = TranslationState.objects.filter(language=code, state=State.MACHINE)
    return frozenset(states.by_object(model))


def _signs(code: str) -> list[Indicator]:
    return list(Indicator.objects.live().in_language(code))


@dataclass
class Voice:
    """A language and the directory in it. `words()` is what every layout may use; after it
    `missing` names what is not there in the language, and so cannot be printed in it."""

    code: str
    sources: Sources = field(default_factory=Sources)
    missing: list[str] = field(default_factory=list)

    @property
    def directory(self) -> Directory:
        return self.sources.directory(self.code)

    def words(self, item, fields: Iterable[str]) -> dict:
        with translation.override(self.code):
            lifelines = self.directory.lifelines
            return {
                **fonts.manner_of(self.code),
                "author": str(settings.SITE_NAME),
                **{name: self.text(item, name) for name in fields},
                "free": _("Free call, day and night"),
                "text_to": _("Text %(keyword)s to") % {"keyword": lifelines.text.keyword},
                "text_in": self._languages_of_texts(lifelines.text),
                "badge": str(lifelines.who),
                "spoken": _spoken(lifelines.voice),
                "danger": self.text(self.directory.get(EMERGENCY), "purpose"),
            }

    def numbers(self) -> dict:
        """Those that stand on every piece, the same in all its languages."""
        lifelines = self.directory.lifelines
        return {
            "call": lifelines.voice.shown,
            "text": lifelines.text.shown,
            "emergency": lifelines.emergency.shown,
        }

    def signs(self) -> list[dict]:
        with translation.override(self.code):
            found = self.sources.signs(self.code)
            return [
                {
                    "title": str(group.label),
                    "items": [self.text(sign, "text") for sign in found if sign.group == group],
                }
                for group in IndicatorGroup
            ]

    def caution(self) -> list[str]:
        """What always stands with the signs."""
        with translation.override(self.code):
            return [
                _("Not every sign is there in every case, and no sign alone is proof."),
                _("Race, ethnicity, nationality and religion are never signs."),
                _(
                    "Do not confront a person you suspect, and do not let a possible victim know "
                    "what you suspect."
                ),
                _(
                    "Do not investigate on your own. It could put you and the victim in danger. "
                    "Report what you saw."
                ),
            ]

    def lines(self) -> list[dict]:
        """Every help line, with the numbers that can be dialled."""
        with translation.override(self.code):
            found = [self._line(line) for line in listed(self.directory)]
            return [line for line in found if line["ways"]]

    def document(self, item) -> list[dict]:
        with translation.override(self.code):
            return [
                {
                    "title": self.text(item, "title"),
                    "summary": self.text(item, "summary"),
                    "body": self.nodes(self.text(item, "body")),
                }
            ]

    def nodes(self, text: str) -> list[dict]:
        return nodes_of(text, self.code, self._numbers(), settings.SITE_URL)

    def line_of(self, text: str) -> list[dict]:
        """A text of one paragraph, as what stands within it."""
        found = self.nodes(text)
        return found[0]["inside"] if found else []

    def text(self, thing, name: str) -> str:
        found = text_of(thing, name, self.code) if thing is not None else None
        if found and found.language == self.code:
            return found.plain
        self.missing.append(f"{thing} {name}")
        return ""

    def words_of(self, thing, name: str) -> str:
        """A text that may be empty in every language."""
        return self.text(thing, name) if text_of(thing, name, self.code) else ""

    def draft(self, things: Sequence) -> str:
        """What no person has checked says so, on paper as on a page. The things are of one
        model; one query for all of them."""
        unchecked = self.sources.unchecked(type(things[0]), self.code) if things else ()
        if not any(thing.pk in unchecked for thing in things):
            return ""
        with translation.override(self.code):
            return _("Translated by a machine. No person has checked it yet.")

    def _languages_of_texts(self, way: Channel) -> str:
        """Nothing where the reader's own is among them."""
        tags = [name_of(tag) for tag in way.languages]
        own = BY_CODE[self.code].tag
        return "" if own in way.languages else ", ".join(each.name for each in tags)

    def _numbers(self) -> dict[str, str]:
        return {
            f"{line.slug}:{way.key}": way.shown
            for line in self.directory.hotlines
            for way in channels_of(line)
        }

    def _line(self, line: Hotline) -> dict:
        is_abroad = line.kind == HotlineKind.ABROAD
        ways = [way for way in channels_of(line) if ChannelKind(way.kind).is_dialled]
        return {
            "name": self.text(line, "name") + (f" ({line.territory})" if is_abroad else ""),
            "badge": str(AnsweredBy(line.answered_by).badge),
            "ways": [self._way(way) for way in ways],
        }

    def _way(self, way: Channel) -> dict:
        label = _("Text %(keyword)s to") % {"keyword": way.keyword} if way.keyword else ""
        return {
            "label": label or str(ChannelKind(way.kind).label),
            "number": way.shown,
            "note": self.line_of(self.text(way, "note")) if way.note_en else [],
        }


def _spoken(way: Channel) -> str:
    names = ", ".join(name_of(tag).name for tag in way.languages)
    if not way.interpreted_languages:
        return names
    more = _("and more than %(number)s languages through interpreters")
    return f"{names}, {more % {'number': way.interpreted_languages}}"

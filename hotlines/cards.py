"""A hotline as its card shows it: who answers, and every way to reach it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import get_language

from bluecampaign.pages.languages import LanguageName, name_of
from bluecampaign.pages.markdown import render_inline
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.text import Text, text_of

from .choices import AnsweredBy, ChannelKind, HotlineKind
from .directory import channels_of
from .models import Channel, Hotline


@dataclass(frozen=True, slots=True)
class Way:
    kind: str
    label: str
    href: str
    display: str
    letters: str
    keyword: str
    hours: Text
    languages: list[LanguageName]
    interpreted: int
    note: str


@dataclass(frozen=True, slots=True)
class HotlineCard:
    anchor: str
    name: Text
    purpose: Text
    who_answers: Text
    formerly: Text
    badge: str
    emergency: bool
    is_police: bool
    verified_on: object
    ways: list[Way]


def card_of(line: Hotline, numbers: Mapping[str, str]) -> HotlineCard:
    """`numbers` are the directory's, for a note that names another number."""
    answered_by = AnsweredBy(line.answered_by)
    return HotlineCard(
        anchor=line.slug,
        name=text_of(line, "name"),
        purpose=text_of(line, "purpose"),
        who_answers=text_of(line, "who_answers"),
        formerly=text_of(line, "formerly"),
        badge=answered_by.badge,
        emergency=line.kind == HotlineKind.EMERGENCY,
        is_police=answered_by.is_police,
        verified_on=line.verified_on,
        ways=[_way(way, numbers) for way in channels_of(line)],
    )


def _way(way: Channel, numbers: Mapping[str, str]) -> Way:
    return Way(
        kind=way.kind,
        label=ChannelKind(way.kind).label,
        href=way.href,
        display=way.shown,
        letters=way.letters,
        keyword=" / ".join(way.sms_keywords),
        hours=text_of(way, "hours"),
        languages=[name_of(tag) for tag in way.languages],
        interpreted=way.interpreted_languages,
        note=_note(way, numbers),
    )


def _note(way: Channel, numbers: Mapping[str, str]):
    note = text_of(way, "note")
    html = render_inline(note.plain, get_language() or SOURCE, numbers=numbers)
    if not note.is_fallback:
        return html
    return format_html('<span lang="{}" dir="ltr">{}</span>', note.language, html)

"""A hotline as its card shows it: who answers, and every way to reach it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language

from bluecampaign.pages.markdown import render_inline
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.text import Text, text_of
from bluecampaign.web.posture import valid_until

from .choices import AnsweredBy, ChannelKind, HotlineKind
from .directory import channels_of, directory_for
from .models import Channel, Hotline
from .opening import Opening, next_change, opening_of
from .spoken import Spoken, spoken


@dataclass(frozen=True, slots=True)
class Way:
    kind: str
    label: str
    href: str
    display: str
    letters: str
    keyword: str
    hours: Text
    opening: Opening
    spoken: Spoken
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


def cards_of(request, lines: Iterable[Hotline]) -> list[HotlineCard]:
    """The cards of lines for a page, which is kept no longer than their hours hold."""
    at, numbers = timezone.now(), directory_for(request).numbers
    cards = [card_of(line, numbers, at) for line in lines]
    valid_until(request, next_change(way.opening for card in cards for way in card.ways))
    return cards


def card_of(
    line: Hotline,
    numbers: Mapping[str, str],
    at: datetime,
    ways: Iterable[Channel] | None = None,
) -> HotlineCard:
    """`numbers` are the directory's, for a note that names another number; `ways` are all
    of the line unless some are given."""
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
        ways=[_way(way, numbers, at) for way in ways or channels_of(line)],
    )


def _way(way: Channel, numbers: Mapping[str, str], at: datetime) -> Way:
    return Way(
        kind=way.kind,
        label=ChannelKind(way.kind).label,
        href=way.href,
        display=way.shown,
        letters=way.letters,
        keyword=" / ".join(way.sms_keywords),
        hours=text_of(way, "hours"),
        opening=opening_of(way, at),
        spoken=spoken(way),
        note=_note(way, numbers),
    )


def _note(way: Channel, numbers: Mapping[str, str]):
    note = text_of(way, "note")
    html = render_inline(note.plain, get_language() or SOURCE, numbers=numbers)
    if not note.is_fallback:
        return html
    return format_html('<span lang="{}" dir="ltr">{}</span>', note.language, html)

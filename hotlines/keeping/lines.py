"""The lines that a reader may keep, and the numbers of each."""

import hashlib
from dataclasses import dataclass

from bluecampaign.translation.text import Text, text_of

from ..choices import AnsweredBy, ChannelKind, HotlineKind
from ..directory import EMERGENCY, NATIONAL, Directory, channels_of, shipped
from ..models import Channel, Hotline

# What a phone book calls a number that is called, and one that is written to.
TYPES = {ChannelKind.VOICE: "VOICE", ChannelKind.TEXT: "CELL"}
# Every phone knows 911 without a card; the press office helps nobody in need.
WITHOUT_A_CARD = {HotlineKind.EMERGENCY, HotlineKind.CONTACT}


@dataclass(frozen=True, slots=True)
class KeptLine:
    """A line as a contact card holds it. `key` names it in an address and tells nothing;
    `numbers` are pairs of a type of vCard and the digits that are dialled."""

    key: str
    name: Text
    badge: str
    is_police: bool
    numbers: tuple[tuple[str, str], ...]
    ways: tuple[Channel, ...]

    @property
    def typed_numbers(self) -> str:
        """`VOICE:+1… CELL:…` for the script that makes a card of the reader's own."""
        return " ".join(f"{kind}:{number}" for kind, number in self.numbers)


def listed(directory: Directory) -> list[Hotline]:
    """Every help line of the directory. Two never miss: the emergency number and the
    national line stand in as shipped where they were taken down."""
    lines = [line for line in directory.hotlines if line.kind != HotlineKind.CONTACT]
    missing = {EMERGENCY, NATIONAL} - {line.slug for line in lines}
    stand_in = [line for line in shipped() if line.slug in missing] if missing else []
    return sorted([*stand_in, *lines], key=lambda line: line.order)


def keepable(directory: Directory) -> list[KeptLine]:
    """The lines of which there are contact cards."""
    lines = [_kept(line) for line in listed(directory) if line.kind not in WITHOUT_A_CARD]
    return [line for line in lines if line.numbers]


def key_of(slug: str) -> str:
    """The same for ever, whatever the order of the directory: a page that was kept may
    ask for a card long afterwards."""
    return hashlib.blake2s(slug.encode(), digest_size=3).hexdigest()


def _kept(line: Hotline) -> KeptLine:
    answered_by = AnsweredBy(line.answered_by)
    ways: dict[str, Channel] = {}
    for way in channels_of(line):
        if way.kind in TYPES:
            # A number that is called and written to stands in the phone book once.
            ways.setdefault(way.number, way)
    return KeptLine(
        key=key_of(line.slug),
        name=text_of(line, "name"),
        badge=answered_by.badge,
        is_police=answered_by.is_police,
        numbers=tuple((TYPES[way.kind], number) for number, way in ways.items()),
        ways=tuple(ways.values()),
    )

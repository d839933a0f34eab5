"""Which duties are an answer for a place and a kind of business. Pure: a table tests it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from resources.models import PostingDuty

from .jurisdictions import NAMES, SOME, WHOLE


@dataclass(frozen=True, slots=True)
class Finding:
    """The duties that are an answer, those of the state itself first. `is_unknown` says
    that a state was asked for and nothing is known of its own law; `as_of` is the newest
    day on which anything of the whole list was checked."""

    duties: tuple[PostingDuty, ...]
    is_unknown: bool
    as_of: date | None


def find(duties: Iterable[PostingDuty], place: str = "", kind: str = "") -> Finding:
    """`place` is the code of a state, WHOLE or, for every place, nothing; so is `kind`."""
    known = list(duties)
    for_kind = [duty for duty in known if not kind or kind in duty.kinds]
    if place:
        own = [duty for duty in for_kind if duty.jurisdiction == place]
        shown = [*own, *_wide(for_kind, place, kind, own)]
    else:
        own = for_kind
        shown = sorted(for_kind, key=_widest_first)
    return Finding(
        duties=tuple(shown),
        is_unknown=place in NAMES and not own,
        as_of=max((duty.as_of for duty in known), default=None),
    )


def _wide(
    duties: list[PostingDuty], place: str, kind: str, own: list[PostingDuty]
) -> list[PostingDuty]:
    """What holds beside the duties of a state. What is only known of some states says
    nothing where the state's own law is known."""
    told = {each for duty in own for each in duty.kinds} if place in NAMES else set()
    return [
        duty
        for duty in duties
        if (duty.jurisdiction == WHOLE and place != WHOLE)
        or (duty.jurisdiction == SOME and ({kind} if kind else set(duty.kinds)) - told)
    ]


def _widest_first(duty: PostingDuty) -> tuple[int, str, str]:
    places = {WHOLE: 0, SOME: 1}
    return places.get(duty.jurisdiction, 2), NAMES.get(duty.jurisdiction, ""), duty.key

"""Which ways fit which answers. SAFETY-CRITICAL: a table of every combination tests it.

In danger the emergency number comes first. Whoever asks for themselves and is not in
danger is never sent to the police first. Texts and chat are offered in English and
Spanish only. What serves the United States alone is not offered elsewhere without a word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, auto

from ..directory import EMERGENCY, NATIONAL
from .answers import Answers, Place, Reach


class Reason(StrEnum):
    """Why a way is offered."""

    DANGER = auto()
    START = auto()
    ANOTHER_WAY = auto()
    INTERPRETER = auto()
    CHILD = auto()
    REPORT = auto()
    IN_UK = auto()
    FROM_ABROAD = auto()


class Caveat(StrEnum):
    """What must be said with a way that is offered outside its country."""

    SERVES_US = auto()
    STANDS_IN_US = auto()
    FREE_IN_US = auto()


@dataclass(frozen=True, slots=True)
class Pick:
    """A way of the directory, by the names that texts use: `national:voice`."""

    slug: str
    key: str
    reason: Reason
    caveat: Caveat | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """`picks` in their order, more than are shown: some may not be live. `spares` stand in
    when nobody answers, and when nothing else is live."""

    picks: tuple[Pick, ...]
    spares: tuple[Pick, ...]
    police_first: bool


def decide(answers: Answers) -> Decision:
    """The ways for somebody's answers, the best first. `police_first` says whether a line
    that the police answer may stand first."""
    picks = _abroad(answers) if answers.is_abroad else _here(answers)
    caveat = Caveat.FREE_IN_US if answers.is_abroad else None
    return Decision(
        picks=tuple(pick for pick in picks if answers.can_write or not _is_written(pick)),
        spares=tuple(Pick(NATIONAL, k, Reason.ANOTHER_WAY, caveat) for k in ("voice", "text")),
        police_first=answers.in_danger or answers.is_for_another,
    )


def _is_written(pick: Pick) -> bool:
    return pick.slug == NATIONAL and pick.key in ("text", "chat")


def _here(answers: Answers) -> Iterator[Pick]:
    if answers.in_danger:
        yield Pick(EMERGENCY, "voice", Reason.DANGER)
    first, *others = _order(answers)
    yield Pick(NATIONAL, first, Reason.START if answers.can_write else Reason.INTERPRETER)
    form = "web" if answers.prefers_writing and answers.can_write else "voice"
    if answers.has_child:
        yield Pick("ncmec", form, Reason.CHILD)
    if answers.is_for_another and not answers.in_danger:
        yield Pick("hsi", form, Reason.REPORT)
    for key in others:
        yield Pick(NATIONAL, key, Reason.ANOTHER_WAY)


def _order(answers: Answers) -> tuple[str, ...]:
    """The ways to reach the national hotline, the one that was asked for first."""
    if not answers.can_write or answers.in_danger:
        return ("voice", "text", "chat")
    return {
        Reach.TEXT: ("text", "voice", "chat"),
        Reach.ONLINE: ("chat", "text", "voice"),
    }.get(answers.reach, ("voice", "text", "chat"))


def _abroad(answers: Answers) -> Iterator[Pick]:
    tip = Pick("hsi", "abroad", Reason.FROM_ABROAD)
    chat = Pick(NATIONAL, "chat", Reason.START, Caveat.SERVES_US)
    if answers.place == Place.UK:
        yield Pick("uk", "voice", Reason.IN_UK)
    yield tip if answers.is_for_another else chat
    if answers.has_child:
        yield Pick("ncmec", "web", Reason.CHILD, Caveat.STANDS_IN_US)
    yield chat if answers.is_for_another else tip

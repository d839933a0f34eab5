"""The ways of a decision as the directory has them now: live, with their words."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..choices import AnsweredBy
from ..directory import Directory
from ..models import Channel
from .deciding import Decision, Pick

MOST = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A live way and why it is offered."""

    pick: Pick
    channel: Channel

    @property
    def name(self) -> tuple[str, str]:
        return self.pick.slug, self.pick.key

    @property
    def is_police(self) -> bool:
        line = self.channel.hotline
        return line.is_law_enforcement or AnsweredBy(line.answered_by).is_police


@dataclass(frozen=True, slots=True)
class Finding:
    """One to three ways, and the one to take when nobody answers the first."""

    ways: tuple[Found, ...]
    otherwise: Found


def find(decision: Decision, directory: Directory) -> Finding:
    """Never empty: the numbers of the strip stand in as shipped, as they do there."""
    live = _live(decision.picks, directory)
    spares = _live(decision.spares, directory)
    if not decision.police_first:
        live = _calm_first(live, spares)
    ways = tuple(live[:MOST] or spares[:1])
    others = (each for each in [*ways[1:], *spares] if each.name != ways[0].name)
    return Finding(ways, otherwise=next(others))


def _live(picks: Iterable[Pick], directory: Directory) -> list[Found]:
    ways = ((pick, directory.way(pick.slug, pick.key)) for pick in picks)
    return [Found(pick, channel) for pick, channel in ways if channel is not None]


def _calm_first(live: list[Found], spares: list[Found]) -> list[Found]:
    """The same with one that the police do not answer in front, a spare one if need be."""
    if live and not live[0].is_police:
        return live
    calm = next((each for each in [*live, *spares] if not each.is_police), None)
    if calm is None:
        return live
    return [calm, *(each for each in live if each is not calm)]

"""When a line is open: weekly hours as schema.org writes them, in the line's own zone.

`Mo-Fr 09:00-17:00, Sa 10:00-14:00`; days without times mean the whole day; an end that
is not after its beginning lies on the next day. The clock on the line's wall decides, so
nothing has to be known of the reader's zone and a change of the clock needs no rule of
its own: what the wall skips is never open, what it shows twice is open twice.
"""

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from django.utils.translation import gettext as _

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
A_DAY = 24 * 60
A_WEEK = 7 * A_DAY
DAY = "|".join(DAYS)
DAY_RANGE = re.compile(rf"({DAY})(?:[-\u2013]({DAY}))?")
CLOCK = r"([01][0-9]|2[0-4]):([0-5][0-9])"
TIME_RANGE = re.compile(rf"{CLOCK}[-\u2013]{CLOCK}")
EVERY_YEAR = re.compile(r"[0-9]{2}-[0-9]{2}")
# Days to look ahead for the next opening: hardly ever more than the first few.
REACHES = (3, 10, 62)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From one minute of a weekday to another; beyond 1440 lies the next day."""

    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The hours of a line. `closed` holds days: `2026-12-25`, or `12-25` for every year."""

    spans: tuple[Span, ...]
    zone: zoneinfo.ZoneInfo
    closed: frozenset[str] = frozenset()

    def is_closed_on(self, day: dt.date) -> bool:
        date = day.isoformat()
        return date in self.closed or date[5:] in self.closed

    def is_open(self, at: dt.datetime) -> bool:
        """Whether the line is open at a moment. On a closed day nothing is, from midnight
        to midnight; nor is what would have begun on it and gone on after midnight."""
        wall = at.astimezone(self.zone)
        today, minute = wall.date(), wall.hour * 60 + wall.minute
        if self.is_closed_on(today):
            return False
        if self._has(today.weekday(), minute):
            return True
        yesterday = today - dt.timedelta(days=1)
        late = self._has(yesterday.weekday(), minute + A_DAY)
        return late and not self.is_closed_on(yesterday)

    def next_change(self, at: dt.datetime) -> dt.datetime | None:
        """When it opens or closes next, on the clock of its wall; None if not for long."""
        now = self.is_open(at)
        for reach in REACHES:
            for moment in sorted(set(self._moments(at, reach))):
                if moment > at and self.is_open(moment) != now:
                    return moment.astimezone(self.zone)
        return None

    def _has(self, day: int, minute: int) -> bool:
        return any(s.day == day and s.start <= minute < s.end for s in self.spans)

    def _moments(self, at: dt.datetime, days: int) -> Iterator[dt.datetime]:
        """Every moment at which something could change: the times of the hours and
        midnight on the wall, and the moments at which the clock itself is changed."""
        minutes = {0, *(m % A_DAY for s in self.spans for m in (s.start, s.end))}
        first = at.astimezone(self.zone).date()
        for n in range(-1, days):
            midnight = dt.datetime.combine(first + dt.timedelta(days=n), dt.time())
            for minute in minutes:
                wall = midnight + dt.timedelta(minutes=minute)
                for fold in (0, 1):
                    yield wall.replace(tzinfo=self.zone, fold=fold).astimezone(dt.UTC)
        yield from clock_changes(self.zone, at, days)


def clock_changes(zone: dt.tzinfo, at: dt.datetime, days: int) -> Iterator[dt.datetime]:
    """The moments in the coming days at which clocks are put forward or back."""
    start = at.astimezone(dt.UTC).replace(microsecond=0)
    marks = [start + dt.timedelta(days=n) for n in range(days + 1)]
    for before, after in pairwise(marks):
        if _offset(zone, before) != _offset(zone, after):
            yield _clock_change(zone, before, after)


def _clock_change(zone: dt.tzinfo, before: dt.datetime, after: dt.datetime) -> dt.datetime:
    old = _offset(zone, before)
    while after - before > dt.timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: dt.tzinfo, at: dt.datetime) -> dt.timedelta | None:
    return at.astimezone(zone).utcoffset()


@lru_cache(maxsize=256)
def schedule(hours: str, zone: str, closed: tuple[str, ...] = ()) -> Schedule | None:
    """The hours of a line; None where they are not given or not understood."""
    if not hours or any(problems_with(hours, zone, closed).values()):
        return None
    return Schedule(tuple(_read(hours)[0]), zoneinfo.ZoneInfo(zone), frozenset(closed))


# --- What staff typed --------------------------------------------------------------


def problems_with(hours: str, zone: str, closed: Iterable[str]) -> dict[str, list[str]]:
    """Every reason why hours, a time zone or closed days cannot be understood."""
    closed = list(closed)
    return {
        "opening_hours": _read(hours)[1] if hours else _missing_hours(zone, closed),
        "time_zone": _problems_of_zone(hours, zone),
        "closed_days": [
            _("%(day)s is no day. Write 2026-12-25, or 12-25 for every year.") % {"day": day}
            for day in closed
            if not _is_day(day)
        ],
    }


def _missing_hours(zone: str, closed: list[str]) -> list[str]:
    if not closed and not zone:
        return []
    return [_("Give the hours too, or take away the time zone and the closed days.")]


def _problems_of_zone(hours: str, zone: str) -> list[str]:
    if not zone:
        return [_("Say in which time zone the hours are: America/New_York.")] if hours else []
    try:
        zoneinfo.ZoneInfo(zone)
    except (ValueError, OSError, zoneinfo.ZoneInfoNotFoundError):
        return [_("There is no such time zone. Write it like America/New_York.")]
    return []


def _is_day(text: str) -> bool:
    # 2000 was a leap year, so 29 February is a day of every year.
    date = f"2000-{text}" if EVERY_YEAR.fullmatch(text) else text
    try:
        return dt.date.fromisoformat(date).isoformat() == date
    except ValueError:
        return False


def _read(text: str) -> tuple[list[Span], list[str]]:
    """The spans of written hours, and every reason why they cannot be understood."""
    problems: list[str] = []
    groups: list[tuple[list[int], list[tuple[int, int]]]] = []
    for word in filter(None, re.split(r"[\s,;]+", text)):
        if match := DAY_RANGE.fullmatch(word):
            if not groups or groups[-1][1]:
                groups.append(([], []))
            groups[-1][0].extend(_days(*match.groups()))
        elif match := TIME_RANGE.fullmatch(word):
            problems += _problems_of_times(word, match, has_days=bool(groups))
            if groups:
                groups[-1][1].append(_times(match))
        else:
            problems.append(_misunderstood(word))
    if not groups and not problems:
        problems.append(_misunderstood(text))
    spans = [
        Span(day, start, end)
        for days, times in groups
        for day in days
        for start, end in times or [(0, A_DAY)]
    ]
    return sorted(spans), problems or _overlaps(spans)


def _misunderstood(word: str) -> str:
    return _("“%(word)s” is not understood. %(help)s") % _helped(word)


def _helped(word: str) -> dict[str, str]:
    return {"word": word, "help": _("Write Mo-Fr 09:00-17:00, Sa 10:00-14:00.")}


def _problems_of_times(word: str, match: re.Match, *, has_days: bool) -> list[str]:
    start, end = _minutes(match)
    found = []
    if not has_days:
        found.append(_("Say the days before “%(word)s”. %(help)s") % _helped(word))
    if start >= A_DAY or end > A_DAY or start == end:
        found.append(_("“%(word)s” is no span of time from one hour to another.") % {"word": word})
    return found


def _minutes(match: re.Match) -> tuple[int, int]:
    hour, minute, to_hour, to_minute = map(int, match.groups())
    return hour * 60 + minute, to_hour * 60 + to_minute


def _times(match: re.Match) -> tuple[int, int]:
    start, end = _minutes(match)
    return start, end if end > start else end + A_DAY


def _days(first: str, last: str | None) -> list[int]:
    """Monday is 0. Saturday to Monday goes round the end of the week."""
    start = DAYS.index(first)
    length = (DAYS.index(last) - start) % 7 if last else 0
    return [(start + n) % 7 for n in range(length + 1)]


def _overlaps(spans: list[Span]) -> list[str]:
    marks = sorted((s.day * A_DAY + s.start, s.day * A_DAY + s.end) for s in spans)
    round_the_end = [(start + A_WEEK, end + A_WEEK) for start, end in marks[:1]]
    days = {
        DAYS[later // A_DAY % 7]
        for (_start, end), (later, _end) in pairwise(marks + round_the_end)
        if later < end
    }
    return [_("Two spans overlap on %(day)s.") % {"day": day} for day in sorted(days)]

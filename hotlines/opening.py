"""Whether a line is open now, as its card says it and as machines read it.

The page does not know where its reader is, so each hour stands with the name of the
line's own time zone.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_lazy

from bluecampaign.mirror.copying import is_copy

from .hours import A_DAY, Schedule, schedule
from .models import Channel

ONE_DAY = dt.timedelta(days=1)
ONE_WEEK = dt.timedelta(days=6)
ZONES = {
    "America/New_York": gettext_lazy("Eastern Time"),
    "America/Chicago": gettext_lazy("Central Time"),
    "America/Denver": gettext_lazy("Mountain Time"),
    "America/Los_Angeles": gettext_lazy("Pacific Time"),
    "America/Anchorage": gettext_lazy("Alaska Time"),
    "Pacific/Honolulu": gettext_lazy("Hawaii Time"),
    "America/Puerto_Rico": gettext_lazy("Puerto Rico time"),
    "Pacific/Guam": gettext_lazy("Guam time"),
    "Europe/London": gettext_lazy("United Kingdom time"),
}
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Opening:
    """`state` is always, open, closed or "" where the hours are not known. `changes` is
    the moment of the next change, `when` how the reader is told of it."""

    state: str = ""
    changes: dt.datetime | None = None
    when: str = ""
    zone: str = ""

    @property
    def machine(self) -> str:
        return self.changes.isoformat(timespec="minutes") if self.changes else ""


def schedule_of(way: Channel) -> Schedule | None:
    return schedule(way.opening_hours, way.time_zone, tuple(way.closed_days))


def opening_of(way: Channel, at: dt.datetime) -> Opening:
    """Whether a line is open at a moment, and until when that is so."""
    if way.always_open:
        return Opening("always")
    hours = schedule_of(way)
    if hours is None or is_copy():
        return Opening()
    state = "open" if hours.is_open(at) else "closed"
    changes = hours.next_change(at)
    if changes is None:
        return Opening(state, zone=zone_name(way.time_zone))
    near = ONE_DAY if state == "open" else dt.timedelta(0)
    return Opening(state, changes, _when(changes, at, near), zone_name(way.time_zone))


def _when(moment: dt.datetime, at: dt.datetime, near: dt.timedelta) -> str:
    """The hour, and the day with it where that is not plain; never “tomorrow”: a page
    may be looked at after midnight."""
    clock = formats.time_format(moment, "TIME_FORMAT")
    if moment - at < near:
        return clock
    soon = moment - at < ONE_WEEK
    day = WEEKDAYS[moment.weekday()] if soon else formats.date_format(moment, "MONTH_DAY_FORMAT")
    return f"{day} {clock}"


def zone_name(zone: str) -> str:
    """A time zone as people call it, else by the city that stands for it."""
    if zone in ZONES:
        return str(ZONES[zone])
    place = zone.rpartition("/")[2].replace("_", " ")
    # Translators: the name of a city follows, such as: time in Bogota.
    return gettext("time in {place}").format(place=place)


def next_change(openings: Iterable[Opening]) -> dt.datetime | None:
    """The first moment at which one of them says something else."""
    return min((each.changes for each in openings if each.changes), default=None)


# --- For machines ------------------------------------------------------------------


def specification(way: Channel, today: dt.date) -> list[dict]:
    """schema.org OpeningHoursSpecification; empty where the hours are not known."""
    if way.always_open:
        return [_opens("00:00", "23:59", list(DAY_NAMES))]
    hours = schedule_of(way)
    if hours is None:
        return []
    days: dict[tuple[str, str], list[str]] = {}
    for span in hours.spans:
        days.setdefault(_clocks(span.start, span.end), []).append(DAY_NAMES[span.day])
    weekly = [_opens(*clocks, names) for clocks, names in days.items()]
    return weekly + [_closed(day) for day in _closed_days(hours, today)]


def _opens(start: str, end: str, days: list[str]) -> dict:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": days,
        "opens": start,
        "closes": end,
    }


def _clocks(start: int, end: int) -> tuple[str, str]:
    """The end of a day is written as its last minute: 24:00 is no time there."""
    end = A_DAY - 1 if end == A_DAY else end % A_DAY
    return f"{start // 60:02}:{start % 60:02}", f"{end // 60:02}:{end % 60:02}"


def _closed_days(hours: Schedule, today: dt.date) -> list[str]:
    """The days of the coming year on which the line is closed."""
    days = (today + dt.timedelta(days=n) for n in range(366))
    return [day.isoformat() for day in days if hours.is_closed_on(day)]


def _closed(day: str) -> dict:
    return {
        "@type": "OpeningHoursSpecification",
        "opens": "00:00",
        "closes": "00:00",
        "validFrom": day,
        "validThrough": day,
    }

"""Hours as staff write them, and moments by the clock on the wall."""

import datetime as dt
from zoneinfo import ZoneInfo

from hotlines.hours import Schedule, schedule

NEW_YORK = "America/New_York"


def hours(text: str, zone: str = NEW_YORK, closed: tuple[str, ...] = ()) -> Schedule:
    found = schedule(text, zone, closed)
    assert found is not None
    return found


def at(text: str, zone: str = NEW_YORK, fold: int = 0) -> dt.datetime:
    """A moment by the wall's clock; 2026-11-16 is a Monday."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def told(moment: dt.datetime | None) -> str:
    return f"{moment:%a %Y-%m-%d %H:%M}" if moment else ""

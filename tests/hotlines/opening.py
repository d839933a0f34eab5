"""A line with office hours, and the moments at which somebody asks."""

import datetime as dt

from hotlines.models import Channel
from tests.makers import make_channel, make_hotline

OFFICE = {
    "always_open": False,
    "opening_hours": "Mo-Fr 09:00-17:00, Sa 10:00-14:00",
    "time_zone": "America/New_York",
}
# A Monday in winter time.
MONDAY = "2026-11-16T{}-05:00"


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def office(**fields) -> Channel:
    return make_channel(make_hotline(slug="office"), **(OFFICE | fields))

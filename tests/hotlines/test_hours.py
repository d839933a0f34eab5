"""When a line is open: written hours, clocks of walls, days on which clocks change."""

import datetime as dt
import zoneinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotlines.hours import A_DAY, DAYS, Schedule, Span, clock_changes, problems_with, schedule

NEW_YORK = "America/New_York"
WRITE = "Write Mo-Fr 09:00-17:00, Sa 10:00-14:00."
OFFICE = "Mo-Fr 09:00-17:00, Sa 10:00-14:00"
ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
MINUTE = dt.timedelta(minutes=1)


def hours(text: str, zone: str = NEW_YORK, closed: tuple[str, ...] = ()) -> Schedule:
    found = schedule(text, zone, closed)
    assert found is not None
    return found


def at(text: str, zone: str = NEW_YORK, fold: int = 0) -> dt.datetime:
    """A moment by the wall's clock; 2026-11-16 is a Monday."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


def told(moment: dt.datetime | None) -> str:
    return f"{moment:%a %Y-%m-%d %H:%M}" if moment else ""


# --- What staff may write ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mo 09:00-17:00", [Span(0, 540, 1020)]),
        ("Mo,We 09:00-10:00", [Span(0, 540, 600), Span(2, 540, 600)]),
        ("Mo, We 09:00-10:00", [Span(0, 540, 600), Span(2, 540, 600)]),
        ("Sa-Mo 09:00-10:00", [Span(0, 540, 600), Span(5, 540, 600), Span(6, 540, 600)]),
        ("Tu 09:00-12:00,13:00-17:00", [Span(1, 540, 720), Span(1, 780, 1020)]),
        ("Tu 09:00-12:00, We 13:00-17:00", [Span(1, 540, 720), Span(2, 780, 1020)]),
        ("Su", [Span(6, 0, 1440)]),
        ("Su 00:00-24:00", [Span(6, 0, 1440)]),
        ("Fr 22:00-02:00", [Span(4, 1320, 1560)]),
        ("Fr 22:00\u201302:00; Su", [Span(4, 1320, 1560), Span(6, 0, 1440)]),
    ],
)
def test_hours_are_understood(text, expected):
    assert list(hours(text).spans) == expected


@pytest.mark.parametrize(
    ("given_hours", "reasons"),
    [
        (
            "09:00-17:00",
            ["Say the days before “09:00-17:00”. Write Mo-Fr 09:00-17:00, Sa 10:00-14:00."],
        ),
        (" , ;", ["“ , ;” is not understood. Write Mo-Fr 09:00-17:00, Sa 10:00-14:00."]),
        ("Mo 9-5", ["“9-5” is not understood. Write Mo-Fr 09:00-17:00, Sa 10:00-14:00."]),
        ("Mo 09:00-09:00", ["“09:00-09:00” is no span of time from one hour to another."]),
        ("Mo 09:00-24:30", ["“09:00-24:30” is no span of time from one hour to another."]),
        ("Mo 24:00-01:00", ["“24:00-01:00” is no span of time from one hour to another."]),
        ("Mo 09:00-12:00, Mo 11:00-13:00", ["Two spans overlap on Mo."]),
        ("Su 22:00-02:00, Mo 01:00-03:00", ["Two spans overlap on Mo."]),
        (
            "Lundi 25:00-26:00",
            [
                f"“Lundi” is not understood. {WRITE}",
                f"“25:00-26:00” is not understood. {WRITE}",
            ],
        ),
    ],
)
def test_hours_that_nobody_understands_are_refused_with_every_reason(given_hours, reasons):
    assert problems_with(given_hours, NEW_YORK, [])["opening_hours"] == reasons
    assert schedule(given_hours, NEW_YORK) is None


@pytest.mark.parametrize(
    ("zone", "closed", "fields"),
    [
        ("", [], ["time_zone"]),
        ("Eastern", [], ["time_zone"]),
        ("../etc/passwd", [], ["time_zone"]),
        ("America", [], ["time_zone"]),
        (NEW_YORK, ["25-12"], ["closed_days"]),
        (NEW_YORK, ["2026-02-29"], ["closed_days"]),
        (NEW_YORK, ["20261225"], ["closed_days"]),
        ("", ["never"], ["time_zone", "closed_days"]),
        (NEW_YORK, ["12-25", "02-29", "2028-02-29"], []),
    ],
)
def test_zone_and_closed_days_are_checked(zone, closed, fields):
    found = problems_with(OFFICE, zone, closed)

    assert [field for field, reasons in found.items() if reasons] == fields


def test_zone_without_hours_is_half_of_something():
    assert problems_with("", NEW_YORK, [])["opening_hours"] == [
        "Give the hours too, or take away the time zone and the closed days."
    ]
    assert not any(problems_with("", "", []).values())


# --- Open or not -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "is_open", "changes"),
    [
        ("2026-11-16T08:59", False, "Mon 2026-11-16 09:00"),
        ("2026-11-16T09:00", True, "Mon 2026-11-16 17:00"),
        ("2026-11-16T16:59", True, "Mon 2026-11-16 17:00"),
        ("2026-11-16T17:00", False, "Tue 2026-11-17 09:00"),
        ("2026-11-20T17:00", False, "Sat 2026-11-21 10:00"),
        ("2026-11-21T14:00", False, "Mon 2026-11-23 09:00"),
    ],
)
def test_office_is_open_in_its_hours(moment, is_open, changes):
    office = hours(OFFICE)

    assert office.is_open(at(moment)) is is_open
    assert told(office.next_change(at(moment))) == changes


def test_moment_of_another_zone_is_the_same_moment():
    office = hours(OFFICE)

    assert office.is_open(at("2026-11-16T14:00", "Europe/London"))
    assert not office.is_open(at("2026-11-16T13:59", "Europe/London"))


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-20T21:59", False),
        ("2026-11-20T22:00", True),
        ("2026-11-21T00:00", True),
        ("2026-11-21T01:59", True),
        ("2026-11-21T02:00", False),
        ("2026-11-20T01:00", False),
    ],
)
def test_night_goes_on_after_midnight(moment, is_open):
    night = hours("Fr 22:00-02:00")

    assert night.is_open(at(moment)) is is_open


def test_night_of_sunday_goes_on_into_monday():
    night = hours("Su 22:00-02:00")

    assert night.is_open(at("2026-11-23T01:00"))
    assert told(night.next_change(at("2026-11-22T23:00"))) == "Mon 2026-11-23 02:00"


@pytest.mark.parametrize("closed", ["2026-11-20", "11-20"])
def test_closed_day_is_closed_with_its_night(closed):
    night = hours("Th-Fr 22:00-02:00", closed=(closed,))

    assert night.is_open(at("2026-11-19T23:00"))
    assert not night.is_open(at("2026-11-20T01:00"))
    assert not night.is_open(at("2026-11-20T23:00"))
    assert not night.is_open(at("2026-11-21T01:00"))
    assert told(night.next_change(at("2026-11-19T23:00"))) == "Fri 2026-11-20 00:00"


def test_line_that_never_closes_has_no_next_change():
    every = hours("Mo-Su 00:00-24:00")

    assert every.is_open(at("2026-11-16T00:00"))
    assert every.next_change(at("2026-11-16T00:00")) is None


def test_opening_after_a_long_holiday_is_found():
    days = tuple((dt.date(2026, 12, 14) + dt.timedelta(days=n)).isoformat() for n in range(28))
    office = hours(OFFICE, closed=days)

    assert told(office.next_change(at("2026-12-12T18:00"))) == "Mon 2027-01-11 09:00"


# --- Days on which clocks change ---------------------------------------------------
# In New York: 2026-03-08 from 2:00 to 3:00; 2026-11-01 from 2:00 back to 1:00.


def test_hour_that_the_clock_skips_is_never_open():
    skipped = hours("Su 02:00-03:00")

    assert told(skipped.next_change(at("2026-03-08T00:00"))) == "Sun 2026-03-15 02:00"
    assert not skipped.is_open(at("2026-03-08T03:00"))


def test_hours_that_begin_in_the_skipped_hour_begin_after_it():
    early = hours("Su 02:30-05:00")

    assert not early.is_open(at("2026-03-08T01:59"))
    assert told(early.next_change(at("2026-03-08T00:00"))) == "Sun 2026-03-08 03:00"


def test_hour_that_the_clock_shows_twice_is_open_twice():
    twice = hours("Su 01:00-02:00")

    assert twice.is_open(at("2026-11-01T01:30"))
    assert twice.is_open(at("2026-11-01T01:30", fold=1))
    closing = twice.next_change(at("2026-11-01T01:00"))
    assert closing == at("2026-11-01T02:00")
    assert closing - at("2026-11-01T01:00").astimezone(dt.UTC) == dt.timedelta(hours=2)


def test_hours_that_end_within_the_repeated_hour_open_once_more():
    until = hours("Su 00:00-01:30")

    first = until.next_change(at("2026-11-01T00:00"))
    second = until.next_change(first)
    third = until.next_change(second)

    assert [m.astimezone(dt.UTC).strftime("%H:%M") for m in (first, second, third)] == [
        "05:30",
        "06:00",
        "06:30",
    ]


def test_clock_changes_are_found_to_the_second():
    found = list(clock_changes(ZoneInfo(NEW_YORK), at("2026-01-01T00:00"), 365))

    assert found == [
        dt.datetime(2026, 3, 8, 7, tzinfo=dt.UTC),
        dt.datetime(2026, 11, 1, 6, tzinfo=dt.UTC),
    ]


# --- Any hours, any zone, any moment -----------------------------------------------


@st.composite
def schedules(draw) -> Schedule:
    spans, reached = [], 0
    for day in sorted(draw(st.sets(st.integers(0, 6), min_size=1))):
        start = draw(st.integers(0, A_DAY - 1))
        if day * A_DAY + start >= reached:
            end = start + draw(st.integers(1, A_DAY))
            spans.append(Span(day, start, end))
            reached = day * A_DAY + end
    closed = draw(st.sets(st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1)), max_size=3))
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    return Schedule(tuple(spans), zone, frozenset(day.isoformat() for day in closed))


moments = st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2040, 1, 1), timezones=st.just(dt.UTC))


@settings(max_examples=150, deadline=None)
@given(schedules(), moments)
def test_nothing_changes_before_the_next_change(plan, moment):
    changes = plan.next_change(moment)

    if changes is not None:
        now = plan.is_open(moment)
        assert changes > moment
        assert plan.is_open(changes) != now
        assert plan.is_open(changes.astimezone(dt.UTC) - MINUTE) == now or (
            changes.astimezone(dt.UTC) - moment < MINUTE
        )
        step = (changes.astimezone(dt.UTC) - moment) / 97
        assert {plan.is_open(moment + n * step) for n in range(97)} == {now}


@settings(max_examples=150, deadline=None)
@given(schedules(), moments)
def test_open_follows_the_clock_on_the_wall(plan, moment):
    wall = moment.astimezone(plan.zone).replace(tzinfo=None)
    midnight = dt.datetime.combine(wall.date(), dt.time())

    expected = any(
        beginning <= wall < beginning + dt.timedelta(minutes=span.end - span.start)
        for days_before in (0, 1)
        for day in [midnight - dt.timedelta(days=days_before)]
        for span in plan.spans
        if span.day == day.weekday() and not plan.is_closed_on(day.date())
        for beginning in [day + dt.timedelta(minutes=span.start)]
    )

    closed = plan.is_closed_on(wall.date())
    assert plan.is_open(moment) == (expected and not closed)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="MoTuWeThFrSa-, ;:0123456789\u2013", max_size=40))
def test_any_text_is_understood_or_refused(text):
    found = problems_with(text, NEW_YORK, [])["opening_hours"]

    if found or not text:
        assert schedule(text, NEW_YORK) is None
    else:
        assert hours(text).spans
        assert all(0 <= s.day < len(DAYS) and s.start < s.end for s in hours(text).spans)

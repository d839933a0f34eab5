"""When a line is open: what staff may write, and what it means at a moment."""

import datetime as dt

import pytest

from hotlines.hours import Span, problems_with, schedule
from tests.hotlines.clocks import NEW_YORK, at, hours, told

WRITE = "Write Mo-Fr 09:00-17:00, Sa 10:00-14:00."
OFFICE = "Mo-Fr 09:00-17:00, Sa 10:00-14:00"


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

"""When a line is open on days on which clocks change, and in any zone."""

import datetime as dt
import zoneinfo
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from hotlines.hours import A_DAY, DAYS, Schedule, Span, clock_changes, problems_with, schedule
from tests.hotlines.clocks import NEW_YORK, at, hours, told

ZONES = sorted(zoneinfo.available_timezones() - {"localtime", "Factory"})
MINUTE = dt.timedelta(minutes=1)


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

"""Open now: what readers are told, and how long it is kept."""

import datetime as dt
from zoneinfo import ZoneInfo

import lxml.html
import pytest
import time_machine
from django.utils import translation

from bluecampaign.web.posture import valid_until
from hotlines.models import Channel
from hotlines.opening import Opening, next_change, opening_of, zone_name
from tests.hotlines.opening import MONDAY, OFFICE, moment, office
from tests.makers import make_channel, make_hotline

pytestmark = pytest.mark.django_db


def told(response) -> str:
    """What the card of the office says of its hours."""
    html = response.content.decode()
    card = html[html.index('id="office"') :].split("</article>")[0]
    return " ".join(
        lxml.html.fragment_fromstring(card[card.index("<") :], "div").text_content().split()
    )


# --- What is said ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "state", "when"),
    [
        ("2026-11-16T09:00-05:00", "open", "5 p.m."),
        ("2026-11-16T17:00-05:00", "closed", "Tuesday 9 a.m."),
        ("2026-11-21T14:00-05:00", "closed", "Monday 9 a.m."),
        ("2026-11-16T13:00-05:00", "open", "5 p.m."),
    ],
)
def test_opening_tells_the_next_change(at, state, when):
    found = opening_of(office(), moment(at))

    assert (found.state, found.when, found.zone) == (state, when, "Eastern Time")


def test_opening_after_a_week_or_more_tells_the_date():
    closed = [f"2026-11-{day}" for day in range(17, 28)]

    found = opening_of(office(closed_days=closed), moment("2026-11-16T18:00-05:00"))

    assert found.when == "November 28 10 a.m."


def test_opening_for_days_without_end_tells_the_day_of_its_end():
    days = opening_of(office(opening_hours="Mo-We"), moment("2026-11-16T12:00-05:00"))

    assert (days.state, days.when) == ("open", "Thursday midnight")


def test_opening_of_lines_without_hours():
    at = moment("2026-11-16T12:00-05:00")

    assert opening_of(Channel(always_open=True), at) == Opening("always")
    assert opening_of(Channel(), at) == Opening()
    assert opening_of(Channel(opening_hours="nonsense", time_zone="UTC"), at) == Opening()
    never = opening_of(Channel(opening_hours="Mo-Su", time_zone="UTC"), at)
    assert (never.state, never.changes) == ("open", None)


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("America/New_York", "Eastern Time"),
        ("Europe/London", "United Kingdom time"),
        ("America/Argentina/Buenos_Aires", "time in Buenos Aires"),
    ],
)
def test_zone_has_a_name(zone, name):
    assert zone_name(zone) == name


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("16:59", "Open now until 5 p.m. (Eastern Time)"),
        ("17:00", "Closed now. Opens again: Tuesday 9 a.m. (Eastern Time)"),
    ],
)
def test_card_says_whether_the_line_is_open(client, clock, expected):
    office()

    with time_machine.travel(moment(MONDAY.format(clock)), tick=False):
        response = client.get("/hotlines/")

    assert expected in told(response)


def test_card_gives_the_moment_to_machines(client):
    office()

    with time_machine.travel(moment(MONDAY.format("12:00")), tick=False):
        html = client.get("/es/hotlines/").content.decode()

    assert '<time datetime="2026-11-16T17:00-05:00">17:00</time>' in html


def test_card_of_a_line_without_hours_is_silent_of_them(client):
    line = make_hotline(slug="office")
    make_channel(line)

    said = told(client.get("/hotlines/"))

    assert "Open" not in said
    assert "Closed" not in said


def test_card_of_a_line_that_never_closes_says_so_once(client):
    make_channel(make_hotline(slug="office"), always_open=True, hours_en="24 hours a day")

    said = told(client.get("/hotlines/"))

    assert "Open day and night" in said
    assert "24 hours a day" not in said


@pytest.mark.parametrize("clock", ["12:00", "18:00"])
def test_what_is_said_of_now_is_marked_and_nothing_else(client, clock):
    office(hours_en="On working days")
    make_channel(make_hotline(), always_open=True)

    with time_machine.travel(moment(MONDAY.format(clock)), tick=False):
        tree = lxml.html.document_fromstring(client.get("/hotlines/").content.decode())

    marked = [" ".join(each.text_content().split()) for each in tree.xpath("//*[@data-now]")]
    assert [text[:8] for text in marked] == ["Open now" if clock == "12:00" else "Closed n"]


def test_hours_in_words_stand_beside_the_hours(client):
    office(hours_en="On working days")

    assert "On working days" in told(client.get("/hotlines/"))


# --- How long it is kept -----------------------------------------------------------


@pytest.mark.parametrize(
    ("clock", "fresh", "stale"),
    [("12:00", 300, 600), ("16:50", 300, 300), ("16:58", 120, 0), ("16:59", 60, 0)],
)
def test_page_is_not_kept_beyond_the_next_change(client, clock, fresh, stale):
    office()

    with time_machine.travel(moment(MONDAY.format(clock)), tick=False):
        kept = client.get("/hotlines/").headers["Cache-Control"]

    assert f"max-age={fresh}" in kept.split(", ")
    assert f"stale-while-revalidate={stale}" in kept.split(", ")


def test_page_without_hours_is_kept_as_ever(client):
    office()

    with time_machine.travel(moment(MONDAY.format("16:59")), tick=False):
        kept = client.get("/get-help/").headers["Cache-Control"]

    assert "max-age=300" in kept


def test_page_of_the_tree_with_the_line_is_not_kept_beyond_either(client):
    Channel.objects.filter(hotline__slug="national", key="voice").update(**OFFICE)

    with time_machine.travel(moment(MONDAY.format("16:59")), tick=False):
        kept = client.get("/get-help/").headers["Cache-Control"]
        found = client.get("/ways/baabaa/").headers["Cache-Control"]

    assert "max-age=60" in kept
    assert "max-age=60" in found


def test_earliest_moment_counts(rf):
    request, early, late = rf.get("/"), moment("2026-11-16T10:00Z"), moment("2026-11-16T11:00Z")

    for each in (late, None, early, late):
        valid_until(request, each)

    assert request.valid_until == early
    assert next_change([Opening(), Opening("open", late), Opening("open", early)]) == early
    assert next_change([Opening()]) is None


# --- In every language -------------------------------------------------------------


@pytest.mark.parametrize("code", ["es", "ar", "ko"])
def test_opening_is_said_in_the_language_of_the_page(code):
    at = moment("2026-11-16T12:00-05:00")

    with translation.override(code):
        found = opening_of(office(), at)

    assert found.changes == dt.datetime(2026, 11, 16, 17, tzinfo=ZoneInfo("America/New_York"))
    assert "p.m." not in found.when

"""The hours of a line: what machines are told, and what is stored."""

import datetime as dt
import json

import lxml.html
import pytest
from django.core.exceptions import ValidationError

from bluecampaign.publishing import snapshots
from hotlines.admin import ChannelForm
from hotlines.directory import shipped
from hotlines.models import Channel, Hotline
from hotlines.opening import specification
from tests.hotlines.opening import OFFICE, office

pytestmark = pytest.mark.django_db


# --- Machines ----------------------------------------------------------------------


def test_machines_are_told_the_hours(client):
    Hotline.objects.all().delete()
    office()

    html = client.get("/hotlines/").content.decode()

    tree = lxml.html.document_fromstring(html)
    scripts = tree.xpath("//script[@type='application/ld+json']/text()")
    [point] = [each for text in scripts for each in json.loads(text)]
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert point["hoursAvailable"] == [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": days,
            "opens": "09:00",
            "closes": "17:00",
        },
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": ["Saturday"],
            "opens": "10:00",
            "closes": "14:00",
        },
    ]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"always_open": True}, [("00:00", "23:59")]),
        ({}, []),
        ({"opening_hours": "Fr 22:00-02:00", "time_zone": "UTC"}, [("22:00", "02:00")]),
        ({"opening_hours": "Fr", "time_zone": "UTC"}, [("00:00", "23:59")]),
        (
            {"opening_hours": "Fr", "time_zone": "UTC", "closed_days": ["12-25"]},
            [("00:00", "23:59"), ("00:00", "00:00")],
        ),
    ],
)
def test_specification_holds_every_kind_of_hours(fields, expected):
    found = specification(Channel(**fields), dt.date(2026, 11, 16))

    assert [(each["opens"], each["closes"]) for each in found] == expected
    assert found[-1:] == [] or found[-1].get("validFrom") in (None, "2026-12-25")


# --- What is stored ----------------------------------------------------------------


def test_clean_refuses_hours_with_every_reason():
    way = office(
        always_open=True, opening_hours="Mo 9-5", time_zone="Eastern", closed_days=["Sunday"]
    )

    with pytest.raises(ValidationError) as refusal:
        way.full_clean()

    found = refusal.value.message_dict
    assert set(found) == {"opening_hours", "time_zone", "closed_days"}
    assert len(found["opening_hours"]) == 2


def test_clean_accepts_hours():
    office(closed_days=["12-25"]).full_clean()


def test_form_of_the_office_reads_days_with_commas_and_says_every_reason():
    typed = {
        **{"kind": "voice", "key": "voice", "order": 10, "interpreted_languages": 0},
        **{"number": "+18883737888", "display": "1-888-373-7888"},
        **{"opening_hours": OFFICE["opening_hours"], "time_zone": OFFICE["time_zone"]},
    }

    good = ChannelForm(typed | {"closed_days": "12-25, 2026-11-27"})
    bad = ChannelForm(typed | {"closed_days": "soon, 13-01", "time_zone": ""})

    assert good.is_valid(), good.errors
    assert good.save(commit=False).closed_days == ["12-25", "2026-11-27"]
    assert {field: len(found) for field, found in bad.errors.items()} == {
        "closed_days": 2,
        "time_zone": 1,
    }


def test_version_holds_the_hours_and_brings_them_back():
    way = office(closed_days=["12-25"])
    before = snapshots.take(way.hotline)
    Channel.objects.update(opening_hours="", time_zone="", closed_days=[])

    snapshots.put_back(way.hotline, before)

    back = Channel.objects.get(pk=way.pk)
    assert (back.opening_hours, back.time_zone) == (way.opening_hours, way.time_zone)
    assert back.closed_days == ["12-25"]


def test_version_from_before_there_were_hours_is_brought_back():
    line = office().hotline
    old = snapshots.take(line)
    for part in old["parts"]["channels"]:
        for field in ("opening_hours", "time_zone", "closed_days"):
            del part["fields"][field]

    snapshots.put_back(line, old)

    assert line.channels.get().opening_hours == OFFICE["opening_hours"]


def test_shipped_hours_are_those_that_are_known():
    closing = {
        f"{line.slug}:{way.key}": (way.opening_hours, way.time_zone)
        for line in shipped()
        for way in line.shipped_channels
        if not way.always_open
    }

    assert closing == {"press:voice": ("", "")}

"""What keeps hotlines off the site: each reason, and its field."""

from datetime import date

import pytest

from bluecampaign.publishing.models import Status
from bluecampaign.publishing.refusals import public_snapshot
from tests.makers import make_channel, make_hotline
from tests.publishing.judging import told

pytestmark = pytest.mark.django_db


def test_unverified_hotline_is_not_published():
    line = make_hotline(status=Status.DRAFT)

    assert told(line) == [("verified_on", "", "blocks")]


def test_verified_hotline_is_published():
    line = make_hotline(verified_on=date(2026, 1, 2))

    assert told(line) == []


def test_public_hotline_that_keeps_its_numbers_stays_editable():
    line = make_hotline()
    make_channel(line)
    before = public_snapshot(line)
    line.name_en = "Renamed"
    line.save()

    assert told(line, before) == [("verified_on", "", "warns")]


@pytest.mark.parametrize("verb", ["change", "add", "remove"])
def test_public_hotline_whose_ways_change_must_be_verified(verb):
    line = make_hotline()
    way = make_channel(line)
    before = public_snapshot(line)
    if verb == "change":
        way.number = "+18006564673"
        way.save()
    elif verb == "add":
        make_channel(line)
    else:
        way.delete()

    assert told(line, before) == [("verified_on", "", "blocks")]


@pytest.mark.parametrize("field", ["name", "purpose", "who_answers"])
def test_hotline_without_english_is_refused(field):
    line = make_hotline(verified_on=date(2026, 1, 2), **{f"{field}_en": ""})

    assert told(line) == [(field, "en", "blocks")]

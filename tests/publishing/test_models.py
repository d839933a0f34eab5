import datetime as dt
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from awareness.models import Page
from bluecampaign.publishing.models import Status
from tests.makers import make_page, make_resource

NOW = dt.datetime(2026, 3, 8, 12, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
MOMENTS = (None, NOW - SECOND, NOW, NOW + SECOND)
# What the public may see at NOW: published, begun, and not ended.
BEGUN = {None: True, NOW - SECOND: True, NOW: True, NOW + SECOND: False}
ENDED = {None: False, NOW - SECOND: True, NOW: True, NOW + SECOND: False}
STATUSES = {"draft": False, "live": True, "archived": False}


@pytest.mark.django_db
def test_is_live_agrees_with_live_in_every_state_at_every_moment():
    table = list(product(STATUSES, MOMENTS, MOMENTS))
    pages = [
        make_page(status=status, publish_at=begin, unpublish_at=end) for status, begin, end in table
    ]

    found = set(Page.objects.live(NOW).values_list("pk", flat=True))

    expected = [STATUSES[s] and BEGUN[b] and not ENDED[e] for s, b, e in table]
    assert len(table) == 48
    assert [page.is_live(NOW) for page in pages] == expected
    assert [page.pk in found for page in pages] == expected
    assert expected.count(True) == 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shift", "expected"),
    [(-2, False), (-1, False), (0, True), (1, True), (2, True), (3, False), (4, False)],
)
def test_live_changes_at_the_very_second(shift, expected):
    page = make_page(publish_at=NOW, unpublish_at=NOW + 3 * SECOND)
    moment = NOW + shift * SECOND

    assert page.is_live(moment) is expected
    assert Page.objects.live(moment).filter(pk=page.pk).exists() is expected


@pytest.mark.django_db
def test_live_without_a_moment_means_now():
    now = timezone.now()
    shown = make_page(publish_at=now - dt.timedelta(hours=1))
    tomorrow = make_page(publish_at=now + dt.timedelta(days=1))

    found = list(Page.objects.live().filter(pk__in=[shown.pk, tomorrow.pk]))

    assert found == [shown]
    assert shown.is_live()
    assert not tomorrow.is_live()


@pytest.mark.django_db
def test_is_live_knows_a_status_read_from_the_database():
    page = Page.objects.get(pk=make_page(status=Status.LIVE).pk)

    assert page.is_live()


@pytest.mark.parametrize(
    ("status", "expected"),
    [(Status.DRAFT, False), (Status.LIVE, True), (Status.ARCHIVED, False)],
)
def test_status_knows_whether_it_is_public(status, expected):
    assert status.is_public is expected


@pytest.mark.django_db
def test_new_page_is_a_draft():
    page = Page.objects.create(slug="sketch", title_en="Sketch", summary_en="Of a page.")

    assert page.status == Status.DRAFT
    assert not page.is_live()


@pytest.mark.django_db
@pytest.mark.parametrize("hours", [0, -1])
def test_clean_refuses_an_end_that_is_not_after_the_beginning(hours):
    item = make_resource(publish_at=NOW, unpublish_at=NOW + dt.timedelta(hours=hours))

    with pytest.raises(ValidationError) as refusal:
        item.full_clean()

    assert list(refusal.value.message_dict) == ["unpublish_at"]


@pytest.mark.django_db
def test_clean_accepts_an_end_after_the_beginning():
    item = make_resource(publish_at=NOW, unpublish_at=NOW + SECOND)

    item.full_clean()

    assert item.is_live(NOW)

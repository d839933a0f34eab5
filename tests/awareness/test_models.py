import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from awareness.models import Block, Page, Redirect
from tests.makers import make_block, make_observance, make_page, make_picture

DAY = dt.date


def refused(obj) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        obj.full_clean()
    return sorted(refusal.value.message_dict)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (DAY(2025, 12, 20), False),
        (DAY(2025, 12, 21), True),
        (DAY(2025, 12, 31), True),
        (DAY(2026, 1, 1), True),
        (DAY(2026, 1, 10), True),
        (DAY(2026, 1, 11), True),
        (DAY(2026, 1, 12), False),
        (DAY(2026, 7, 1), False),
    ],
)
def test_observance_of_11_january_is_told_of_three_weeks_before(today, expected):
    day = make_observance(month=1, day=11, days_before=21)

    assert day.is_on(today) is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (DAY(2026, 7, 8), False),
        (DAY(2026, 7, 9), True),
        (DAY(2026, 7, 30), True),
        (DAY(2026, 7, 31), False),
        (DAY(2026, 8, 1), False),
    ],
)
def test_observance_of_30_july_is_over_the_day_after(today, expected):
    day = make_observance(month=7, day=30, days_before=21)

    assert day.is_on(today) is expected


@pytest.mark.parametrize(
    ("month", "today", "expected"),
    [
        (1, DAY(2025, 12, 31), False),
        (1, DAY(2026, 1, 1), True),
        (1, DAY(2026, 1, 31), True),
        (1, DAY(2026, 2, 1), False),
        (2, DAY(2024, 2, 29), True),
        (2, DAY(2024, 3, 1), False),
        (2, DAY(2026, 2, 28), True),
        (2, DAY(2026, 3, 1), False),
        (4, DAY(2026, 4, 30), True),
        (4, DAY(2026, 5, 1), False),
        (12, DAY(2026, 11, 30), False),
        (12, DAY(2026, 12, 1), True),
        (12, DAY(2026, 12, 31), True),
        (12, DAY(2027, 1, 1), False),
    ],
)
def test_observance_of_a_month_lasts_to_its_end(month, today, expected):
    whole = make_observance(month=month, day=0, days_before=0)

    assert whole.is_on(today) is expected


@pytest.mark.parametrize(
    ("month", "day", "today", "expected"),
    [
        (1, 11, DAY(2026, 1, 11), DAY(2026, 1, 11)),
        (1, 11, DAY(2026, 1, 12), DAY(2027, 1, 11)),
        (1, 0, DAY(2026, 1, 31), DAY(2026, 1, 1)),
        (12, 0, DAY(2026, 12, 31), DAY(2026, 12, 1)),
        (12, 31, DAY(2027, 1, 1), DAY(2027, 12, 31)),
        (2, 29, DAY(2026, 2, 1), DAY(2026, 2, 28)),
    ],
)
def test_observance_knows_its_next_day(month, day, today, expected):
    assert make_observance(month=month, day=day).next_after(today) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("month", "day"), [(2, 30), (4, 31), (1, 32)])
def test_observance_on_a_day_that_is_not_is_refused(month, day):
    assert refused(make_observance(month=month, day=day)) == ["day"]


@pytest.mark.django_db
def test_page_knows_its_place_and_address():
    top = make_page(slug="top")
    leaf = make_page(slug="leaf", parent=make_page(slug="child", parent=top))

    assert leaf.path == "top/child/leaf"
    assert leaf.get_absolute_url() == "/top/child/leaf/"
    assert Page.objects.get(path="").get_absolute_url() == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["Big", "a_b", "hotlines", "es", "zh", "", "taken"])
def test_page_at_an_address_it_cannot_have_is_refused(slug):
    make_page(slug="taken")
    page = make_page(slug="fine")
    page.slug = slug

    assert refused(page) == ["slug"]


@pytest.mark.django_db
def test_page_below_itself_is_refused():
    top = make_page(slug="top")
    top.parent = make_page(slug="leaf", parent=make_page(slug="child", parent=top))

    assert "parent" in refused(top)


@pytest.mark.django_db
def test_page_saved_in_part_keeps_its_path_right():
    page = make_page(slug="old")
    page.slug = "new"

    page.save(update_fields=["slug"])

    assert Page.objects.get(pk=page.pk).path == "new"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"body_en": ""}, ["body_en"]),
        ({"kind": "steps", "body_en": "No items."}, ["body_en"]),
        ({"kind": "accordion", "body_en": "## Too big"}, ["body_en"]),
        ({"link_url": "http://a.gov/", "link_text_en": "A"}, ["link_url"]),
        ({"link_url": "javascript:x", "link_text_en": "A"}, ["link_url"]),
        ({"link_url": "/about/"}, ["link_text_en"]),
        ({"kind": "alert", "selection": "red"}, ["selection"]),
    ],
)
def test_block_that_could_not_be_shown_is_refused(fields, expected):
    assert refused(make_block(make_page(), **fields)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"kind": "steps", "body_en": "### First\n\nDo it."},
        {"kind": "hotlines", "body_en": "", "selection": "national"},
        {"kind": "alert", "selection": "emergency"},
        {"kind": "action", "link_url": "/about/", "link_text_en": "About"},
    ],
)
def test_block_that_can_be_shown_is_accepted(fields):
    block = make_block(make_page(), **fields)

    block.full_clean()

    assert block.template == f"blocks/{block.kind}.html"


@pytest.mark.django_db
def test_shipped_pages_are_all_clean():
    for thing in (*Page.objects.all(), *Block.objects.all()):
        thing.full_clean()

    assert Page.objects.filter(path="get-help").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [("a/", "/b/", ["old_path"]), ("/a/", "b/", ["new_path"]), ("/a/", "/a/", ["new_path"])],
)
def test_redirect_that_leads_nowhere_is_refused(old, new, expected):
    assert refused(Redirect(old_path=old, new_path=new)) == expected


@pytest.mark.django_db
def test_picture_without_words_is_refused():
    picture = make_picture(alt_en="")

    assert refused(picture) == ["alt_en"]
    picture.is_decorative = True
    picture.full_clean()

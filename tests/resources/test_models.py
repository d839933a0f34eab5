import pytest
from django.core.exceptions import ValidationError

from resources.models import Resource
from tests.makers import make_edition, make_resource

pytestmark = pytest.mark.django_db


def refused(obj) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        obj.full_clean()
    return sorted(refusal.value.message_dict)


def test_item_that_replaces_itself_is_refused():
    item = make_resource(standing="superseded")
    item.replaced_by = item

    assert refused(item) == ["replaced_by"]


def test_item_with_a_successor_is_not_current():
    item = make_resource(replaced_by=make_resource())

    assert refused(item) == ["standing"]
    item.standing = "superseded"
    item.full_clean()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"language": "english"}, ["language"]),
        ({"language": "zh-hans"}, ["language"]),
        ({"file": "editions/a.pdf", "url": "https://a.gov/"}, ["url"]),
        ({"url": "http://a.gov/"}, ["url"]),
    ],
)
def test_edition_that_could_not_be_shown_is_refused(fields, expected):
    assert refused(make_edition(make_resource(), **fields)) == expected


@pytest.mark.parametrize(
    ("fields", "href"),
    [
        ({}, ""),
        ({"url": "https://a.gov/b"}, "https://a.gov/b"),
        ({"file": "editions/a.pdf"}, "/files/editions/a.pdf"),
    ],
)
def test_edition_knows_where_it_is(fields, href):
    edition = make_edition(make_resource(), **fields)

    edition.full_clean()

    assert edition.href == href


def test_item_names_each_language_once():
    item = make_resource(languages=["es", "en", "en", "zh-Hans"])

    assert item.languages == ["en", "es", "zh-Hans"]


def test_shipped_items_are_all_clean():
    for item in Resource.objects.all():
        item.full_clean()

    published, printed = 88, 9
    assert Resource.objects.count() == published + printed

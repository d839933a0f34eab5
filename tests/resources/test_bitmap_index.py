"""What the sets of the catalogue say is what the database says, item by item."""

import pytest

from bluecampaign.translation.languages import SOURCE
from bluecampaign.web.kept import rendering
from resources.bitmap_index import bitmap_index
from resources.choices import Sort, Standing
from resources.facets import FACETS
from resources.models import Resource
from tests.makers import make_audience, make_edition, make_resource, make_topic
from tests.remembering import remember_nothing

pytestmark = pytest.mark.django_db


def held_by(item: Resource) -> dict[str, set[str]]:
    editions = list(item.editions.all())
    is_here = item.body_en or item.printed_as or any(each.file for each in editions)
    return {
        "audience": {audience.slug for audience in item.audiences.all()},
        "kind": {item.kind},
        "topic": {topic.slug for topic in item.topics.all()},
        "language": {edition.language for edition in editions},
        "get": {"here" if is_here else "elsewhere"},
        "component": {item.component.slug} if item.component else set(),
        "year": {str(item.year)} if item.year else set(),
    }


@pytest.fixture
def replaced():
    """The shipped catalogue, and items that were replaced and withdrawn."""
    old = {"audiences": [make_audience()], "topics": [make_topic()], "year": 2031}
    make_edition(make_resource(standing="superseded", **old), file="editions/old.pdf")
    make_resource(standing="withdrawn", **old)


def test_every_item_is_in_the_sets_of_what_it_holds_and_in_no_other(replaced):
    index = bitmap_index()
    public = Resource.objects.live().exclude(standing=Standing.WITHDRAWN)

    found = {
        key: {
            facet.name: {v for v, bits in index.held[facet.name].items() if bits >> number & 1}
            for facet in FACETS
        }
        for number, key in enumerate(index.keys)
    }

    assert found == {item.pk: held_by(item) for item in public}
    assert index.keys_in(index.offered, stop=10**6) == list(index.keys)


def test_what_was_replaced_is_offered_and_not_current(replaced):
    index = bitmap_index()
    current = Resource.objects.live().filter(standing=Standing.CURRENT)

    assert set(index.keys_in(index.current, stop=10**6)) == {item.pk for item in current}
    assert index.offered.bit_count() == index.current.bit_count() + 1


@pytest.mark.parametrize("sort", Sort.values)
def test_orders_are_those_of_the_database(replaced, sort):
    index = bitmap_index()
    public = Resource.objects.live().exclude(standing=Standing.WITHDRAWN)

    found = [index.keys[number] for number in index.numbers_by(Sort(sort))]

    assert found == [item.pk for item in public.sorted_by(Sort(sort), SOURCE)]


def test_sets_follow_each_other():
    Resource.objects.all().delete()
    old, new = (make_resource(kind="poster", year=year).pk for year in (2001, 2002))
    card = make_resource(kind="card", year=2003).pk
    index = bitmap_index()
    sets = [index.holding("kind", [kind]) for kind in ("poster", "card")]

    assert index.keys_in(*sets, stop=9) == [new, old, card]
    assert index.keys_in(*sets, start=1, stop=2) == [old]
    assert index.keys_in(*reversed(sets), stop=2) == [card, new]


def test_empty_catalogue_has_sets_that_hold_nothing():
    Resource.objects.all().delete()
    index = bitmap_index()

    assert index.matching({"kind": ["poster"], "topic": []}, index.offered) == 0
    assert index.counts("kind", index.offered) == {}
    assert list(index.numbers_by(Sort.TITLE)) == index.keys_in(0, stop=9) == []


def test_another_content_has_other_sets(monkeypatch):
    remember_nothing(monkeypatch)
    with rendering(1):
        before = bitmap_index()
        make_resource(kind="poster")
        same = bitmap_index()
    with rendering(2):
        after = bitmap_index()

    assert same is before
    assert len(after.keys) == len(before.keys) + 1

import pytest

from bluecampaign.publishing.models import Status
from resources.models import Resource
from resources.selections import query_of, select
from tests.makers import make_audience, make_resource

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotels():
    Resource.objects.all().delete()
    return make_audience(slug="hotels")


def titles(selection) -> list[str]:
    return [str(card.title) for card in selection.cards]


def test_select_of_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert select([]) == {}


def test_select_answers_each_selection(hotels):
    make_resource(title_en="Old", kind="poster", audiences=[hotels], year=2010)
    make_resource(title_en="New", kind="poster", year=2020)
    make_resource(title_en="Sketch", kind="poster", status=Status.DRAFT)

    found = select(["kind:poster", "kind:poster audience:hotels", "kind:video", "kind:poster"])

    assert {text: titles(selection) for text, selection in found.items()} == {
        "kind:poster": ["New", "Old"],
        "kind:poster audience:hotels": ["Old"],
        "kind:video": [],
    }
    assert [selection.total for selection in found.values()] == [2, 1, 0]
    assert found["kind:poster audience:hotels"].url == ("/resources/?kind=poster&audience=hotels")


def test_select_shows_six_and_counts_all(hotels):
    for n in range(8):
        make_resource(title_en=f"Item {n}", audiences=[hotels, make_audience()], year=2000 + n)

    found = select(["audience:hotels"])["audience:hotels"]

    assert titles(found) == [f"Item {n}" for n in (7, 6, 5, 4, 3, 2)]
    assert found.total == 8


@pytest.mark.parametrize("number", [1, 3])
def test_select_takes_four_queries_for_one_and_for_three(hotels, django_assert_num_queries, number):
    for kind in ("poster", "card", "video"):
        make_resource(kind=kind)
    wanted = ["kind:poster", "kind:card", "kind:video"][:number]

    with django_assert_num_queries(4):
        found = select(wanted)

    assert [selection.total for selection in found.values()] == [1] * number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("kind:poster topic:signs", "kind=poster&topic=signs"),
        ("kind:poster kind:card", "kind=poster&kind=card"),
        ("colour:blue kind: :poster words", ""),
        ("year:2024 year:soon year:²⁰²⁴", "year=2024"),
    ],
)
def test_query_of_a_selection(text, expected):
    assert query_of(text).urlencode() == expected

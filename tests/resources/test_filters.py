"""The filters of the catalogue: what they leave, count, drop and take back."""

import pytest
from django.http import QueryDict
from django.utils import translation

from bluecampaign.publishing.models import Status
from bluecampaign.web.kept import rendering
from resources.choices import Kind
from resources.filters import ResourceFilter
from resources.lists import MyList
from resources.models import Resource
from tests.makers import make_audience, make_edition, make_profile, make_resource, make_topic
from tests.remembering import remember_nothing
from tests.resources.filtering import NAMES, chosen, codes, codes_of, counts

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Three items of which each facet holds some."""
    Resource.objects.all().delete()
    hotels, schools = make_audience(slug="hotels"), make_audience(slug="schools")
    visas, signs = make_topic(slug="visas"), make_topic(slug="signs")
    agency = make_profile(slug="agency", acronym="AGY")
    make_resource(
        code="A",
        kind="poster",
        year=2024,
        audiences=[hotels, schools],
        topics=[visas],
        languages=["en", "es"],
        component=agency,
        title_en="b",
    )
    make_resource(code="B", kind="poster", year=2020, audiences=[schools], title_en="C")
    make_resource(code="C", kind="card", topics=[visas, signs], languages=["es"], title_en="a")
    make_resource(code="D", kind="poster", year=2024, status=Status.DRAFT)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A", "B", "C"]),
        ("kind=poster", ["A", "B"]),
        ("kind=poster&kind=card", ["A", "B", "C"]),
        ("audience=hotels", ["A"]),
        ("audience=hotels&audience=schools", ["A", "B"]),
        ("kind=poster&audience=schools&year=2020", ["B"]),
        ("topic=visas&language=es", ["A", "C"]),
        ("component=agency", ["A"]),
        ("language=en&kind=card", []),
        ("year=1999", []),
    ],
)
def test_filters_add_up_within_a_facet_and_narrow_each_other(three, query, expected):
    assert codes(query) == expected


def test_counts_say_what_each_choice_holds(three):
    assert counts("", "kind") == {"poster": 2, "card": 1}
    assert counts("", "audience") == {"hotels": 1, "schools": 2}
    assert counts("", "language") == {"en": 2, "es": 2}
    assert counts("", "year") == {"2024": 1, "2020": 1}
    assert counts("", "component") == {"agency": 1}


def test_counts_of_a_facet_look_past_its_own_choice_only(three):
    assert counts("kind=card", "kind") == {"poster": 2, "card": 1}
    assert counts("kind=card", "topic") == {"visas": 1, "signs": 1}
    assert counts("kind=card", "audience") == {}


def test_choice_that_holds_nothing_stays_while_it_is_made(three):
    assert counts("kind=video&year=2020", "kind") == {"poster": 1, "video": 0}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", ["en", "es", "ar", "nb", "pl", "und", "zxx"]),
        ("es", ["es", "en", "ar", "nb", "pl", "und", "zxx"]),
        ("ar", ["ar", "en", "es", "nb", "pl", "und", "zxx"]),
    ],
)
def test_languages_begin_with_the_readers_own(code, expected):
    Resource.objects.all().delete()
    make_resource(languages=["zxx", "und", "pl", "nb", "ar", "es", "en"])

    with translation.override(code):
        groups = ResourceFilter(QueryDict()).groups()
    options = next(group.options for group in groups if group.name == "language")

    assert [option.value for option in options] == expected
    assert [bool(option.note) for option in options] == [True] + [False] * 6
    assert [bool(option.section) for option in options] == [o in ("nb", "pl") for o in expected]
    assert [option.tag for option in options] == ["", *expected[1:5], "", ""]


def test_languages_that_are_none_are_said_in_words():
    Resource.objects.all().delete()
    make_resource(languages=["und", "zxx"])

    options = next(g.options for g in chosen().groups() if g.name == "language")

    assert [o.label for o in options] == ["Language not known", "No words (pictures only)"]
    assert [c.label for c in chosen("language=zxx").chips()] == ["No words (pictures only)"]


def test_items_that_are_here_are_told_from_those_elsewhere():
    Resource.objects.all().delete()
    make_resource(code="A", languages=())
    make_edition(make_resource(code="B", languages=()), file="editions/b.pdf")
    make_edition(make_resource(code="C", languages=()), url="https://c.example.gov/")
    make_resource(code="D", languages=(), body_en="Words.")

    assert codes("get=here") == ["B", "D"]
    assert codes("get=elsewhere") == ["A", "C"]
    assert counts("", "get") == {"here": 2, "elsewhere": 2}


def test_items_that_were_replaced_are_shown_on_request_only(three):
    make_resource(code="E", kind="poster", standing="superseded", year=2024)
    make_resource(code="F", kind="poster", standing="withdrawn", year=2024)

    assert codes("kind=poster") == ["A", "B"]
    assert codes("kind=poster&replaced=1") == ["A", "E", "B"]
    assert counts("", "kind") == {"poster": 2, "card": 1}
    assert counts("replaced=1", "kind") == {"poster": 3, "card": 1}
    assert chosen("kind=poster&replaced=1").chips()[-1].remove_url == "?kind=poster"
    assert codes("replaced=all") == ["A", "B", "C"]


def test_facet_with_one_choice_only_is_not_worth_asking(three):
    useful = {group.name for group in chosen().groups() if group.is_useful}

    assert useful == set(NAMES) - {"get"}
    assert "get" in {group.name for group in chosen("get=elsewhere").groups() if group.is_useful}


def test_groups_and_results_take_five_queries(three, monkeypatch, django_assert_num_queries):
    remember_nothing(monkeypatch)
    # Three for the names of audiences, topics and agencies.
    with rendering(10**9), django_assert_num_queries(5):
        filters = chosen("kind=poster&topic=visas")
        groups = filters.groups()
        found = filters.results()[:]

    assert [group.name for group in groups] == NAMES
    assert [group.name for group in groups if group.is_open] == ["kind", "topic"]
    assert len(found) == 1


def test_another_choice_takes_no_query(three, monkeypatch, django_assert_num_queries):
    remember_nothing(monkeypatch)
    with rendering(10**9):
        chosen("kind=poster").groups()
        with django_assert_num_queries(0):
            filters = chosen("kind=card&language=es")
            filters.groups()
            found = filters.results()[:]

    assert len(found) == 1


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["A", "B", "C"]),
        ("oldest", ["B", "A", "C"]),
        ("title", ["C", "A", "B"]),
        ("code", ["A", "B", "C"]),
        ("worst", ["A", "B", "C"]),
    ],
)
def test_sort_orders_the_list(three, sort, expected):
    assert codes(f"sort={sort}") == expected


def test_sort_by_title_takes_the_title_of_the_language():
    Resource.objects.all().delete()
    make_resource(code="A", title_en="a", title_es="z")
    make_resource(code="B", title_en="b", title_es="y")
    make_resource(code="C", title_en="c")

    with translation.override("es"):
        found = codes_of(ResourceFilter(QueryDict("sort=title")))

    assert found == ["C", "B", "A"]


@pytest.mark.parametrize(
    "query",
    [
        *("kind=pamphlet", "audience=nobody", "topic=%00", "component=<b>", "year=soon"),
        *("year=20244", "year=%D9%A2%D9%A0%D9%A2%D9%A4", "language=%00", "language=a'--"),
        *("kind=" + "x" * 61, "kind=POSTER"),
    ],
)
def test_unknown_values_are_dropped_and_that_is_told(three, query):
    filters = chosen(query)

    assert filters.dropped
    assert not filters.is_active
    assert codes_of(filters) == ["A", "B", "C"]


def test_known_values_stay_when_others_are_dropped(three):
    filters = chosen("kind=card&kind=pamphlet&kind=card&q=x&kind=")

    assert filters.chosen["kind"] == ["card"]
    assert filters.dropped


@pytest.mark.parametrize("query", ["", "kind=", "sort=title", "page=2", "unknown=1"])
def test_nothing_is_dropped_where_nothing_is_wrong(three, query):
    assert not chosen(query).dropped


def test_too_many_values_are_cut():
    query = "&".join(f"language=x{a}{b}" for a in "abcde" for b in "abcdefgh")

    assert len(chosen(query).chosen["language"]) == 20
    assert chosen(query).dropped


def test_chips_take_one_choice_back(three):
    chips = chosen("kind=poster&kind=card&audience=hotels&sort=title").chips()

    assert [chip.label for chip in chips][1:] == [Kind.POSTER.label, Kind.CARD.label]
    assert [chip.remove_url for chip in chips] == [
        "?kind=poster&kind=card&sort=title",
        "?audience=hotels&kind=card&sort=title",
        "?audience=hotels&kind=poster&sort=title",
    ]


def test_url_keeps_what_is_chosen():
    filters = chosen("kind=poster&q=x&sort=title&page=7")

    assert filters.url() == "?kind=poster&sort=title"
    assert filters.url(mine=MyList(("A", "B"))) == "?kind=poster&sort=title&list=A,B"
    assert filters.url(page=3) == "?kind=poster&sort=title&page=3"
    assert chosen("").url() == "?"

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from bluecampaign.search.query import Query
from bluecampaign.search.spelling import did_you_mean, distance
from bluecampaign.search.suggestions import suggestions
from tests.makers import make_hotline, make_page, make_resource

pytestmark = pytest.mark.django_db


def meant(text: str, code: str = "en") -> str:
    return did_you_mean(Query(text, code).answer())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rhinocerous", "rhinoceros"),
        ("rihnoceros", "rhinoceros"),
        ("hrinoceros", "rhinoceros"),
        ("inoceros", ""),
        ("hinoceros", "rhinoceros"),
        ("rhinoceros", ""),
        ("quagg", ""),
        ("quaga", "quagga"),
        ("rhinocerus quaga", "rhinoceros quagga"),
        ("zz", ""),
        ("", ""),
    ],
)
def test_typing_error_is_forgiven(typed, expected):
    make_page(title_en="Rhinoceros and quagga")

    assert meant(typed) == expected


def test_suggestion_is_one_that_finds_something():
    make_page(title_en="Rhinoceros")
    make_page(title_en="Quagga")

    assert meant("rhinocerus quaga") == ""


def test_suggestion_is_in_the_language_of_the_reader_first():
    make_page(title_en="Hippopotamus", title_es="Hipopotamo")

    assert meant("hipopotomo", "es") == "hipopotamo"
    assert meant("hippopotomus", "es") in ("", "hippopotamus")


def test_suggestion_is_the_word_of_most_documents():
    make_page(title_en="Zebra")
    make_page(title_en="Debra")
    make_page(title_en="Zebra two")

    assert meant("zebrra") == "zebra"


def test_number_of_queries_does_not_grow_with_the_words():
    make_page(title_en="Rhinoceros")
    numbers = []
    for title in ("코뿔소", "하마와 얼룩말과 사자", "abra bebra cebra debra"):
        make_page(title_en="Horse", title_ko=title)
        with CaptureQueriesContext(connection) as captured:
            assert meant("rhinocerus", "ko") == "rhinoceros"
        numbers.append(len(captured))

    assert len(set(numbers)) == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "ab", 1), ("kitten", "sitting", 3)],
)
def test_distance(one, other, expected):
    assert distance(one, other, 3) == expected


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_the_same_both_ways_and_never_told_too_small(one, other):
    assert distance(one, other, 8) == distance(other, one, 8)
    assert (distance(one, other, 8) == 0) == (one == other)
    assert distance(one, other, 2) == min(distance(one, other, 8), 3) or distance(one, other, 2) > 2


def titles(text: str, code: str = "en") -> list[str]:
    return [suggestion.title for suggestion in suggestions(text, code)]


def test_suggestions_while_typing_are_titles_that_begin_so():
    make_resource(title_en="Zebra item")
    make_page(title_en="A zebra", summary_en="x")
    make_page(title_en="Horse", summary_en="Zebra.")
    make_hotline(name_en="Zebra line", name_es="Cebra")

    assert titles("ze") == titles("zeb") == ["Zebra line", "A zebra", "Zebra item"]
    assert titles("zebra it") == ["Zebra item"]
    assert titles("zeb", "es") == ["A zebra", "Zebra item"]
    assert titles("ceb", "es") == ["Cebra"]
    assert titles("") == titles("qqq") == []


def test_suggestions_are_few():
    for number in range(9):
        make_page(title_en=f"Zebra {number}")

    assert len(titles("zebra")) == 6

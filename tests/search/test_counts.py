"""What is counted, and what counting costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluecampaign.search.bitmaps import Kept, bits_of, numbers_in, slice_of
from bluecampaign.search.kinds import Kind
from bluecampaign.search.query import Query
from bluecampaign.search.shelves import kept
from tests.makers import make_hotline, make_page, make_resource
from tests.search.answers import found

pytestmark = pytest.mark.django_db


# --- Facets -------------------------------------------------------------------------


def make_some():
    make_page(title_en="Zebra page", title_es="Zebra página")
    make_page(title_en="Zebra english page")
    make_resource(title_en="Zebra item", title_es="Zebra cosa")
    make_resource(title_en="Zebra english item")
    make_hotline(name_en="Zebra english line")


def test_counts_of_facets_are_what_a_click_shows():
    make_some()

    for kind in ("", *Kind.values):
        for only in ("", "es", "en"):
            answer = Query("zebra", "es", kind=kind, only=only).answer()
            for other, number in answer.kinds.items():
                assert number == len(found("zebra", "es", kind=other.value, only=only))
            for code, number in answer.languages.items():
                assert number == len(found("zebra", "es", kind=kind, only=code))
            assert answer.total == len(answer[:50])


def test_counts_of_facets():
    make_some()

    answer = Query("zebra", "es").answer()

    wanted = {Kind.HOTLINE: 1, Kind.PAGE: 2, Kind.RESOURCE: 2}
    assert {kind: n for kind, n in answer.kinds.items() if n} == wanted
    assert answer.languages == {"es": 2, "en": 3}
    assert answer.total == 5


# --- Cost ---------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 3])
def test_query_takes_as_many_queries_for_one_as_for_three(django_assert_num_queries, number):
    for turn in range(number):
        make_page(title_en=f"Zebra {turn}")
    kept.version = None

    with django_assert_num_queries(5):
        assert len(found("zebra")) == number


def test_what_is_remembered_has_a_limit_and_a_version():
    memory = Kept(most_bytes=400)
    for number in range(20):
        memory.put("one", number, 1 << 500)

    held = memory.known("one", range(20))

    assert 0 < memory.bytes <= 400
    assert list(held) == [16, 17, 18, 19][-len(held) :]
    assert memory.known("two", range(20)) == {}
    memory.put("two", 5, 1)
    assert memory.known("one", range(20)) == {}


@given(
    st.lists(st.integers(1, 3000), unique=True, max_size=60), st.integers(0, 50), st.integers(0, 50)
)
def test_sets_hold_what_was_put_in(numbers, start, length):
    bits = bits_of([number + 7 for number in numbers], 7)
    halves = (
        bits_of([n for n in numbers if n % 2], 0),
        bits_of([n for n in numbers if not n % 2], 0),
    )
    in_order = sorted(n for n in numbers if n % 2) + sorted(n for n in numbers if not n % 2)

    assert list(numbers_in(bits, 7)) == [number + 7 for number in sorted(numbers)]
    assert bits.bit_count() == len(numbers)
    assert slice_of(halves, start, start + length, 0) == in_order[start : start + length]

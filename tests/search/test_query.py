import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bluecampaign.search.models import SearchDocument
from bluecampaign.search.query import Query
from bluecampaign.translation.languages import CODES
from tests.makers import make_block, make_hotline, make_page, make_profile, make_resource

pytestmark = pytest.mark.django_db


def found(text: str, code: str = "en") -> list[str]:
    return [document.title for document in Query(text, code).documents()]


def test_query_finds_what_holds_every_word():
    make_page(title_en="Zebra crossing", summary_en="Of quaggas.")
    make_page(title_en="Quagga", summary_en="No stripes.")

    assert found("zebra quaggas") == ["Zebra crossing"]
    assert found("quagga") == ["Quagga", "Zebra crossing"]
    assert found("zebra okapi") == []


def test_query_of_nothing_finds_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert found("") == []
        assert found("%_!") == []


def test_query_finds_words_without_their_accents():
    make_page(title_en="Zebra", title_es="Cebrá rayáda")

    assert found("CEBRA rayada", "es") == ["Cebrá rayáda"]


def test_query_knows_that_percent_is_no_wildcard():
    make_page(title_en="Zebra")

    live = SearchDocument.objects.live()

    assert [live.holding([word]).count() for word in ("zebra", "z%bra", "z_bra")] == [1, 0, 0]


def test_query_lists_a_whole_title_before_words_in_it_before_the_rest():
    make_page(title_en="A zebra", summary_en="Last?")
    make_page(title_en="Horse", summary_en="Zebra.")
    make_page(title_en="Zebra", summary_en="Whole.")

    assert found("zebra") == ["Zebra", "A zebra", "Horse"]


def test_query_lists_hotlines_before_pages_before_material():
    make_resource(title_en="Zebra one")
    make_page(title_en="Zebra three")
    make_hotline(name_en="Zebra two")

    assert found("zebra") == ["Zebra two", "Zebra three", "Zebra one"]


def test_query_reads_a_language_and_english_where_it_has_nothing():
    make_page(title_en="Zebra only", summary_en="English.")
    make_page(title_en="Zebra both", title_es="Zebra dos")
    make_page(title_en="Horse", title_es="Zebra sola")

    assert found("zebra", "es") == ["Zebra dos", "Zebra sola", "Zebra only"]
    assert found("zebra", "en") == ["Zebra both", "Zebra only"]
    assert found("zebra", "fr") == ["Zebra both", "Zebra only"]


def test_query_finds_a_profile_by_its_acronym_and_an_item_by_its_code():
    make_profile(acronym="ZEBRA", title_en="An agency")
    make_resource(code="ZEB-77", title_en="An item")

    assert found("zebra") == ["An agency"]
    assert found("zeb-77") == ["An item"]


def test_query_finds_the_words_of_blocks():
    from bluecampaign.search import index

    page = make_page(title_en="An animal")
    make_block(page, body_en="It looks like a zebra.")
    index.update(page)

    assert found("zebra") == ["An animal"]


def test_query_finds_only_what_is_live_now():
    now = timezone.now()
    hour = dt.timedelta(hours=1)
    make_page(title_en="Zebra begun", publish_at=now - hour, unpublish_at=now + hour)
    make_page(title_en="Zebra later", publish_at=now + hour)
    make_page(title_en="Zebra over", unpublish_at=now - hour)

    assert found("zebra") == ["Zebra begun"]


@pytest.mark.parametrize(
    ("shift", "expected"), [(-1, False), (0, True), (1, True), (2, False), (3, False)]
)
def test_document_is_live_from_the_very_second(shift, expected):
    moment, second = timezone.now(), dt.timedelta(seconds=1)
    make_page(title_en="Zebra", publish_at=moment, unpublish_at=moment + 2 * second)

    live = SearchDocument.objects.live(moment + shift * second)

    assert live.filter(title="Zebra").exists() is expected


def test_query_takes_one_query_for_one_and_for_three(django_assert_num_queries):
    make_page(title_en="Zebra one")
    with django_assert_num_queries(1):
        assert len(found("zebra")) == 1
    make_page(title_en="Zebra two")
    make_page(title_en="Zebra three")
    with django_assert_num_queries(1):
        assert len(found("zebra")) == 3


@pytest.mark.parametrize(
    ("text", "page", "expected"),
    [("a b", 1, "?q=a+b"), ("a&b=c", 2, "?q=a%26b%3Dc&page=2"), ("ä", 3, "?q=%C3%A4&page=3")],
)
def test_query_url_is_quoted(text, page, expected):
    assert Query(text, "en").url(page=page) == expected


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=250), code=st.sampled_from(CODES))
def test_query_never_fails_whatever_is_asked(text, code, db):
    documents = list(Query(text, code).documents()[:3])

    assert len(documents) <= 3

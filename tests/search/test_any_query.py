"""Whatever is asked, the search answers."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bluecampaign.search.models import SearchDocument
from bluecampaign.search.query import Query
from bluecampaign.translation.languages import CODES
from tests.makers import make_page
from tests.search.answers import found

pytestmark = pytest.mark.django_db
HOSTILE = [
    "zebra'; DROP TABLE search_searchdocument; --",
    'zebra" OR "1"="1',
    "zebra AND NOT NEAR(x y) OR *",
    "zebra:* & !x | (a <-> b)",
    "{title}: zebra ^ + -",
    "zebra\0zebra",
    "zebra " * 2000,
    "z" * 10_000,
    "\u202ezebra\u200f\u200e",
    "zebra 😀",
    "%_\\'\"",
    "\ud800 zebra",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_query_is_one_like_any_other(text):
    make_page(title_en="Zebra")

    answer = Query(text, "en").answer()

    assert len(answer[:5]) == min(5, answer.total)
    assert SearchDocument.objects.current().filter(title="Zebra").exists()


def test_query_is_found_between_signs_that_mean_nothing():
    make_page(title_en="Zebra")

    asked = [
        "\u202ezebra\u200f",
        "zebra!",
        "(zebra)",
        "'zebra'",
        "*zebra*",
        "ze\u00adbra",
        "-zebra",
    ]
    assert {text: found(text) for text in asked} == {text: ["Zebra"] for text in asked}


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(max_size=250), code=st.sampled_from(CODES), kind=st.sampled_from(["", "page"]))
def test_query_never_fails_whatever_is_asked(text, code, kind, db):
    answer = Query(text, code, kind).answer()

    assert len(answer[:3]) == min(3, answer.total)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(title=st.text(min_size=1, max_size=60).filter(str.strip), code=st.sampled_from(CODES))
def test_document_is_found_by_its_own_words(title, code, db):
    ending = code.replace("-", "_")
    page = make_page(**({"title_en": "English"} | {f"title_{ending}": title.replace("\0", "")}))
    query = Query(page.title_en if code == "en" else title, code)

    numbers = {d.path for d in query.answer()[:2000]}

    assert not query.words or f"/{page.path}/" in numbers

import pytest
from django.http import QueryDict

from hotlines.directory import shipped
from hotlines.filters import HotlineFilter


def allowed(query: str) -> list[str]:
    chosen = HotlineFilter.from_query(QueryDict(query))
    return [line.slug for line in shipped() if chosen.allows(line)]


def test_filter_without_a_choice_allows_every_line():
    assert len(allowed("")) == 9
    assert not HotlineFilter.from_query(QueryDict("")).is_active


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("need=danger", ["emergency"]),
        ("need=press", ["press"]),
        ("need=crisis", ["988"]),
        ("way=tty&need=trafficking", ["national"]),
        ("need=danger&police=no", []),
    ],
)
def test_filter_narrows_the_directory(query, expected):
    assert allowed(query) == expected


def test_filter_leaves_out_the_police():
    everybody, others = allowed(""), allowed("police=no")

    assert set(everybody) - set(others) == {"emergency", "hsi"}


@pytest.mark.parametrize(
    "query", ["need=money", "way=pigeon", "police=yes", "need=%00", "need=DANGER", "a=b"]
)
def test_filter_leaves_out_what_it_does_not_know(query):
    assert allowed(query) == allowed("")
    assert not HotlineFilter.from_query(QueryDict(query)).is_active

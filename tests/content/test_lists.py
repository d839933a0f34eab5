"""The shipped lists: whole, in every language that they need."""

from collections import Counter
from pathlib import Path

import pytest

from bluecampaign.translation.languages import CODES
from tests.content.shipped import CONTENT, PAGES, TOPICS, read
from tests.phones import phone_in


@pytest.mark.parametrize(
    ("file", "field"),
    [
        (CONTENT / "indicators.toml", "text"),
        (CONTENT / "audiences.toml", "name"),
        (TOPICS, "name"),
    ],
    ids=["indicators", "audiences", "topics"],
)
def test_list_is_there_in_every_language(file: Path, field: str):
    rows = read(file)[file.stem]

    incomplete = [row.get("key", row.get("slug")) for row in rows if set(row[field]) != set(CODES)]
    empty = [row for row in rows if not all(words.strip() for words in row[field].values())]

    assert len(rows) > 10
    assert incomplete == []
    assert empty == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [("terms", {"term", "definition"}), ("observances", {"name", "text"})],
)
def test_list_is_there_in_english_and_spanish(name: str, fields: set[str]):
    rows = read(CONTENT / f"{name}.toml")[name]

    incomplete = [
        row["key"]
        for row in rows
        if set(row.get("en", {})) != fields or set(row.get("es", {})) != fields
    ]

    assert len(rows) >= 3
    assert incomplete == []


def test_indicators_are_those_that_are_known():
    rows = read(CONTENT / "indicators.toml")["indicators"]

    assert Counter(row["group"] for row in rows) == {"general": 13, "work": 5, "online": 5}


def test_audience_points_at_a_page_that_exists():
    rows = read(CONTENT / "audiences.toml")["audiences"]

    assert [row["slug"] for row in rows if row.get("page") and row["page"] not in PAGES] == []


def test_lists_type_no_phone_number():
    files = [*CONTENT.glob("*.toml"), TOPICS]

    assert [file.name for file in files if phone_in(file.read_text())] == []

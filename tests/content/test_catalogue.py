"""The shipped catalogue is what the campaign has really published, item by item."""

import csv
import hashlib

import pytest

from bluecampaign.translation.languages import CODES
from resources.choices import Kind
from resources.models import Edition, Resource
from tests.tree import ROOT

FILE = ROOT / "resources" / "content" / "catalogue.csv"
GIVEN = ["code", "title", "kind", "audiences", "topics", "languages", "year"]
GIVEN += ["source_url", "note"]
# Of the 88 items as they were given. A correction changes it on purpose.
DIGEST = "e1be9ea017c574516ea7a66252c4be805a257c2f74a3cd5e8633e9b7dfd82d84"


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest(items: list[dict[str, str]]) -> str:
    """Of the columns that were given, in their order, unit and record separated."""
    lines = ["\x1f".join(item[column] for column in GIVEN) for item in items]
    return hashlib.sha256("\x1e".join(lines).encode()).hexdigest()


def test_catalogue_has_the_88_items_with_their_codes():
    codes = [row["code"] for row in rows()]

    assert codes == [f"BC-{number:03}" for number in range(1, 89)]


def test_what_was_given_is_unchanged():
    assert digest(rows()) == DIGEST


def test_digest_sees_one_changed_letter():
    changed = rows()

    changed[40]["note"] += "."

    assert digest(changed) != DIGEST


@pytest.mark.parametrize("column", ["title_es", "summary_en", "summary_es"])
def test_column_is_filled_for_every_item(column: str):
    empty = [row["code"] for row in rows() if not row[column].strip()]

    assert empty == []


def test_summary_is_one_or_two_short_sentences():
    lengths = {
        (row["code"], column): len(row[column])
        for row in rows()
        for column in ("summary_en", "summary_es")
    }

    assert {where: n for where, n in lengths.items() if not 30 <= n <= 260} == {}


@pytest.mark.parametrize("column", ["slug", "title_es", "summary_en", "summary_es"])
def test_column_says_something_else_for_every_item(column: str):
    values = [row[column] for row in rows()]

    assert sorted({value for value in values if values.count(value) > 1}) == []


def test_spanish_is_not_a_copy_of_the_english():
    copied = [r["code"] for r in rows() if r["summary_es"] == r["summary_en"]]

    assert copied == []


def test_cell_has_no_stray_space_or_line():
    stray = [
        (row["code"], column)
        for row in rows()
        for column, cell in row.items()
        if cell != cell.strip() or "\n" in cell or "  " in cell
    ]

    assert stray == []


@pytest.mark.django_db
def test_database_holds_the_items_of_the_file():
    stored = {item.code: item for item in Resource.objects.all()}

    differing = [
        row["code"]
        for row in rows()
        if (stored[row["code"]].title_en, stored[row["code"]].kind) != (row["title"], row["kind"])
        or stored[row["code"]].title_es != row["title_es"]
        or stored[row["code"]].summary_es != row["summary_es"]
        or str(stored[row["code"]].year or "") != row["year"]
    ]

    assert len([code for code in stored if code.startswith("BC-")]) == 88
    assert differing == []
    assert {item.kind for item in stored.values()} <= set(Kind.values)


@pytest.mark.django_db
def test_item_of_unknown_language_is_stored_as_unknown():
    silent = {row["code"] for row in rows() if not row["languages"]}

    unknown = set(Edition.objects.filter(language="und").values_list("resource__code", flat=True))

    assert unknown == silent
    assert "und" not in CODES


@pytest.mark.django_db
def test_source_is_not_shown_to_readers(site):
    sources = {row["source_url"] for row in rows() if row["source_url"]}

    linked = {
        (page.url, href)
        for page in site.pages("en")
        if page.path.startswith("/resources/")
        for href in page.tree.xpath("//main//a/@href")
        if href in sources - {"https://www.dhs.gov/blue-campaign"}
    }

    assert len(sources) > 10
    assert linked == set()

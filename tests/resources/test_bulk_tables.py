"""Tables as files: what goes in comes out, nothing runs, nothing harmful is read."""

import csv
import io
import zipfile
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from resources.bulk import tables
from resources.bulk.tables import TableError, as_written, harmless, read, write

RISKY = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "'=1", "''=1"]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=40)


def workbook(*rows, **cells) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def problems(data: bytes) -> list[str]:
    with pytest.raises(TableError) as refusal:
        read(data)
    return refusal.value.problems


def rows_of(data: bytes) -> list[dict]:
    return [line.cells for line in read(data).lines]


@given(st.one_of(st.sampled_from(RISKY), TEXTS, st.sampled_from(RISKY).map(lambda t: t + "\nx")))
def test_guarded_cell_is_never_a_formula_and_comes_back_whole(text):
    guarded = harmless(text)

    assert not guarded.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert as_written(guarded) == text


@pytest.mark.parametrize("format", [tables.CSV, tables.XLSX])
@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=4))
def test_table_is_read_as_it_was_written(format, rows):
    found = rows_of(write(["a", "b", "c"], rows, format))

    wanted = [dict(zip("abc", row, strict=True)) for row in rows if any(t.strip() for t in row)]
    assert found == wanted


def test_csv_is_for_spreadsheets():
    data = write(["code", "title"], [["X-1", "=HYPERLINK(1)"], ["X-2", "a, “b”\nc"]], tables.CSV)

    assert data.startswith(b"\xef\xbb\xbfcode,title\r\n")
    assert list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1] == ["X-1", "'=HYPERLINK(1)"]


def test_workbook_holds_nothing_but_text():
    data = write(["code", "year"], [["X-1", "2024"], ["X-2", "=1+1"], ["1/2", "-5"]], tables.XLSX)

    cells = [cell for row in load_workbook(io.BytesIO(data)).active for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}


def test_text_that_a_spreadsheet_would_cut_is_refused():
    row = [["X-1", "a" * 32_768]]

    assert len(write(["code", "body"], row, tables.CSV)) > 32_768
    with pytest.raises(TableError, match="X-1 has a text that is too long"):
        write(["code", "body"], row, tables.XLSX)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_may_stand_between_any_of_three_marks(mark):
    data = f'code{mark}title\nX-1{mark}"a{mark}b"\n'.encode()

    assert rows_of(data) == [{"code": "X-1", "title": f"a{mark}b"}]


def test_cells_of_other_types_are_read_as_somebody_sees_them():
    moments = [datetime(2026, 1, 2), datetime(2026, 1, 2, 9, 30)]
    data = workbook(["code", "year", "b", "c", "d", "e"], ["X-1", 2024, True, *moments, 2.5])

    assert rows_of(data) == [
        {
            "code": "X-1",
            "year": "2024",
            "b": "yes",
            "c": "2026-01-02",
            "d": "2026-01-02T09:30:00",
            "e": "2.5",
        }
    ]


def test_formula_is_named_with_its_cell():
    data = workbook(["code", "title"], ["X-1", "=1+1"], ["X-2", "#N/A"])

    first, second = read(data).lines
    assert first.problems == ("cell B2 holds a formula or an error; put its value there",)
    assert second.problems == ("cell B3 holds a formula or an error; put its value there",)
    assert first.cells["title"] == ""


def test_empty_rows_are_left_out_and_lines_are_counted_on():
    data = workbook(["code"], ["X-1"], [None], [" "], ["X-2"])

    assert [(line.number, line.cells["code"]) for line in read(data).lines] == [
        (2, "X-1"),
        (5, "X-2"),
    ]


def test_single_cell_far_away_costs_nothing():
    data = workbook(["code"], ["X-1"], XFD1048576="far")

    assert rows_of(data) == [{"code": "X-1"}]


def test_bomb_is_refused_before_it_is_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * (tables.MOST_UNPACKED + 1))

    assert len(out.getvalue()) < 100_000
    assert problems(out.getvalue())[0].startswith("This workbook unpacks to far too much.")


def with_entities(data: bytes) -> bytes:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                head, end, rest = text.partition(b"?>")
                text = head + end + bomb + rest if end else bomb + text
            new.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04 nothing", "This is no XLSX file, whatever its name says."),
        ("title\nñ".encode("latin-1"), "It is not UTF-8. Save it as “CSV UTF-8” and try again."),
        (b"code,title,code\n", "These columns are there twice: code."),
        (b"a" * (tables.MOST_BYTES + 1), "The file is larger than 10 MB. Import it in parts."),
        (b"code\n" + b"X\n" * 2001, "There are more than 2000 rows. Import it in parts."),
        (
            with_entities(workbook(["code"], ["X-1"])),
            "This workbook is damaged. Save it anew as XLSX or CSV.",
        ),
    ],
    ids=["empty", "no zip", "latin", "twice", "large", "many", "entities"],
)
def test_what_cannot_be_read_says_why(data, said):
    assert problems(data) == [said]


def test_workbook_without_a_sheet_is_damaged():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"words")

    assert problems(out.getvalue()) == ["This workbook is damaged. Save it anew as XLSX or CSV."]

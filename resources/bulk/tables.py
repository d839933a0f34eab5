"""Tables as files: CSV and XLSX, written so that no spreadsheet runs a cell, read so
that no file can do harm."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from bluecampaign.web.first_use import OnFirstUse

openpyxl = OnFirstUse("openpyxl")
CSV, XLSX = "csv", "xlsx"
CONTENT_TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# Spreadsheets take a file without it for something else than UTF-8.
MARK = "\ufeff"
MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS, MOST_COLUMNS = 2000, 100
LONGEST_CELL = 32_767
# What a spreadsheet would take for a formula, as it is typed or in full width.
RISKY = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
BROKEN = (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError)
BROKEN += (SyntaxError, TypeError, AttributeError, IndexError, NotImplementedError)


class TableError(Exception):
    """The file is no table that can be read. `problems` says why and what to do."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table by the names of its columns; `number` is where it stands."""

    number: int
    cells: dict[str, str]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    lines: list[Line]


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs; `as_written()` gives back what it was."""
    return f"'{cell}" if RISKY.match(cell) else cell


def as_written(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and RISKY.match(cell) else cell


def write(columns: Iterable[str], rows: Iterable[list[str]], format: str) -> bytes:
    """A file of text cells; raises TableError for what a spreadsheet would cut off."""
    lines = [list(columns), *([harmless(cell) for cell in row] for row in rows)]
    return _write_xlsx(lines) if format == XLSX else _write_csv(lines)


def _write_csv(lines: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(lines)
    return (MARK + out.getvalue()).encode()


def _write_xlsx(lines: list[list[str]]) -> bytes:
    for line in lines:
        if any(len(cell) > LONGEST_CELL for cell in line):
            text = _("%(what)s has a text that is too long for a spreadsheet. Take CSV.")
            raise TableError(text % {"what": line[0]})
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(_("Catalogue"))
    sheet.freeze_panes = "B2"
    for line in lines:
        sheet.append([_text_cell(sheet, cell) for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text_cell(sheet, text: str):
    """Text, whatever it looks like: no formula, no date, no number."""
    cell = openpyxl.cell.WriteOnlyCell(sheet, text)
    cell.data_type, cell.number_format = "s", "@"
    return cell


def read(data: bytes, most: int = MOST_ROWS) -> Table:
    """A table out of a CSV or XLSX file, of so many rows at most; raises TableError."""
    if len(data) > MOST_BYTES:
        text = _("The file is larger than %(n)d MB. Import it in parts.")
        raise TableError(text % {"n": MOST_BYTES // 1024 // 1024})
    return read_xlsx(data, most) if data.startswith(b"PK") else read_csv(_decoded(data), most)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableError(_("It is not UTF-8. Save it as “CSV UTF-8” and try again.")) from None


def read_csv(text: str, most: int = MOST_ROWS) -> Table:
    """A table out of the text of a CSV file; commas, semicolons or tabs between cells."""
    text = text.removeprefix(MARK)
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    rows: list[tuple[int, list]] = []
    try:
        for row in reader:
            rows.append((reader.line_num, row))
            _count(rows, most)
    except csv.Error as error:
        text = _("Line %(n)d cannot be read: %(error)s")
        raise TableError(text % {"n": reader.line_num, "error": error}) from error
    return _table(rows)


def read_xlsx(data: bytes, most: int = MOST_ROWS) -> Table:
    """A table out of the first sheet of a workbook, its size judged before it is unpacked."""
    _weigh(data)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=False, keep_links=False
        )
        sheet = book.worksheets[0]
        rows: list[tuple[int, list]] = []
        bounds = {"max_row": most + 2, "max_col": MOST_COLUMNS + 1}
        for number, cells in enumerate(sheet.iter_rows(**bounds), start=1):
            rows.append((number, list(cells)))
        _count([row for row in rows if any(cell.value is not None for cell in row[1])], most)
        return _table(rows)
    except (*BROKEN, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise TableError(_("This workbook is damaged. Save it anew as XLSX or CSV.")) from error


def _weigh(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except BROKEN:
        raise TableError(_("This is no XLSX file, whatever its name says.")) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise TableError(_("This workbook unpacks to far too much. Import it in parts, as CSV."))


def _count(rows: list, most: int) -> None:
    if len(rows) > most + 1:
        text = _("There are more than %(n)d rows. Import it in parts.")
        raise TableError(text % {"n": most})


def _table(rows: list[tuple[int, list]]) -> Table:
    if not rows:
        raise TableError(_("The file is empty."))
    columns = [_plain(cell)[0].strip() for cell in rows[0][1]]
    while columns and not columns[-1]:
        columns.pop()
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        text = _("These columns are there twice: %(names)s.")
        raise TableError(text % {"names": ", ".join(twice)})
    if len(columns) > MOST_COLUMNS:
        raise TableError(_("There are too many columns."))
    return Table(tuple(columns), list(_lines(rows[1:], columns)))


def _lines(rows: list[tuple[int, list]], columns: list[str]) -> Iterator[Line]:
    for number, row in rows:
        found = [_plain(cell) for cell in row]
        if not any(text.strip() for text, _problem in found):
            continue
        problems = [problem for _text, problem in found if problem]
        if any(text.strip() for text, _problem in found[len(columns) :]):
            problems.append(_("there are more cells than columns; quote the commas"))
        texts = [as_written(text) for text, _problem in found] + [""] * len(columns)
        cells = {name: text for name, text in zip(columns, texts, strict=False) if name}
        yield Line(number, cells, tuple(problems))


def _plain(cell) -> tuple[str, str]:
    """The text of a cell, and what is wrong with it."""
    if isinstance(cell, str):
        return cell, ""
    value = cell.value
    if cell.data_type in ("f", "e"):
        text = _("cell %(cell)s holds a formula or an error; put its value there")
        return "", text % {"cell": cell.coordinate}
    return _told(value), ""


def _told(value) -> str:
    """What somebody sees in the cell of a spreadsheet, as they would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        midnight = not (value.hour or value.minute or value.second)
        return (value.date() if midnight else value).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)

"""Download counts as CSV, for staff and for whoever reports on the campaign."""

import csv
from collections.abc import Iterator
from datetime import date

from .bulk.tables import harmless
from .models import DownloadCount

COLUMNS = ("day", "code", "language", "what", "file", "downloads")
BATCH = 2000
# Spreadsheets take a file without it for something else than UTF-8.
MARK = "\ufeff"


class _Echo:
    """What a CSV writer writes to: it gives every line back."""

    def write(self, line: str) -> str:
        return line


def counted(*, since: date | None = None, until: date | None = None, code: str = ""):
    """The counts of some days (both included), of all items or of one, oldest first."""
    rows = DownloadCount.objects.order_by("day", "code", "language", "pk")
    if since:
        rows = rows.filter(day__gte=since)
    if until:
        rows = rows.filter(day__lte=until)
    return rows.filter(code__iexact=code) if code else rows


def csv_lines(rows) -> Iterator[str]:
    """The lines of the file, from the database as they are read."""
    write = csv.writer(_Echo()).writerow
    yield MARK + write(COLUMNS)
    for row in rows.iterator(chunk_size=BATCH):
        what = "toolkit" if row.is_archive else "sheet" if row.sheet else "file"
        file = row.sheet or row.edition_id or ""
        cells = (row.day, row.code, row.language, what, file, row.count)
        yield write([harmless(str(cell)) for cell in cells])

"""The catalogue as a file that the import reads again without a loss."""

from django.utils import timezone

from resources.models import Resource

from . import tables
from .columns import COLUMNS, VERSION, cells_of, with_all


def export(items, format: str) -> bytes:
    """The items of a queryset as CSV or XLSX; raises TableError where XLSX is too small."""
    rows = []
    for item in with_all(items):
        cells = cells_of(item) | {VERSION: str(item.saved)}
        rows.append([cells[name] for name in COLUMNS])
    return tables.write(COLUMNS, rows, format)


def everything():
    return Resource.objects.order_by("code")


def file_name(format: str) -> str:
    return f"catalogue-{timezone.localdate():%Y-%m-%d}.{format}"

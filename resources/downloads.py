"""How often files are downloaded, by edition, language and day, and nothing else.

A count is a row that grows: no address, agent, referrer or time of day is looked at.
Whoever only looks ahead (HEAD, a prefetch) is not counted. A count that cannot be
written at once is given up: nobody waits for it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from .models import DownloadCount, Edition, Resource

log = logging.getLogger(__name__)
LONGEST_WAIT_MS = 250


def is_download(request) -> bool:
    """Whether somebody asks for the file itself, and not a browser that runs ahead."""
    purpose = f"{request.headers.get('Sec-Purpose', '')} {request.headers.get('Purpose', '')}"
    return request.method == "GET" and "prefetch" not in purpose.lower()


def count_edition(edition: Edition) -> None:
    known = {"code": edition.resource.code, "language": edition.language}
    _count({"edition": edition, "day": timezone.localdate()}, known)


def count_archive(toolkit: Resource, language: str) -> None:
    key = {"code": toolkit.code, "language": language, "is_archive": True}
    _count({**key, "day": timezone.localdate()}, {})


def count_sheet(item: Resource, language: str, sheet: str) -> None:
    """`sheet` is the end of its address, `language` the first of those it is printed in."""
    key = {"code": item.code, "sheet": sheet, "day": timezone.localdate()}
    _count(key, {"language": language})


def _count(key: dict, known: dict) -> None:
    try:
        with _short_wait(), transaction.atomic():
            _add_one(key, known)
    except DatabaseError:
        log.warning("A download could not be counted.")


def _add_one(key: dict, known: dict) -> None:
    row = DownloadCount.objects.filter(**key)
    if row.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            DownloadCount.objects.create(**key, **known, count=1)
    except IntegrityError:
        # Somebody else was the first of the day at the same moment.
        row.update(count=F("count") + 1)


@contextmanager
def _short_wait() -> Iterator[None]:
    """Give up at once where another writer holds the database."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            _ask("SET LOCAL lock_timeout = %s", [LONGEST_WAIT_MS])
            yield
        return
    usual = _ask("PRAGMA busy_timeout")
    _ask(f"PRAGMA busy_timeout = {LONGEST_WAIT_MS}")
    try:
        yield
    finally:
        _ask(f"PRAGMA busy_timeout = {usual}")


def _ask(statement: str, values: list | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone() if cursor.description else None
    return int(row[0]) if row else 0

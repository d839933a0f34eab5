"""One state of the database for a whole run, and a digest of it.

Readers and staff go on meanwhile: a run reads what was there when it began, however
long it takes, and cannot write. So no visit of it is counted anywhere.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b

from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction

from bluecampaign.web.freshness import shown_tables
from bluecampaign.web.one_state import beginning_lazily


@contextmanager
def one_state() -> Iterator[None]:
    """Nothing that others save is seen before the end, and nothing can be saved."""
    is_outermost = not connection.in_atomic_block
    with _staying_connected(), beginning_lazily(), _reading_only(), transaction.atomic():
        if connection.vendor == "postgresql" and is_outermost:
            _tell("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # The first look is what takes hold of the state.
        _tell("SELECT count(*) FROM django_content_type")
        yield


@contextmanager
def _staying_connected() -> Iterator[None]:
    """After an answer a connection is closed that is in the midst of something."""
    was_there = request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        if was_there:
            request_finished.connect(close_old_connections)


@contextmanager
def _reading_only() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    connection.connection.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        # Not by way of Django, which asks nothing more of a transaction that has failed.
        connection.connection.execute("PRAGMA query_only = OFF")


def _tell(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def content_digest() -> str:
    """The same for the same content, on any machine: every row that pages are made of."""
    digest = blake2b(digest_size=16)
    with connection.cursor() as cursor:
        for table in sorted(shown_tables()):
            digest.update(f"{table}\n".encode())
            name = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {name} ORDER BY 1")  # noqa: S608
            while rows := cursor.fetchmany(500):
                digest.update(repr(rows).encode())
    return digest.hexdigest()

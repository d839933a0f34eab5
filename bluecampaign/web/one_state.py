"""One state of the database for everything that is read in a block.

Without it a page whose title was read before a publication and whose text was read after
it would be shown, though neither revision ever said so.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db import DatabaseError, connection, transaction


@contextmanager
def one_state() -> Iterator[None]:
    """What others save meanwhile is not seen before the end. Where no transaction can
    begin the block goes on without: some pages need no database."""
    with ExitStack() as held:
        _begin(held)
        yield


@contextmanager
def beginning_lazily() -> Iterator[None]:
    """On SQLite a transaction of ours takes the right to write at once; one that only
    reads must not, or nobody could save meanwhile."""
    connection.ensure_connection()
    usual = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = usual


def _begin(held: ExitStack) -> None:
    is_outermost = not connection.in_atomic_block
    try:
        held.enter_context(beginning_lazily())
        held.enter_context(transaction.atomic())
        if connection.vendor == "postgresql" and is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    except DatabaseError as error:
        held.__exit__(type(error), error, error.__traceback__)

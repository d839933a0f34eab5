"""A database that has lost some of its tables, as after a restore that failed."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import ProgrammingError, connection


@contextmanager
def without_tables(*names: str) -> Iterator[None]:
    """It refuses what names one of them. The tables themselves stay: PostgreSQL would refuse
    everything else of the test's transaction as well once one question had failed."""

    def refuse(execute, sql, params, many, context):
        if any(f'"{name}"' in sql for name in names):
            raise ProgrammingError("There is no such table.")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield

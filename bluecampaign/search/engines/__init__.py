"""The full-text index of the database behind one interface."""

from django.db import connection

from . import postgresql, sqlite
from .questions import Engine

ENGINES: dict[str, Engine] = {"sqlite": sqlite.Sqlite(), "postgresql": postgresql.Postgresql()}


def engine() -> Engine:
    """The one for the database in use; raises KeyError for a database without one."""
    return ENGINES[connection.vendor]

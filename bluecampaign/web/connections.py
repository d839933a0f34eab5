"""Connections to SQLite stay open between requests: opening one costs as much as all the
questions of a page. A connection whose file was replaced or removed meanwhile is closed
before the next request, so that nobody reads, or worse writes, what is gone."""

import os

from django.db import connections


def remember(connection, **kwargs) -> None:
    """Receiver of `connection_created`."""
    if connection.vendor == "sqlite" and not connection.is_in_memory_db():
        connection.opened_file = _identity(connection)


def forget_replaced(**kwargs) -> None:
    """Receiver of `request_started`."""
    for connection in connections.all(initialized_only=True):
        opened = getattr(connection, "opened_file", None)
        if opened and not connection.in_atomic_block and opened != _identity(connection):
            connection.close()


def _identity(connection) -> tuple[int, int] | None:
    try:
        found = os.stat(connection.settings_dict["NAME"])
    except OSError:
        return None
    return found.st_dev, found.st_ino

"""Connections stay open between requests: opening one to SQLite costs as much as all the
questions of a page. One whose file was replaced or removed meanwhile is closed before the
next request, so that nobody reads, or worse writes, what is gone."""

import os
from collections import deque
from threading import Lock
from time import monotonic

from django.db import connections

# Seconds after which a connection that nobody needed is closed.
IDLE = 60


class Pool:
    """The open connections of a process that no request has, the last used first.

    Django has one for each thread, and each is 1.4 MiB here. A request takes one and gives
    it back, so there are as many as requests are answered at once, not 32.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._idle: deque[tuple[float, object]] = deque()

    def take(self, **kwargs) -> None:
        """Receiver of `request_started`: this thread has a connection now, if one is open."""
        if connections.all(initialized_only=True):
            return
        with self._lock:
            found = self._idle.pop()[1] if self._idle else None
        if found is not None:
            connections[found.alias] = found
            # The other receivers looked when this thread had none.
            found.close_if_unusable_or_obsolete()
            forget_replaced()

    def give(self, **kwargs) -> None:
        """Receiver of `request_finished`: the next request of any thread may have it."""
        for connection in connections.all(initialized_only=True):
            if connection.in_atomic_block:
                continue
            del connections[connection.alias]
            if connection.connection is not None:
                self._keep(connection)
        for connection in self._unneeded(monotonic() - IDLE):
            connection.close()

    def close(self) -> None:
        """Close what nobody has."""
        for connection in self._unneeded(monotonic()):
            connection.close()

    def _keep(self, connection) -> None:
        # Django would refuse it to every thread but the one that opened it.
        if not connection.allow_thread_sharing:
            connection.inc_thread_sharing()
        with self._lock:
            self._idle.append((monotonic(), connection))

    def _unneeded(self, since: float) -> list:
        found = []
        with self._lock:
            while self._idle and self._idle[0][0] <= since:
                found.append(self._idle.popleft()[1])
        return found


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

"""Clients that open connections and hardly ever send anything (slow loris)."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from urllib.parse import urlsplit

PAUSE, SENDERS = 1.0, 200
BEGINNING = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "


@contextmanager
def slow_clients(origin: str, number: int) -> Iterator[Callable[[], int]]:
    """So many connections from many addresses, opened anew when they are closed; yields a
    function that tells how many are open."""
    lines: list[socket.socket | None] = [None] * number
    ended = Event()
    thread = Thread(target=_keep_slow, args=(origin, lines, ended), daemon=True)
    thread.start()
    try:
        yield lambda: sum(line is not None for line in lines)
    finally:
        ended.set()
        thread.join()
        for line in lines:
            if line is not None:
                line.close()


def _keep_slow(origin: str, lines: list[socket.socket | None], ended: Event) -> None:
    port = urlsplit(origin).port or 80
    while not ended.is_set():
        began = time.monotonic()
        for number, line in enumerate(lines):
            if ended.is_set():
                return
            lines[number] = _one_more_byte(line) or _opened(port, number)
        ended.wait(max(0.0, PAUSE - (time.monotonic() - began)))


def _one_more_byte(line: socket.socket | None) -> socket.socket | None:
    """The same connection, or none if the other side has had enough."""
    if line is None:
        return None
    try:
        line.send(b"x")
        return line
    except OSError:
        line.close()
        return None


def _opened(port: int, number: int) -> socket.socket | None:
    address = f"127.0.{3 + number % SENDERS}.{1 + number // SENDERS}"
    try:
        line = socket.create_connection(("127.0.0.1", port), timeout=2, source_address=(address, 0))
        line.sendall(BEGINNING)
        return line
    except OSError:
        return None

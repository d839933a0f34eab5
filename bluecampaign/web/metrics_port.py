"""The numbers of `metrics` on a port of their own, for a collector on this machine.

One worker at a time has the port; when it ends another one takes it.
"""

import logging
from collections.abc import Callable
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from .metrics import Counts, lines

log = logging.getLogger(__name__)
# Seconds between two tries to get the port, and between two looks at the disk.
TRY_AGAIN, LOOK_AGAIN = 3.0, 60.0
InTouch = Callable[[], bool] | None


class Numbers(BaseHTTPRequestHandler):
    """Answers `GET /metrics` and nothing else. Whoever is slow is given up."""

    timeout = 5

    def __init__(self, counts: Counts, size: "Size", in_touch: InTouch, *args) -> None:
        self.counts, self.size, self.in_touch = counts, size, in_touch
        super().__init__(*args)

    def do_GET(self) -> None:
        if self.path != "/metrics":
            self.send_error(404)
            return
        found = lines(self.counts, self.size.now(), self.in_touch and self.in_touch())
        body = "".join(f"{line}\n" for line in found).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args) -> None:
        """Nobody writes down who asks."""


class Size:
    """How large a folder is; looked at now and then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known, self._until = 0, 0.0

    def now(self) -> int:
        if monotonic() >= self._until:
            self._known = sum(size_of(file) for file in self.folder.rglob("*"))
            self._until = monotonic() + LOOK_AGAIN
        return self._known


def size_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # it was removed meanwhile
        return 0


def start(counts: Counts, host: str, port: int, folder: Path, in_touch: InTouch = None) -> Thread:
    """Serve the numbers from this process, as soon as no other one does. `in_touch` is asked
    where there are several machines."""
    answer = partial(Numbers, counts, Size(folder), in_touch)
    thread = Thread(target=_serve, args=((host, port), answer), name="metrics", daemon=True)
    thread.start()
    return thread


def _serve(address: tuple[str, int], answer) -> None:
    pause = Event()
    while True:
        try:
            with HTTPServer(address, answer) as server:
                server.serve_forever()
        except OSError:  # another worker has it
            pause.wait(TRY_AGAIN)

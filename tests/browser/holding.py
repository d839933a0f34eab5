"""A server before the site that holds back what is asked for."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.browser.serving import Site


class Slow(socketserver.ThreadingTCPServer):
    """Stands before a site and holds back what is asked for, once `held` is set."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: Site) -> None:
        self.held = threading.Event()
        self.port = int(site.origin.rpartition(":")[2])
        super().__init__(("127.0.0.1", 0), Passing)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Passing(socketserver.BaseRequestHandler):
    server: Slow

    def handle(self) -> None:
        with socket.create_connection(("127.0.0.1", self.server.port)) as site:
            threading.Thread(target=self._pump, args=(site, self.request), daemon=True).start()
            self._pump(self.request, site)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                while self.server.held.is_set():
                    threading.Event().wait(0.05)
                target.sendall(data)
        self._close(target)

    def _close(self, end: socket.socket) -> None:
        """Where one side is gone the other must not wait for it."""
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def slow(site: Site) -> Iterator[Slow]:
    with Slow(site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.held.clear()
        server.shutdown()

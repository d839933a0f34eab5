"""A small site on this machine for the link checker to ask, and what it was asked."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """`answers` maps a path to (status, headers, body); what is not there is 404."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict, bytes]] = {}
        self.no_head: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.host = ""

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def asked_for(self, path: str) -> list[str]:
        return [method for method, there in self.asked if there == path]


@contextmanager
def site() -> Iterator[Site]:
    made = Site()

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            made.asked.append((self.command, self.path))
            made.headers.append(dict(self.headers))
            status, headers, body = made.answers.get(self.path, (404, {}, b""))
            if self.command == "HEAD" and self.path in made.no_head:
                status, headers, body = 405, {}, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Set-Cookie", "taste=1")
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        do_GET = do_HEAD = answer

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.host = f"127.0.0.1:{server.server_port}"
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

"""An application that is not Django, which the page cache stands before, and its clients."""

import gzip
from collections.abc import Callable

import brotli

from bluecampaign.web.pagecache.cache import PageCache, Patience
from bluecampaign.web.pagecache.keeper import Keeper
from bluecampaign.web.pagecache.keys import Key, key_of

FOR_ALL = "public, max-age=300, stale-if-error=345600"
IMPATIENT = Patience(newer=0.1, first=0.1, rest=0.3, turn=0.1)


class Application:
    """Answers with a number that grows, or as a test wants it."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.control, self.status, self.more = FOR_ALL, "200 OK", []
        self.fails = False
        self.constant = ""
        self.before = lambda: None

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        self.asked.append(environ)
        self.before()
        if self.fails:
            raise RuntimeError("The database is gone.")
        words = self.constant or f"{environ['PATH_INFO']} {len(self.asked)}"
        body = f"<p>{words}</p>".encode() * (1 if self.constant else 20)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", self.control)]
        headers += [("Content-Length", str(len(body))), ("ETag", '"own"'), *self.more]
        start_response(self.status, headers)
        return [body]


class Given:
    """An answer as a client gets it."""

    def __init__(self, cache: PageCache, path: str = "/", method: str = "GET", **headers) -> None:
        path, _, query = path.partition("?")
        self.environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "site.test",
            "wsgi.url_scheme": "http",
            "HTTP_ACCEPT_ENCODING": "br, gzip",
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        self.raw = b"".join(cache(self.environ, self.start))

    def start(self, status, headers, exc_info=None) -> None:
        self.status = int(status.split()[0])
        self.headers = {name.lower(): value for name, value in headers}
        assert len(self.headers) == len(headers)

    @property
    def key(self) -> Key:
        return key_of(self.environ)

    @property
    def text(self) -> str:
        opened = {"br": brotli.decompress, "gzip": gzip.decompress}
        return opened.get(self.headers.get("content-encoding"), bytes)(self.raw).decode()


def ready(cache: PageCache) -> None:
    """As it is when the content has been still for a while."""
    keeper = Keeper(cache, "http://site.test")
    keeper.look()
    keeper.look()

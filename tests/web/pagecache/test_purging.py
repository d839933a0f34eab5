"""Caches in front are told of each change."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import environ
import pytest

from bluecampaign.web.pagecache.keeper import Keeper
from bluecampaign.web.pagecache.purging import Purge, purge_of


@pytest.fixture
def front() -> Iterator[HTTPServer]:
    """A server that takes any request and remembers it; `status` is what it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_BAN(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.server.asked.append((self.path, self.headers["X-Key"], body))
            self.send_response(self.server.status)
            self.end_headers()

        def log_message(self, *args) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def purge(front: HTTPServer, tmp_path: Path, monkeypatch) -> Purge:
    monkeypatch.setenv("CDN_PURGE_URL", f"http://127.0.0.1:{front.server_port}/all")
    monkeypatch.setenv("CDN_PURGE_METHOD", "BAN")
    monkeypatch.setenv("CDN_PURGE_HEADERS", '{"X-Key": "secret"}')
    monkeypatch.setenv("CDN_PURGE_BODY", '{"tags": ["bluecampaign-pages"]}')
    return purge_of(environ.Env(), tmp_path / "told")


def test_cache_in_front_is_told_of_each_change_once(make, front, purge):
    keepers = [Keeper(make(), "http://site.test", purge) for _number in range(2)]
    for keeper in keepers * 2:
        keeper.look()
    told = list(front.asked)

    keepers[0].cache.clock.changed()
    for keeper in keepers * 2:
        keeper.look()

    assert told == [("/all", "secret", b'{"tags": ["bluecampaign-pages"]}')]
    assert front.asked == told * 2


def test_cache_in_front_that_does_not_answer_is_told_again(make, front, purge):
    keeper = Keeper(make(), "http://site.test", purge)
    front.status = 500
    for _look in range(3):
        keeper.look()
    tried = len(front.asked)

    front.status = 200
    for _look in range(3):
        keeper.look()

    assert (tried, len(front.asked)) == (3, 4)


def test_headers_for_a_cache_in_front_must_be_an_object(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("CDN_PURGE_URL", "https://cdn.test/")
    monkeypatch.setenv("CDN_PURGE_HEADERS", '["X-Key"]')

    with pytest.raises(ValueError, match="no JSON object"):
        purge_of(environ.Env(), tmp_path)

"""Pages as the site answers them, asked for within this process.

No network, no cookie, no page cache: Django's own handler with every middleware. Each
visit says that it only looks ahead, so that nobody counts it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import unquote

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from bluecampaign.web.asking import request_at

# Said by the server for each answer anew, or about the bytes as they travel.
TRAVELLING = {"content-length", "content-type", "content-encoding", "etag", "last-modified"}
TRAVELLING |= {"vary", "date", "expires", "location", "accept-ranges", "server", "connection"}

# Their parts come in an order that differs from process to process.
UNORDERED = {"cache-control": ", ", "content-security-policy": "; "}


class NotPublic(Exception):
    """An answer that is not the same for everybody, such as one with a cookie."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose body is read once, in pieces."""

    status: int
    type: str
    to: str
    headers: dict[str, str]
    pieces: Iterator[bytes]


class Site:
    """The public site at an origin. `urlconf` names the addresses it answers."""

    def __init__(self, origin: str, urlconf: str) -> None:
        self.origin = origin
        self.urlconf = urlconf
        self._handler = WSGIHandler()

    def ask(self, address: str) -> Answer:
        """Raises `NotPublic` where the answer sets a cookie."""
        request = WSGIRequest(self._environ(address))
        request.urlconf = self.urlconf
        response = self._handler.get_response(request)
        if response.cookies:
            raise NotPublic(f"{address} sets a cookie: {', '.join(response.cookies)}")
        return Answer(
            status=response.status_code,
            type=response.headers.get("Content-Type", ""),
            to=response.headers.get("Location", ""),
            headers={n: _steady(n, v) for n, v in response.items() if n.lower() not in TRAVELLING},
            pieces=_pieces(response),
        )

    def _environ(self, address: str) -> dict:
        path, _mark, query = address.partition("?")
        # Whoever only looks ahead is counted nowhere.
        ahead = {"HTTP_SEC_PURPOSE": "prefetch"}
        return request_at(self.origin, unquote(path, encoding="latin-1"), query) | ahead


def _steady(name: str, value: str) -> str:
    """A header that is the same whenever it says the same."""
    between = UNORDERED.get(name.lower())
    return between.join(sorted(value.split(between))) if between else value


def _pieces(response) -> Iterator[bytes]:
    """The body; the answer is closed when it was read, or is let go."""
    try:
        yield from response
    finally:
        response.close()


@contextmanager
def discreetly() -> Iterator[None]:
    """What is missing is told at the end of a run, not in the log of the site."""
    log = logging.getLogger("django.request")
    usual = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(usual)

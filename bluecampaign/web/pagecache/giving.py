"""How a kept answer goes to whoever asks for it (RFC 9110, RFC 9111)."""

from collections.abc import Callable, Iterable
from time import time

from ..encodings import best_encoding
from .answers import Answer, Headers, matches, unchanged
from .recording import Recorded

# For how long others keep a copy that we could not renew, or may not hear to be old.
BRIEF_CONTROL = "public, max-age=30"
# Seconds, as a header says it.
RETRY_AFTER = "30"


def give(
    answer: Answer, environ: dict, start_response: Callable, *, is_brief: bool = False
) -> Iterable[bytes]:
    """The answer to one request: whole, without its body, or only that it is unchanged.
    One that `is_brief` is kept by nobody else for long."""
    sent = answer.sent(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
    headers = _brief(sent.headers) if is_brief else _aged(sent.headers, answer.made)
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked and answer.status.startswith("200") and matches(asked, sent.tag):
        start_response("304 Not Modified", unchanged(headers))
        return []
    start_response(answer.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [sent.body]


def give_up(page: Answer | None, environ: dict, start_response: Callable) -> Iterable[bytes]:
    """503 with a kept page that carries the numbers; a bare line if none was ever made."""
    if page is None:
        body = b"This page does not work right now. Please try again in a minute.\n"
        headers = [("Content-Type", "text/plain; charset=utf-8")]
        headers += [("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    else:
        sent = page.sent(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        headers, body = sent.headers, sent.body
    kept = [pair for pair in headers if pair[0].lower() not in ("retry-after", "etag")]
    start_response("503 Service Unavailable", [*kept, ("Retry-After", RETRY_AFTER)])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def pass_on(found: Recorded, environ: dict, start_response: Callable) -> Iterable[bytes]:
    """What nobody keeps; the application was asked for all of it, by GET."""
    tag, asked = found.header("etag"), environ.get("HTTP_IF_NONE_MATCH")
    is_known = bool(tag and asked) and found.is_whole and matches(asked, tag)
    if is_known:
        start_response("304 Not Modified", unchanged(found.headers))
    else:
        start_response(found.status, found.headers)
    if is_known or environ["REQUEST_METHOD"] == "HEAD":
        found.close()
        return []
    return found.body


def _aged(headers: Headers, made: float) -> Headers:
    """Others count the freshness from when the answer was made (RFC 9111, 5.1)."""
    return [*headers, ("Age", str(max(0, int(time() - made))))]


def _brief(headers: Headers) -> Headers:
    kept = [pair for pair in headers if pair[0].lower() != "cache-control"]
    return [*kept, ("Cache-Control", BRIEF_CONTROL)]

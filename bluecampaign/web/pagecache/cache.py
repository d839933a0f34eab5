"""Public pages before Django: the same for everybody, fresh at once, there in any case."""

import fcntl
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import time

from ..encodings import best_encoding
from .answers import Answer, Headers, matches, unchanged
from .clock import ContentClock
from .keys import Key, key_of
from .recording import Recorded
from .store import Store

log = logging.getLogger(__name__)

# For how long others keep a copy that we could not renew.
STALE_CONTROL = "public, max-age=30"
# Seconds until a database that did not answer is asked for the next moment again.
PATIENCE = 5.0


class PageCache:
    """A WSGI callable in front of another one.

    Guarantees: an answer that is not marked for everybody is never kept; after
    `clock.changed()` no process gives an older copy, unless the application fails; a
    page is rendered by one thread of one process at a time; when the application fails,
    whoever asks for a page that was ever kept gets its last good copy.

    `next_moment` says when content next comes or goes by itself, as seconds since 1970.
    """

    def __init__(
        self,
        application: Callable,
        store: Store,
        clock: ContentClock,
        *,
        next_moment: Callable[[], float],
        trust_proxy: bool = False,
    ) -> None:
        self.application = application
        self.store = store
        self.clock = clock
        self.next_moment = next_moment
        self.trust_proxy = trust_proxy
        self._waits_until = 0.0

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key = key_of(environ, trust_proxy=self.trust_proxy)
        if key is None:
            return self.application(environ, start_response)
        digest = key.digest
        answer = self.store.get(digest)
        if answer is None or not self._is_fresh(answer):
            if environ["REQUEST_METHOD"] == "HEAD" and answer is None:
                return self.application(environ, start_response)
            renewed = self._renewed(digest, key, environ, answer)
            if isinstance(renewed, Recorded):
                start_response(renewed.status, renewed.headers)
                return renewed.body
            answer = renewed
        return give(answer, environ, start_response, is_stale=not self._is_fresh(answer))

    def _is_fresh(self, answer: Answer) -> bool:
        return (
            answer.content == self.clock.now()
            and time() < answer.until
            and not (self.clock.is_due() and self._waits_until < time())
        )

    def _renewed(
        self, digest: str, key: Key, environ: dict, old: Answer | None
    ) -> Answer | Recorded:
        """A fresh copy; while somebody else makes one, the present copy if it is of the
        present content; the last good copy if there can be no other."""
        self._look_at_moments()
        may_wait = old is None or old.content != self.clock.now()
        with rendering(self.store.folder, digest, may_wait=may_wait) as is_ours:
            if not is_ours:
                return old
            # Another process may have made it while we waited.
            found = self.store.read(digest)
            if found is not None and self._is_fresh(found):
                return found
            return self._rendered(digest, key, environ, found or old)

    def _rendered(
        self, digest: str, key: Key, environ: dict, old: Answer | None
    ) -> Answer | Recorded:
        # Read before rendering: what changes meanwhile makes this copy old at once.
        content = self.clock.now()
        try:
            recorded = Recorded(self.application, plain_request(environ, key))
        except Exception:
            if old is None:
                raise
            log.exception("A page failed; its last good copy is given.")
            return old
        if recorded.has_failed and old is not None:
            recorded.close()
            return old
        if not recorded.freshness:
            return recorded
        answer = recorded.answer(content)
        self.store.put(digest, answer)
        return answer

    def _look_at_moments(self) -> None:
        if not self.clock.is_due() or time() < self._waits_until:
            return
        seen = self.clock.now()
        try:
            self.clock.looked(seen, self.next_moment())
        except Exception:
            log.exception("Nobody could say when content next comes or goes.")
            self._waits_until = time() + PATIENCE


def plain_request(environ: dict, key: Key) -> dict:
    """The request that everybody would have sent: for the whole page, as nobody."""
    personal = ("HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
    kept = {name: value for name, value in environ.items() if name not in personal}
    return kept | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query}


def give(
    answer: Answer, environ: dict, start_response: Callable, *, is_stale: bool
) -> Iterable[bytes]:
    headers, body = answer.sent(best_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
    headers = _outdated(headers) if is_stale else _aged(headers, answer.made)
    tag = next(value for name, value in headers if name == "ETag")
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if asked and answer.status.startswith("200") and matches(asked, tag):
        start_response("304 Not Modified", unchanged(headers))
        return []
    start_response(answer.status, headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _aged(headers: Headers, made: float) -> Headers:
    """Others count the freshness from when the answer was made (RFC 9111, 5.1)."""
    return [*headers, ("Age", str(max(0, int(time() - made))))]


def _outdated(headers: Headers) -> Headers:
    kept = [pair for pair in headers if pair[0].lower() != "cache-control"]
    return [*kept, ("Cache-Control", STALE_CONTROL)]


LOCKS = [Lock() for _number in range(256)]


@contextmanager
def rendering(folder: Path, digest: str, *, may_wait: bool) -> Iterator[bool]:
    """Alone with a page, among the threads of this process and the other processes.

    Yields False at once where somebody else is at it and `may_wait` is not set. Pages
    share 256 locks, so a page may wait for another one now and then.
    """
    lock = LOCKS[int(digest[:2], 16)]
    if not lock.acquire(blocking=may_wait):
        yield False
        return
    try:
        with _held(folder / "locks" / digest[:2], may_wait=may_wait) as is_ours:
            yield is_ours
    finally:
        lock.release()


@contextmanager
def _held(path: Path, *, may_wait: bool) -> Iterator[bool]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("wb")
    except OSError:  # a full or read-only disk keeps nobody from reading
        yield True
        return
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if may_wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
            return
        yield True

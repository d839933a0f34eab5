"""Public pages before Django: the same for everybody, fresh at once, there in any case."""

import io
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass
from time import monotonic, time

from bluecampaign.translation.paths import split

from ..kept import CONTENT, FOR_ONE
from ..rooms import Room
from .answers import Answer
from .clock import ContentClock
from .giving import give, give_up, pass_on
from .keys import Key, is_page, key_of
from .recording import Recorded
from .renderings import Renderings
from .store import Store

log = logging.getLogger(__name__)
# A page that was given so many times is worth the work of making it small.
OFTEN = 3
# Seconds that a page is fresh while nobody would tell us of a change on another machine.
ALONE = 10.0
# Pages that are made at once for one reader each, and those that wait for that. A few of the
# threads of a worker are left for all others.
AT_ONCE, WAITING = 4, 24


def uncounted(kind: str) -> None:
    """Nobody wants to know what became of pages."""


def one_machine() -> bool:
    """There is no other machine to be in touch with."""
    return True


@dataclass(frozen=True)
class Patience:
    """Seconds that are waited: for a newer copy of a page that there is one of, for a page
    that there is none of, until something that was too slow is waited for again, and for
    one's turn where a page is kept by nobody."""

    newer: float = 2.0
    first: float = 15.0
    rest: float = 5.0
    turn: float = 3.0


class PageCache:
    """A WSGI callable in front of another one.

    Guarantees: an answer that is not marked for everybody is never kept; after
    `clock.changed()` no process gives an older copy, unless the application fails or is
    too slow; a page is rendered once at a time; whoever asks for a page that was ever kept
    gets its last good copy when there can be no other, and for other pages the page of
    `keep_excuse`, within the times of `patience`.

    `next_moment` says when content next comes or goes by itself, as seconds since 1970;
    `in_touch` whether a change on another machine moves our clock: while it would not,
    a page is fresh for ALONE seconds and nobody else may keep it for long; `counted` is told
    what became of each page: kept, rendered, stale or excused.
    """

    def __init__(
        self,
        application: Callable,
        store: Store,
        clock: ContentClock,
        *,
        next_moment: Callable[[], float],
        in_touch: Callable[[], bool] = one_machine,
        trust_proxy: bool = False,
        patience: Patience | None = None,
        counted: Callable[[str], None] = uncounted,
    ) -> None:
        self.application = application
        self.store = store
        self.clock = clock
        self.next_moment = next_moment
        self.in_touch = in_touch
        self.trust_proxy = trust_proxy
        self.patience = patience or Patience()
        self.counted = counted
        self._renderings = Renderings(store.folder / "locks")
        self._room = Room(AT_ONCE, waiting=WAITING, patience=self.patience.turn)
        self._slow_until = self._unknown_until = 0.0

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        key = key_of(environ, trust_proxy=self.trust_proxy)
        if key is None:
            return self._unkept(environ, start_response)
        answer = self.store.get(key.digest)
        if answer is not None and self.is_fresh(answer):
            answer.given += 1
            if answer.given == OFTEN and not answer.is_dense:
                self.store.wish(key.digest)
            self.counted("kept")
            return give(answer, environ, start_response, is_brief=not self.in_touch())
        found = self._renewed(key, environ, answer)
        if isinstance(found, Recorded) and not (found.has_failed and self._excuse(key.path)):
            return pass_on(found, environ, start_response)
        if found is None or isinstance(found, Recorded):
            # In the reader's language, where the page of the failure may have none.
            if found is not None:
                found.close()
            self.counted("excused")
            return give_up(self._excuse(key.path), environ, start_response)
        is_stale = not self.is_fresh(found)
        self.counted("stale" if is_stale else "rendered")
        is_brief = is_stale or not self.in_touch()
        return give(found, environ, start_response, is_brief=is_brief)

    def is_fresh(self, answer: Answer) -> bool:
        return (
            answer.content == self.clock.now()
            # A clock that was put back must not make anything last for days.
            and answer.made <= time() < answer.until
            and (self.in_touch() or time() < answer.made + ALONE)
            and not (self.clock.is_due() and self._unknown_until < monotonic())
        )

    def renew(self, environ: dict, *, is_asked: bool = True) -> None:
        """Make sure that a page is kept and fresh; and small, if it is asked for."""
        key = key_of(environ, trust_proxy=self.trust_proxy)
        if key is not None:
            answer = self.store.get(key.digest)
            if answer is None or not self.is_fresh(answer):
                self._renewed(key, environ, answer)
            if is_asked:
                self.store.wish(key.digest)

    def keep_excuse(self, language: str, environ: dict) -> None:
        """Keep what the application answers as the page of a language that is given when
        there is no other."""
        content, digest = self.clock.now(), _excuse_for(language).digest
        kept = self.store.read(digest)
        if kept is None or kept.content != content:
            recorded = Recorded(self.application, plain_request(environ, ""))
            if recorded.is_whole:
                self.store.put(digest, recorded.answer(_excuse_for(language), content))
            else:
                recorded.close()

    def _excuse(self, path: str) -> Answer | None:
        language, _path = split(path)
        return self.store.get(_excuse_for(language).digest)

    def look_at_moments(self) -> None:
        """Learn when content next comes or goes, if a moment has passed."""
        if not self.clock.is_due() or monotonic() < self._unknown_until:
            return
        seen = self.clock.now()
        try:
            self.clock.looked(seen, self.next_moment())
        except Exception:
            log.exception("Nobody could say when content next comes or goes.")
            self._unknown_until = monotonic() + self.patience.rest

    def _renewed(self, key: Key, environ: dict, old: Answer | None) -> Answer | Recorded | None:
        """A fresh copy; while somebody else makes one, the present copy if it is of the
        present content; the last good copy if there can be no other."""
        if old is not None and self.store.is_forgotten(key.digest):
            old = None
        is_slow = monotonic() < self._slow_until
        if is_slow and (old is not None or self._renderings.is_full):
            return old
        request = plain_request(environ, key.query)
        job, is_ours = self._renderings.start(key.digest, lambda: self._rendered(key, request, old))
        if not is_ours and old is not None and old.content == self.clock.now():
            return old
        try:
            found = job.result(self.patience.first if old is None else self.patience.newer)
        except TookTooLong:
            log.error("A page was not ready in time.")
            self._slow_until = monotonic() + self.patience.rest
            return old
        except Exception:
            log.exception("A page failed.")
            return old
        if isinstance(found, Recorded) and not is_ours:
            # It can be read only once, by whoever began it.
            return Recorded(self.application, self._shared(request))
        return found

    def _unkept(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """A page for one reader waits for its turn: more at once are no quicker, and take
        more memory. Whatever is no public page goes its way."""
        if not is_page(environ):
            return self.application(environ, start_response)
        if not self._room.enter():
            self.counted("excused")
            return give_up(self._excuse(environ["PATH_INFO"]), environ, start_response)
        try:
            return self.application(self._shared(environ), start_response)
        finally:
            self._room.leave()

    def _shared(self, environ: dict) -> dict:
        """What is kept by nobody is made all the same of what all pages share."""
        self.look_at_moments()
        return environ | {CONTENT: self._known(self.clock.now()), FOR_ONE: True}

    def _known(self, content: int) -> int | None:
        """While no change of another machine moves our clock, what pages share is read
        afresh."""
        return content if self.in_touch() else None

    def _rendered(self, key: Key, request: dict, old: Answer | None) -> Answer | Recorded:
        self.look_at_moments()
        # Another process may have made it while we waited.
        found = self.store.read(key.digest) or old
        if found is not None and self.is_fresh(found):
            return found
        # Read before rendering: what changes meanwhile makes this copy old at once.
        content = self.clock.now()
        recorded = Recorded(self.application, request | {CONTENT: self._known(content)})
        if recorded.has_failed and found is not None:
            recorded.close()
            return found
        if not recorded.freshness:
            if not recorded.has_failed:
                # It is gone or nobody's any more: what was kept must not come back.
                self.store.forget(key.digest)
            return recorded
        answer = recorded.answer(key, content)
        if found is not None and found.is_dense and found.plain == answer.plain:
            answer = answer.with_body(found.packed_body)
        self.store.put(key.digest, answer)
        return answer


def plain_request(environ: dict, query: str) -> dict:
    """The request that everybody would have sent: for the whole page, as nobody. It does
    not end with the connection that it came by."""
    personal = ("HTTP_COOKIE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
    personal += ("HTTP_USER_AGENT", "HTTP_REFERER")
    kept = {name: value for name, value in environ.items() if name not in personal}
    return kept | {"REQUEST_METHOD": "GET", "QUERY_STRING": query, "wsgi.input": io.BytesIO()}


def _excuse_for(language: str) -> Key:
    return Key("", False, f"excuse:{language}", "")

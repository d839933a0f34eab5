"""Keeps the pages that matter most ready, and every kept page as small as it can be."""

import logging
from collections.abc import Callable
from itertools import product
from threading import Event, Thread
from urllib.parse import urlsplit

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize

from ..asking import request_at
from .cache import PageCache, plain_request
from .keys import Key
from .purging import Purge
from .recording import Recorded
from .renderings import held

log = logging.getLogger(__name__)
PAUSE = 1.0


# Pages that must be there whatever happens, in every language.
ESSENTIAL = ("/", "/get-help/", "/hotlines/", "/numbers/")
# After a change so many of the other pages are renewed, so many at a time.
MOST, FEW = 5000, 20
# What is given when there is no other page.
EXCUSE = "/unavailable/"


class Keeper:
    """A thread of a worker. One worker at a time does the work, for all.

    `origin` is what readers call the site: its scheme and host are those of the pages
    that are made ready. `purge` tells caches in front of each change, and again until
    they have taken it.
    """

    def __init__(self, cache: PageCache, origin: str, purge: Purge | None = None) -> None:
        self.cache = cache
        self.purge = purge
        self.origin = origin
        self._seen = self._done = 0
        self._left: list[Key] = []
        self._ended = Event()

    def start(self) -> None:
        Thread(target=self._work, name="keeper", daemon=True).start()

    def end(self) -> None:
        self._ended.set()

    def rehearse(self, application: Callable) -> None:
        """Render pages in every language: templates, translations and addresses are then in
        memory, for all processes that are forked from this one. What is given when there is
        no other page is kept before anybody can ask for one; the other one is dropped."""
        Recorded(application, plain_request(self._request("/"), "")).close()
        for code in CODES:
            self._keep_excuse(code)

    def _work(self) -> None:
        while not self._ended.wait(PAUSE):
            try:
                self.look()
            except Exception:
                log.exception("The pages that matter most could not be made ready.")

    def look(self) -> None:
        """Renew what has to be there, once the content has been still for a moment, then
        the other pages, and make small what is asked for often."""
        self.cache.look_at_moments()
        now = self.cache.clock.now()
        is_still, self._seen = now == self._seen, now
        if now != self._done:
            with held(self.cache.store.folder / "locks" / "keeper", may_wait=False) as is_ours:
                if is_ours:
                    self._tell(now)
                if is_ours and is_still:
                    self._renew_all(now)
        else:
            self._renew_some()
        self._make_dense()

    def _tell(self, now: int) -> None:
        if self.purge is None or not self.purge.is_due(now):
            return
        try:
            self.purge.send(now)
        except OSError as error:
            log.error("A cache in front was not told of a change, and will be: %s", error)

    def _renew_all(self, now: int) -> None:
        for code in CODES:
            self._keep_excuse(code)
        for path, code in product(ESSENTIAL, CODES):
            if self._ended.is_set() or self.cache.clock.now() != now:
                return
            self.cache.renew(self._request(localize(path, code)))
        if self.purge is None or not self.purge.is_due(now):
            self._done = now
            host = urlsplit(self.origin).netloc.lower()
            self._left = [key for key in self.cache.store.older(now, MOST) if key.host == host]

    def _keep_excuse(self, code: str) -> None:
        self.cache.keep_excuse(code, self._request(localize(EXCUSE, code)))

    def _renew_some(self) -> None:
        """Pages of an older content hold older numbers, and would be given if rendering
        failed: a few at a time, so that readers do not wait for it."""
        some, self._left = self._left[:FEW], self._left[FEW:]
        for key in some:
            if not self._ended.is_set():
                self.cache.renew(self._request(key.path, key.query), is_asked=False)

    def _request(self, path: str, query: str = "") -> dict:
        return request_at(self.origin, path, query) | {"HTTP_ACCEPT_ENCODING": "br"}

    def _make_dense(self) -> None:
        store = self.cache.store
        for digest in store.loose():
            if self._ended.is_set():
                return
            # Nobody renews it meanwhile, or the older one would take its place.
            with held(store.folder / "locks" / digest[:2]):
                answer = store.read(digest)
                if answer is not None and not answer.is_dense:
                    store.put(digest, answer.dense())

"""Politeness towards other sites: their robots.txt, and a pause between two requests."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from .fetching import Fetcher, Forbidden

LONGEST_PAUSE = 30.0


class Manners:
    """Knows which addresses a site lets us ask, and when it may be asked again."""

    def __init__(
        self, fetcher: Fetcher, delay: float, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self.fetcher = fetcher
        self.delay = delay
        self.wait = wait
        self._rules: dict[str, RobotFileParser | None] = {}
        self._last: dict[str, float] = {}
        fetcher.before = self.pause

    def allows(self, address: str) -> bool:
        """Whether the site's robots.txt lets us in; a site without one does."""
        rules = self._rules_of(address)
        return rules is None or rules.can_fetch(self.fetcher.agent, address)

    def pause(self, address: str) -> None:
        """Wait until the host of an address may be asked again."""
        host = urlsplit(address).netloc
        since = time.monotonic() - self._last.get(host, float("-inf"))
        if since < (pause := self._pause_of(address)):
            self.wait(pause - since)
        self._last[host] = time.monotonic()

    def _pause_of(self, address: str) -> float:
        rules = self._rules.get(_origin(address))
        asked = rules.crawl_delay(self.fetcher.agent) if rules else None
        return min(max(self.delay, float(asked or 0)), LONGEST_PAUSE)

    def _rules_of(self, address: str) -> RobotFileParser | None:
        origin = _origin(address)
        if origin not in self._rules:
            self._rules[origin] = self._read(origin)
        return self._rules[origin]

    def _read(self, origin: str) -> RobotFileParser | None:
        try:
            answer = self.fetcher.read(f"{origin}/robots.txt")
        except Forbidden:
            return None
        if answer.status != 200:
            return None
        rules = RobotFileParser()
        rules.parse(answer.body.decode("utf-8", "replace").splitlines())
        # Without this it answers "no" to everything, as if nothing had been read.
        rules.modified()
        return rules


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"

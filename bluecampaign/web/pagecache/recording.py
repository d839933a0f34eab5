"""What an application answers, taken apart: whether it may be kept, and what of it."""

import re
from collections.abc import Callable, Iterable
from time import time

from .answers import Answer, Headers
from .keys import Key

# More than any page has; what is larger goes its way unkept.
LARGEST = 1024 * 1024
KEPT_STATUSES = ("200", "301")
MAX_AGE = re.compile(r"\bmax-age=(\d+)")


class Recorded:
    """The answer of an application to one request, not yet sent."""

    def __init__(self, application: Callable, environ: dict) -> None:
        self.status, self.headers = "", []
        self.body: Iterable[bytes] = application(environ, self._started)

    def _started(self, status: str, headers: Headers, exc_info=None) -> None:
        self.status, self.headers = status, headers

    @property
    def is_whole(self) -> bool:
        return self.status.startswith("200")

    @property
    def has_failed(self) -> bool:
        return self.status.startswith("5")

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def freshness(self) -> int:
        """For how many seconds everybody may keep it; 0 for what is not for everybody."""
        control = self.header("cache-control")
        found = MAX_AGE.search(control)
        is_for_all = "public" in control and not self.header("set-cookie")
        fits = int(self.header("content-length") or LARGEST + 1) <= LARGEST
        may = self.status.startswith(KEPT_STATUSES) and is_for_all and fits
        return int(found[1]) if may and found else 0

    def answer(self, key: Key, content: int) -> Answer:
        """Everything of it, to be kept. It is read to its end and closed."""
        now = time()
        body = b"".join(self.body)
        self.close()
        kept = [(name, value) for name, value in self.headers if name.lower() != "date"]
        encoding = self.header("content-encoding")
        until = now + self.freshness
        facts = {"content": content, "made": now, "until": until}
        return Answer.of(key, self.status, kept, body, encoding, **facts)

    def close(self) -> None:
        close = getattr(self.body, "close", None)
        if close:
            close()

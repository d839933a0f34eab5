"""What is the same on every page of one content, worked out once in each process.

It holds only while a page is rendered for the page cache, as nobody, from published
content: `rendering(number)` says of which. Everywhere else (the office, previews,
commands, tests) everything is worked out each time.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import TypeVar

Made = TypeVar("Made")
# The name in a WSGI environment under which the page cache says the content's number.
CONTENT = "bluecampaign.content"
# More than pages in thirteen languages have in common.
MOST = 3000
_content: ContextVar[int | None] = ContextVar("content", default=None)


class _Kept:
    """The things of one content; another content begins with none."""

    def __init__(self) -> None:
        self.number = 0
        self.things: dict[Hashable, object] = {}
        self._lock = Lock()

    def of(self, number: int) -> dict[Hashable, object] | None:
        """None for a content that is older than what is kept."""
        if number != self.number:
            with self._lock:
                if number > self.number:
                    self.number, self.things = number, {}
        return self.things if number == self.number else None


_kept = _Kept()


@contextmanager
def rendering(number: int | None) -> Iterator[None]:
    """Pages that are rendered in this block are of the content with this number."""
    token = _content.set(number)
    try:
        yield
    finally:
        _content.reset(token)


def kept(key: Hashable, make: Callable[[], Made]) -> Made:
    """What `make` gives, remembered under a key that names everything it depends on but
    the content. Nobody may change it afterwards. What raises is not remembered."""
    number = _content.get()
    things = _kept.of(number) if number is not None else None
    if things is None:
        return make()
    if key not in things:
        if len(things) >= MOST:
            things.clear()
        things[key] = make()
    return things[key]

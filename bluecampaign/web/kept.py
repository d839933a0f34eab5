"""What is the same on every page of one content, worked out once in each process.

It holds only while a public page is rendered, as nobody, from published content:
`rendering(number)` says of which. Everywhere else (the office, previews, commands, tests)
everything is worked out each time.

A page for one reader, who searches or carries a list, is made of what all pages share. What
such a page adds may be of use to others, but no word and no list of that reader stays.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import TypeVar

Made = TypeVar("Made")
Key = TypeVar("Key", bound=Hashable)
# The names in a WSGI environment under which the page cache says the content's number, None
# where nobody could tell that it changed; and whether the page is for one reader.
CONTENT, FOR_ONE = "bluecampaign.content", "bluecampaign.for_one"
# Characters of what was asked for last that are kept at least, and twice as many at most:
# more than pages in thirteen languages have in common.
MOST = 1_500_000
# What is not a text counts as so many.
USUAL = 500
NOTHING = object()
_content: ContextVar[int | None] = ContextVar("content", default=None)
_is_for_one: ContextVar[bool] = ContextVar("is_for_one", default=False)


class _Things:
    """What was asked for last, newer and older: the older go when the newer are many."""

    def __init__(self) -> None:
        self.newer: dict[Hashable, tuple[object, int]] = {}
        self.older: dict[Hashable, tuple[object, int]] = {}
        self.weight = 0

    def find(self, key: Hashable):
        """What is remembered under a key, or NOTHING."""
        found = self.newer.get(key)
        if found is None:
            found = self.older.get(key)
            if found is None:
                return NOTHING
            self.put(key, *found)
        return found[0]

    def put(self, key: Hashable, thing: object, weight: int) -> None:
        if self.weight > MOST:
            self.newer, self.older, self.weight = {}, self.newer, 0
        self.newer[key] = thing, weight
        self.weight += weight


def usual_weight(thing: object) -> int:
    return len(thing) if isinstance(thing, str) else USUAL


class _Kept:
    """The things of one content; another content begins with none."""

    def __init__(self) -> None:
        self.number = 0
        self.things = _Things()
        self._lock = Lock()

    def of(self, number: int) -> _Things | None:
        """None for a content that is older than what is kept."""
        if number != self.number:
            with self._lock:
                if number > self.number:
                    self.number, self.things = number, _Things()
        return self.things if number == self.number else None


_kept = _Kept()


@contextmanager
def rendering(number: int | None, *, is_for_one: bool = False) -> Iterator[None]:
    """Pages that are rendered in this block are of the content with this number, and for
    everybody or for one reader."""
    content, for_one = _content.set(number), _is_for_one.set(is_for_one)
    try:
        yield
    finally:
        _content.reset(content)
        _is_for_one.reset(for_one)


@contextmanager
def for_one_reader() -> Iterator[None]:
    """What is drawn in this block holds words of whoever asked, on a page for everybody."""
    with rendering(_content.get(), is_for_one=True):
        yield


def _things() -> _Things | None:
    """Where things are remembered now; None where nothing is."""
    number = _content.get()
    return _kept.of(number) if number is not None else None


def kept(
    key: Hashable,
    make: Callable[[], Made],
    weight: Callable[[Made], int] = usual_weight,
    *,
    may_tell: bool = False,
) -> Made:
    """What `make` gives, remembered under a key that names everything it depends on but
    the content. Nobody may change it afterwards. What raises is not remembered. What is
    large says its `weight`, in characters. Where a key may hold what a reader typed, it
    `may_tell`, and is not remembered from a page for one reader."""
    things = _things()
    if things is None:
        return make()
    found = things.find(key)
    if found is NOTHING:
        found = make()
        if not (may_tell and _is_for_one.get()):
            things.put(key, found, weight(found))
    return found


def is_keeping() -> bool:
    """Whether what is made now is of use to other pages."""
    return _things() is not None


def kept_each(
    name: Hashable,
    keys: Iterable[Key],
    make: Callable[[list[Key]], dict[Key, Made]],
    weight: Callable[[Made], int] = usual_weight,
) -> dict[Key, Made]:
    """The same for each of some keys, in their order. `make(missing)` is asked once for all
    that are not remembered under this name; what it has nothing for is left out."""
    things, wanted = _things(), list(keys)
    known = {key: things.find((name, key)) if things else NOTHING for key in wanted}
    missing = [key for key, thing in known.items() if thing is NOTHING]
    made = make(missing) if missing else {}
    if things:
        for key, thing in made.items():
            things.put((name, key), thing, weight(thing))
    known |= made
    return {key: thing for key, thing in known.items() if thing is not NOTHING}

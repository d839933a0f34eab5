"""How much may be asked at once, so that nobody can take the site away from others.

Kept pages, help pages and every other page that only reads are never limited. What is:
the search, archives, files that are sent for long, shared previews, the sign-in, and how many
pages of staff are answered at once.

Two limits stand beside each other. A sender may ask so often in a minute. And of all
senders together only so many are answered at once in a process, so that threads for the
other pages are always left, however many addresses a flood comes from.
"""

import secrets
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from math import ceil
from threading import Lock
from time import monotonic, perf_counter

from django.http import HttpResponse
from django.utils.translation import get_language

from .busy import refusal
from .metrics import counts as metrics
from .rooms import Room
from .senders import network_of, sender_of

MINUTE = 60.0
# More than ever ask in a minute; those beyond are bounded by the rooms alone.
MOST_SENDERS = 50_000


class Counts:
    """How often each sender asked in the present minute.

    It holds no address: only digests under a random key that is written down nowhere.
    Key and digests are thrown away with the minute, so nothing leads from one minute to
    the next, or to anybody.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._ends = 0.0
        self._begin()

    def _begin(self) -> None:
        self._key = secrets.token_bytes(32)
        self._seen: dict[bytes, int] = {}

    def wait(self, name: str, sender: str, most: int) -> int:
        """Count one more; 0 if it may be, else the seconds until the next may be."""
        with self._lock:
            now = self._clock()
            if now >= self._ends:
                self._begin()
                self._ends = now + MINUTE
            words = f"{name}\0{sender}".encode("utf-8", "surrogatepass")
            digest = blake2b(words, key=self._key, digest_size=12).digest()
            seen = self._seen.get(digest, 0)
            if seen >= most:
                return max(1, ceil(self._ends - now))
            if seen or len(self._seen) < MOST_SENDERS:
                self._seen[digest] = seen + 1
            return 0


# Answers that take a processor: short ones, so a few at a time are the quickest for all.
THINKING = Room(3, waiting=3)
# Answers that take a thread for as long as somebody's connection is slow.
SENDING = Room(6)
# Pages of staff: one that saves may wait for another one's save, and holds its thread.
WORKING = Room(4, waiting=12, patience=20.0)
ROOMS = (THINKING, SENDING, WORKING)


@dataclass(frozen=True, slots=True)
class Rule:
    """`each_minute` is for one sender in one process; 0 is no limit of that kind. `again` are
    the seconds after which somebody whom there was no room for may try again."""

    name: str
    each_minute: int
    room: Room
    is_for_scripts: bool = False
    again: int = 1
    template: str = "busy.html"


# A shelter, a school or a library is one address. Thirty people who each search ten
# times and type all the while stay below these.
SEARCH = Rule("search", 300, THINKING)
SUGGEST = Rule("suggest", 1800, THINKING, is_for_scripts=True)
DOWNLOAD = Rule("download", 300, THINKING)
PREVIEW = Rule("preview", 60, THINKING)
# Names tried, whatever the name: django-axes locks one name, this slows a list of them.
SIGN_IN = Rule("sign-in", 30, THINKING)
# A sheet that is set with somebody's own mark.
MARK = Rule("mark", 20, THINKING)
READINESS = Rule("readiness", 240, THINKING, is_for_scripts=True)
ARCHIVE = Rule("archive", 60, SENDING)
FILE = Rule("file", 0, SENDING)
STAFF = Rule("staff", 0, WORKING, again=5, template="admin/busy.html")

counts = Counts()


def limited(
    rule: Rule,
    *,
    when: Callable | None = None,
    language: Callable | None = None,
    first: Callable[..., bool] | None = None,
):
    """Answer 429 beyond a rule. `when` says of a request and what its address holds
    whether the rule is for it; `language` names that of the reader, where the address
    has it in a place of its own; `first` says who goes before others that wait."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if when is not None and not when(request, **kwargs):
                return view(request, *args, **kwargs)
            wait = _wait(rule, request)
            goes_first = first is not None and first(request)
            if not wait and rule.room.enter(goes_first=goes_first):
                return _in_room(rule, lambda: view(request, *args, **kwargs))
            code = language(**kwargs) if language else get_language()
            return refusal(
                wait or rule.again,
                code,
                is_for_scripts=rule.is_for_scripts,
                template=rule.template,
            )

        wrapped.limited_by = rule
        return wrapped

    return decorate


def is_form(request, **kwargs) -> bool:
    return request.method == "POST"


def _wait(rule: Rule, request) -> int:
    """Who asks from within this process has no address, and needs no limit."""
    sender = network_of(sender_of(request))
    return counts.wait(rule.name, sender, rule.each_minute) if rule.each_minute and sender else 0


def _in_room(rule: Rule, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """The place is taken until an answer is made, or, where it is made while it travels,
    until its last byte is sent or it is given up."""
    begun = perf_counter()
    leave = rule.room.leave
    try:
        response = answer()
        if response.streaming:
            leave = _with_its_end(response, leave)
    finally:
        leave()
    if rule is SEARCH:
        metrics.searched(perf_counter() - begun)
    return response


def _with_its_end(response: HttpResponse, leave: Callable[[], None]) -> Callable[[], None]:
    """Have a place left when an answer is closed or forgotten; nothing is left to do now."""
    end = weakref.finalize(response, leave)
    end.atexit = False
    response._resource_closers.append(end)
    return lambda: None

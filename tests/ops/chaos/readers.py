"""Readers who ask for pages that were seen before, and look at what they get."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from threading import Event, Lock, Thread
from urllib.parse import urlsplit

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize

from .marked import marks_in, slug_of

PATHS = ("/get-help/", "/resources/", "/every-kind-of-block/")
PATIENCE, PAUSE, SHOWN = 30, 0.05, 5
# What the site says of a last good copy that it could not make anew.
STALE_CONTROL = "public, max-age=30"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int  # 0 for none
    heads: dict[str, str]
    text: str
    seconds: float

    @property
    def is_marked_stale(self) -> bool:
        """Whether it says of itself that it is the last good copy."""
        return self.heads.get("Cache-Control") == STALE_CONTROL


def ask(origin: str, path: str, sender: str = "127.0.0.1") -> Answer:
    """One request on a connection of its own, from one of the addresses of this machine."""
    began, place = time.monotonic(), urlsplit(origin)
    line = HTTPConnection(
        place.hostname or "", place.port, timeout=PATIENCE, source_address=(sender, 0)
    )
    try:
        line.request("GET", path)
        answer = line.getresponse()
        text = answer.read().decode(errors="replace")
        return Answer(answer.status, dict(answer.headers), text, time.monotonic() - began)
    except (OSError, HTTPException):
        return Answer(0, {}, "", time.monotonic() - began)
    finally:
        line.close()


def newly_made(origin: str, path: str) -> Answer:
    """A page as it is now, after some patience: of a machine that is busy one may get a
    last good copy, which says so."""
    end = time.monotonic() + PATIENCE
    while (got := ask(origin, path)).is_marked_stale and time.monotonic() < end:
        time.sleep(0.2)
    return got


def addresses_of(number: int) -> list[str]:
    """The page of a writer in every language."""
    return [localize(f"/{slug_of(number)}/", code) for code in CODES]


@dataclass
class Readers:
    """`floor` says which revision of a writer's page was acknowledged by now; -1 is none."""

    origin: str
    writers: int
    floor: Callable[[int], int]
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    slowest: float = 0.0
    seen: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _ended: Event = field(default_factory=Event)
    _threads: list[Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pages = {localize(path, code): -1 for path in PATHS for code in CODES}
        for number in range(self.writers):
            self.pages |= dict.fromkeys(addresses_of(number), number)

    def unseen(self) -> list[str]:
        """Pages that do not answer 200, once each of them has been asked for."""
        return [path for path in self.pages if ask(self.origin, path).status != 200]

    def without_new_copy(self, paths: list[str]) -> list[str]:
        """Those of which only a last good copy is to be had, or nothing."""
        found = {path: ask(self.origin, path) for path in paths}
        return [p for p, got in found.items() if got.status != 200 or got.is_marked_stale]

    def start(self, people: int) -> None:
        for number in range(people):
            self._threads.append(Thread(target=self._read, args=(number,), daemon=True))
            self._threads[-1].start()

    def stop(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _read(self, number: int) -> None:
        paths, chance = list(self.pages), random.Random(number)
        while not self._ended.wait(PAUSE):
            path = chance.choice(paths)
            floor = self.floor(self.pages[path])
            got = ask(self.origin, path, f"127.0.2.{number + 1}")
            self._note(path, got, floor)

    def _note(self, path: str, got: Answer, floor: int) -> None:
        kind = _kind(got)
        with self._lock:
            self.counts["asked"] += 1
            self.counts[kind] += 1
            self.slowest = max(self.slowest, got.seconds)
            for trouble in _troubles(got, floor, is_marked=self.pages[path] >= 0):
                self.counts[trouble] += 1
                if len(self.seen) < SHOWN:
                    marks = sorted(marks_in(got.text))
                    self.seen.append(
                        f"{trouble}: {path} answered {got.status} with revisions {marks}, "
                        f"acknowledged {floor}"
                    )


KINDS = ("asked", "whole", "silent", "failed", "other", "halves", "older")


def _kind(got: Answer) -> str:
    return {0: "silent", 200: "whole"}.get(got.status, "other")


def _troubles(got: Answer, floor: int, *, is_marked: bool) -> list[str]:
    """Promises that an answer breaks."""
    if got.status >= 500:
        return ["failed"]
    if got.status != 200 or not is_marked:
        return []
    marks = marks_in(got.text)
    if len(marks) != 1:
        return ["halves"]
    return ["older"] if max(marks) < floor and not got.is_marked_stale else []

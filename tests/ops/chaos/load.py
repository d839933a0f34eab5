"""A site with readers and writers at work, while something happens to it."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import product
from threading import Event, Thread

import psycopg

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize

from .marked import PAGES, marks_in, name_of, slug_of
from .outcome import Outcome
from .patience import LONGEST, waited
from .readers import Readers, addresses_of, ask, newly_made
from .running import Running
from .writers import Refused, Writer

PAUSE = 0.5
# Pages of so many writers are read all the time; those of all of them at the end.
WATCHED = 2
# Of the pages each ninth is waited for: some in each language.
EVERY = 9
SNAPSHOTS = "SELECT comment, CAST(snapshot AS TEXT) FROM publishing_version WHERE comment <> ''"
TITLES = "SELECT slug, title_en FROM awareness_page WHERE slug LIKE 'marked-%'"


@dataclass
class Load:
    site: Running
    outcome: Outcome
    people: int = 3
    reading: int = 4
    # Where readers ask; the site itself if nothing stands in front of it.
    front: str = ""
    patience: float = LONGEST
    writers: list[Writer] = field(default_factory=list)
    _rest: Event = field(default_factory=Event)
    _ended: Event = field(default_factory=Event)
    _threads: list[Thread] = field(default_factory=list)
    _idle: dict[int, bool] = field(default_factory=dict)
    _refused: int = 0

    def __post_init__(self) -> None:
        self.writers = [Writer(self.site.origin, number) for number in range(self.people)]
        self.readers = Readers(
            self.front or self.site.origin, min(self.people, WATCHED), self.acknowledged
        )
        unseen = product(range(self.people, PAGES), CODES)
        self._unseen: Iterator[str] = (localize(f"/{slug_of(n)}/", code) for n, code in unseen)

    def acknowledged(self, number: int) -> int:
        """The newest revision of a page that the site said is public; -1 for none."""
        if number < 0:
            return -1
        public = [edit.revision for edit in self.writers[number].acknowledged if edit.is_public]
        return public[-1] if public else -1

    def start(self) -> None:
        waited("all pages to be seen once", lambda: not self.readers.unseen())
        for writer in self.writers:
            self._threads.append(Thread(target=self._write, args=(writer,), daemon=True))
            self._threads[-1].start()
        self._wait("everybody's first save", lambda: all(w.acknowledged for w in self.writers))
        self.readers.start(self.reading)

    def go_on(self, seconds: float) -> None:
        time.sleep(seconds)

    def at_random(self, least: float, most: float) -> None:
        time.sleep(random.uniform(least, most))

    def rest(self) -> None:
        """Writers come to the end of what they are doing and wait."""
        self._rest.set()
        self._wait("the writers to rest", lambda: all(self._idle.values()))

    def work(self) -> None:
        self._rest.clear()

    def recover(self) -> None:
        """Wait until all is well again, and remember how long it took."""
        began = time.monotonic()
        before = {w.number: len(w.acknowledged) for w in self.writers}
        self._wait("a page that nobody had asked for", self._makes_pages)
        self._wait("new copies of pages", self._renews(list(self.readers.pages)[::EVERY]))
        self._wait(
            "staff who can save",
            lambda: all(len(w.acknowledged) > before[w.number] for w in self.writers),
        )
        self.outcome.recovered = max(self.outcome.recovered or 0, time.monotonic() - began)

    def close(self) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()
        self.readers.stop()

    def sum_up(self) -> None:
        """Everything that was acknowledged is looked for, while the site still runs."""
        self.close()
        out, counts = self.outcome, self.readers.counts
        for name in ("asked", "whole", "silent", "failed", "halves", "older"):
            setattr(out, name, counts[name])
        out.slowest, out.refused = self.readers.slowest, self._refused
        out.problems += self.readers.seen
        self.look_back()

    def look_back(self) -> None:
        edits = [edit for writer in self.writers for edit in writer.acknowledged]
        versions = dict(self._ask(SNAPSHOTS))
        lost = [e for e in edits if e.revision not in marks_in(versions.get(e.comment, ""))]
        self.outcome.acknowledged = len(edits)
        self.outcome.found = len(edits) - len(lost)
        self.outcome.problems += [f"lost: {edit.comment}" for edit in lost]
        self.look_at_pages()

    def look_at_pages(self) -> None:
        """Each writer's page is what the database says, in every language, and not older
        than what was acknowledged."""
        titles = dict(self._ask(TITLES))
        for writer in self.writers:
            (stored,) = marks_in(titles[slug_of(writer.number)])
            if stored < self.acknowledged(writer.number):
                self.outcome.problems.append(f"{name_of(writer.number)}: the page went back")
            for path in addresses_of(writer.number):
                shown = marks_in(newly_made(self.site.origin, path).text)
                if shown != {stored}:
                    self.outcome.problems.append(
                        f"{path} shows revisions {sorted(shown)}, the database has {stored}"
                    )

    def _wait(self, what: str, happens: Callable[[], bool]) -> None:
        waited(what, happens, self.patience)

    def _renews(self, left: list[str]) -> Callable[[], bool]:
        """Whether a new copy was had of each page by now: staff go on to publish, so all at
        once are new only for a moment."""

        def renewed() -> bool:
            left[:] = self.readers.without_new_copy(left)
            return not left

        return renewed

    def _makes_pages(self) -> bool:
        return ask(self.site.origin, next(self._unseen)).status == 200

    def _write(self, writer: Writer) -> None:
        while not self._ended.wait(PAUSE):
            self._idle[writer.number] = self._rest.is_set()
            if self._idle[writer.number]:
                continue
            try:
                writer.save()
            except Refused as refused:
                self._refused += 1
                self._ended.wait(refused.wait)

    def _ask(self, question: str) -> list[tuple]:
        if self.site.database:
            with psycopg.connect(self.site.database) as connection:
                return connection.execute(question).fetchall()
        with closing(sqlite3.connect(self.site.file, timeout=20)) as connection:
            return connection.execute(question).fetchall()

"""Numbers about the work of this machine, and about nobody who reads.

How many answers of which kind, how long they took, how long a search took. No address of
a page, no word of anybody, no label that a request could choose: every name is below.

All processes count into one piece of memory that they share since they were forked, each
into a row of its own, so counting takes no lock and no file. What counts is off without
METRICS_PORT.
"""

import mmap
import os
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from time import perf_counter

ROWS = 64
# Seconds up to which an answer counts as so quick.
BOUNDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
# What the page cache did for a page; what became of any request.
PAGES = ("kept", "rendered", "stale", "excused")
ANSWERS = ("ok", "moved", "wrong", "refused", "failed")
# The cells of a row: a process, its pages and answers, then two histograms, each with
# what was slower than all bounds and with its sum in microseconds.
PAGE = {kind: 1 + place for place, kind in enumerate(PAGES)}
ANSWER = {kind: 1 + len(PAGES) + place for place, kind in enumerate(ANSWERS)}
LATENCY = 1 + len(PAGES) + len(ANSWERS)
SEARCH = LATENCY + len(BOUNDS) + 2
WIDTH = SEARCH + len(BOUNDS) + 2
SUM = len(BOUNDS) + 1
BY_CLASS = {"1": "ok", "2": "ok", "3": "moved", "4": "wrong", "5": "failed"}
ANSWER_BY_STATUS = {
    str(status): ANSWER["refused" if status == 429 else BY_CLASS[str(status)[0]]]
    for status in range(100, 600)
}


class Counts:
    def __init__(self) -> None:
        self._cells = memoryview(mmap.mmap(-1, ROWS * WIDTH * 8)).cast("Q")
        self._row = 0

    def begin(self, number: int) -> None:
        """This process is the worker of a number; what its row had before is kept."""
        self._row = number % ROWS * WIDTH
        self._cells[self._row] = os.getpid()

    def page(self, kind: str) -> None:
        """The page cache gave a page: `kept`, `rendered`, `stale` or `excused`."""
        self._cells[self._row + PAGE[kind]] += 1

    def answered(self, status: str, seconds: float) -> None:
        cells, row = self._cells, self._row
        cells[row + ANSWER_BY_STATUS[status[:3]]] += 1
        row += LATENCY
        cells[row + bisect_left(BOUNDS, seconds)] += 1
        cells[row + SUM] += int(seconds * 1e6)

    def searched(self, seconds: float) -> None:
        first = self._row + SEARCH
        self._cells[first + bisect_left(BOUNDS, seconds)] += 1
        self._cells[first + SUM] += int(seconds * 1e6)

    def total(self, cell: int) -> int:
        return sum(self._cells[row * WIDTH + cell] for row in range(ROWS))

    def workers(self) -> int:
        """How many processes that count are there."""
        pids = {self._cells[row * WIDTH] for row in range(ROWS)} - {0}
        return sum(os.path.exists(f"/proc/{pid}") for pid in pids)


counts = Counts()


class Measured:
    """A WSGI callable that counts what another one answers, and how soon."""

    def __init__(self, application: Callable, counts: Counts) -> None:
        self.application = application
        self.counts = counts

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        begun, told = perf_counter(), "500"

        def started(status, headers, *error):
            nonlocal told
            told = status
            return start_response(status, headers, *error)

        try:
            return self.application(environ, started)
        finally:
            self.counts.answered(told, perf_counter() - begun)


def lines(counts: Counts, kept_bytes: int, in_touch: bool | None = None) -> Iterator[str]:
    """All of it in the text format of Prometheus, version 0.0.4. `in_touch` says whether this
    machine hears of the changes of others; None where there are none."""
    yield from _family("pages_total", "counter", "Pages that the page cache gave.")
    yield from (_line("pages_total", counts.total(PAGE[k]), kind=k) for k in PAGES)
    yield from _family("answers_total", "counter", "Answers to requests of any kind.")
    yield from (_line("answers_total", counts.total(ANSWER[k]), kind=k) for k in ANSWERS)
    yield from _histogram(counts, "answer_seconds", LATENCY, "Until an answer begins.")
    yield from _histogram(counts, "search_seconds", SEARCH, "To make a page of results.")
    yield from _family("kept_bytes", "gauge", "Size of the kept pages on disk.")
    yield _line("kept_bytes", kept_bytes)
    yield from _family("workers", "gauge", "Worker processes.")
    yield _line("workers", counts.workers())
    if in_touch is not None:
        yield from _family("in_touch", "gauge", "Whether Redis tells of other machines' changes.")
        yield _line("in_touch", int(in_touch))


def _family(name: str, kind: str, text: str) -> Iterator[str]:
    yield f"# HELP bluecampaign_{name} {text}"
    yield f"# TYPE bluecampaign_{name} {kind}"


def _line(name: str, value: float, **label: str) -> str:
    told = ",".join(f'{key}="{text}"' for key, text in label.items())
    return f"bluecampaign_{name}{{{told}}} {value}" if told else f"bluecampaign_{name} {value}"


def _histogram(counts: Counts, name: str, first: int, text: str) -> Iterator[str]:
    yield from _family(name, "histogram", text)
    total = 0
    for place, bound in enumerate((*map(str, BOUNDS), "+Inf")):
        total += counts.total(first + place)
        yield _line(f"{name}_bucket", total, le=bound)
    yield _line(f"{name}_sum", counts.total(first + SUM) / 1e6)
    yield _line(f"{name}_count", total)

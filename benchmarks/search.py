"""How fast the search answers and indexes, beside two plainer ways of searching.

    python -m benchmarks.search [--sizes 1000 10000 100000] [--queries 300]

Every query is answered with its exact total, the counts of both facets and the first
page of results. "First" is the first time a query is asked after the index changed,
"again" any later time. The plainer ways are `contains` on every column, and one FTS5
table with bm25 and grouped counts.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby, islice, starmap
from operator import attrgetter
from pathlib import Path
from time import perf_counter, process_time

FOLDER = tempfile.TemporaryDirectory(prefix="benchmark-")
os.environ.update(
    DATA_DIR=FOLDER.name,
    DATABASE_URL=f"sqlite:///{FOLDER.name}/search.sqlite3",
    DJANGO_SETTINGS_MODULE="bluecampaign.settings",
)
os.environ.setdefault("SECRET_KEY", "only-for-measuring")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from benchmarks import plainer  # noqa: E402
from benchmarks.corpus import Made, corpus, written  # noqa: E402
from bluecampaign.publishing.models import Status  # noqa: E402
from bluecampaign.search import entries, index, shelves  # noqa: E402
from bluecampaign.search.engines import engine  # noqa: E402
from bluecampaign.search.entries import Entry  # noqa: E402
from bluecampaign.search.models import Change, Generation  # noqa: E402
from bluecampaign.search.query import Query  # noqa: E402

PAGE = 20
SPOKEN = ["en", "es", "zh-hans", "th", "ar", "ko"]


class Item:
    """What the documents of the benchmark are made of: an object in some languages."""

    _meta = Generation._meta
    status, publish_at, unpublish_at = Status.LIVE, None, None

    def __init__(self, number: int, made: Iterable[Made]) -> None:
        self.pk, self.entries = number, [_entry(each) for each in made]


def _entry(made: Made) -> Entry:
    title, summary, body = (
        written(words, made.language) for words in (made.title, made.summary, made.body)
    )
    return Entry(made.language, made.kind, title, summary, f"/{made.number}/", body=body)


def fill(made: list[Made]) -> tuple[float, float]:
    """Index the documents, without reading them from anywhere: the seconds of the
    processor in all, and those of the clock. Two threads work at once."""
    entries.register(Item, attrgetter("entries"))
    connection.cursor().execute("DELETE FROM search_searchdocument")
    Generation.objects.all().delete()
    building = index._begin()
    spent = _Stopwatch()
    items = starmap(Item, groupby(made, attrgetter("number")))
    with engine().in_bulk():
        while batch := list(islice(items, index.BATCH)):
            with spent, transaction.atomic():
                index.store(d for i in batch for d in entries.drafts(i, [building.number]))
    with spent:
        index._swap(building)
        engine().tidy()
    return spent.processor, spent.clock


class _Stopwatch:
    """How long its blocks took together."""

    def __init__(self) -> None:
        self.processor = self.clock = 0.0

    def __enter__(self) -> None:
        self.processor -= process_time()
        self.clock -= perf_counter()

    def __exit__(self, *_error: object) -> None:
        self.processor += process_time()
        self.clock += perf_counter()


def questions(made: list[Made], number: int) -> dict[str, list[Query]]:
    """Queries of each sort, in several languages, from words that documents hold."""
    chance = random.Random(7)
    bands = {code: _bands([m for m in made if m.language == code]) for code in SPOKEN}
    found: dict[str, list[Query]] = {name: [] for name in (*SORTS, "two words", "three words")}
    for turn in range(number):
        code = SPOKEN[turn % len(SPOKEN)]
        for sort in SORTS:
            found[sort].append(Query(chance.choice(bands[code][sort]), code))
        for sort, length in (("two words", 2), ("three words", 3)):
            words = [chance.choice(bands[code][chance.choice(SORTS)]) for _ in range(length)]
            found[sort].append(Query(" ".join(words), code))
    return found


SORTS = ("rare", "middling", "common")


def _bands(made: list[Made]) -> dict[str, list[str]]:
    """Words by how many documents of a language hold them: a few, one in 500 to one in
    50, and the fifty most common ones."""
    counts = Counter(word for m in made for word in {*m.title, *m.summary, *m.body})
    by_number = [word for word, _count in counts.most_common() if len(word) > 1]
    few, many = max(2, len(made) // 500), max(3, len(made) // 50)
    return {
        "rare": [w for w in by_number if counts[w] < few][:3000] or by_number[-50:],
        "middling": [w for w in by_number if few <= counts[w] <= many] or by_number[:50],
        "common": by_number[:50],
    }


def ours(query: Query) -> None:
    answer = query.answer()
    assert answer[0:PAGE] or not answer.total


def timed(ask: Callable[[Query], None], queries: list[Query], clock) -> list[float]:
    times = []
    for query in queries:
        begun = clock()
        ask(query)
        times.append((clock() - begun) * 1000)
    return times


def summary(times: list[float]) -> str:
    high = statistics.quantiles(times, n=100)[98] if len(times) > 1 else times[0]
    return f"{statistics.median(times):7.2f} {high:8.2f}"


def measure(size: int, number: int, slow: int, clock) -> None:
    made = list(corpus(size))
    processor, seconds = fill(made)
    megabytes = Path(FOLDER.name, "search.sqlite3").stat().st_size / 1e6
    print(f"\n{size:,} documents, {megabytes:.0f} MB: indexed {size / seconds:,.0f} in a second")
    print(f"of the clock, {size / processor:,.0f} in a second of one processor")
    print(f"{'':14}{'first':>12}{'':4}{'again':>12}{'':4}{'FTS5, bm25':>12}{'':4}{'contains':>12}")
    print(f"{'ms':14}" + "median      99%" + "  median      99%" * 3, flush=True)
    plainer.build()
    every: dict[str, list[float]] = {}
    for sort, queries in questions(made, number).items():
        Change.objects.create()
        columns = {
            "first": timed(ours, queries, clock),
            "again": timed(ours, queries, clock),
            "bm25": timed(plainer.bm25, queries[:slow], clock),
            "contains": timed(plainer.contains, queries[: max(6, slow // 10)], clock),
        }
        print(f"{sort:14}" + " ".join(summary(times) for times in columns.values()), flush=True)
        for name, times in columns.items():
            every.setdefault(name, []).extend(times)
    print(f"{'all':14}" + " ".join(summary(times) for times in every.values()))
    print(f"Sets remembered: {shelves.kept.bytes / 1e6:.1f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--queries", type=int, default=300, help="of each sort")
    parser.add_argument("--slow", type=int, default=60, help="of each sort, the plainer ways")
    parser.add_argument("--wall", action="store_true", help="the clock, not the processor")
    given = parser.parse_args()
    call_command("migrate", "search", verbosity=0)
    call_command("migrate", "translation", verbosity=0)
    for size in given.sizes:
        measure(size, given.queries, given.slow, perf_counter if given.wall else process_time)


if __name__ == "__main__":
    sys.exit(main())

"""What a page costs, kept and made, beside other ways:  python -m benchmarks.pages

Each contender stands behind the same gunicorn: two workers with 32 threads. They
are asked in turn, round after round, over connections that stay open, and what is printed
is the processor time of all processes of the server for one request, in milliseconds: the
median of the rounds, and how many times that of the first of its group. Then follow the
time of the first answers after a start, by the clock, and the memory.
"""

import argparse
import json
import os
import sqlite3
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.contenders import (
    BROTLI,
    CONNECTIONS,
    OURS,
    PAGE,
    SAME,
    Contender,
    compare,
    line_of,
    memory,
    served,
    settle,
    wait_for,
)
from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from tests.browser.serving import prepare
from tests.ports import free_port

RUSH = 48


def keep_an_answer(folder: Path, port: int) -> None:
    """What the others are to give: the kept page with its heads."""
    line = HTTPConnection("127.0.0.1", port)
    line.request("GET", PAGE, headers=BROTLI)
    answer = line.getresponse()
    own = {"date", "connection", "server", "transfer-encoding"}
    heads = [(name, value) for name, value in answer.getheaders() if name.lower() not in own]
    (folder / "body").write_bytes(answer.read())
    (folder / "heads").write_text(json.dumps(heads))


def kept(folder: Path, stack: ExitStack, rounds: int, requests: int) -> None:
    port, master, _started = stack.enter_context(served(folder, *OURS))
    wait_for(port)
    settle(master)
    keep_an_answer(folder, port)
    contenders = []
    for name, module, path in (
        ("bare WSGI callable, the same bytes", "bare", "/"),
        ("WhiteNoise, the same bytes as a file", "static", "/page.html"),
        ("Django's cache middleware, the same bytes", "cached", "/"),
    ):
        where, pid, _at = stack.enter_context(
            served(folder, *SAME, f"benchmarks.rivals.{module}:application")
        )
        wait_for(where, path)
        contenders.append(Contender(name, where, pid, [path]))
    contenders.insert(1, Contender("ours, kept", port, master, [PAGE]))
    print(f"A kept page ({len((folder / 'body').read_bytes()):,} bytes in brotli)")
    compare(contenders, rounds, requests)


def made(folder: Path, stack: ExitStack, rounds: int, requests: int) -> None:
    port, pid, _at = stack.enter_context(
        served(folder, *SAME, "benchmarks.rivals.cards:application")
    )
    wait_for(port, "/")
    contenders = [Contender("Django's defaults, one query, 20 cards", port, pid, ["/"])]
    ours, master, _at = stack.enter_context(served(folder, *OURS))
    wait_for(ours)
    settle(master)
    pages = {
        "ours, made: home": ["/"],
        "ours, made: list with filters and counts": ["/resources/?kind=poster&language=es"],
        "ours, made: an item": ["/resources/hospitality-toolkit/"],
        "ours, made: all items in all languages": items(folder),
        "ours, made: what is for one audience": ["/resources/for/hospitality/"],
        "ours, made: get help": [PAGE],
        "ours, for one reader: a search": ["/search/?q=visa", "/es/search/?q=hotel"],
        "ours, for one reader: list with hers": ["/resources/?list=BC-001,BC-014"],
    }
    contenders += [Contender(name, ours, master, each, misses=True) for name, each in pages.items()]
    first, alone, _at = stack.enter_context(
        served(folder, *SAME, "benchmarks.rivals.anew:application")
    )
    wait_for(first)
    for name, path in {"home": "/", "item": "/ar/resources/hospitality-toolkit/"}.items():
        contenders.append(Contender(f"ours, nothing shared: {name}", first, alone, [path]))
    print("A page that is made")
    compare(contenders, rounds, requests)


def items(folder: Path) -> list[str]:
    """The pages of the catalogue, as they are made anew after a change."""
    question = "SELECT slug FROM resources_resource WHERE standing != 'withdrawn' ORDER BY id"
    return in_all_languages(folder, question, "/resources/{}/")


def in_all_languages(folder: Path, question: str, address: str) -> list[str]:
    """The addresses of what a question to the database finds, each in all languages."""
    with sqlite3.connect(folder / "site.sqlite3") as database:
        paths = [address.format(name) for (name,) in database.execute(question)]
    return [localize(path, code) for path in paths for code in CODES]


def started(folder: Path, rounds: int) -> None:
    """After a restart: the first kept answer, the first one that is made, the memory; the
    memory after a rush, and once every item was made in every language."""
    first, rendered, held = [], [], []
    # The address of the site is on every page: another port would be another site.
    always = free_port()
    with served(folder, *OURS, port=always) as (port, master, _at):
        wait_for(port)
        settle(master)
    for number in range(rounds):
        with served(folder, *OURS, port=always) as (port, master, at):
            first.append(wait_for(port) - at)
            rendered.append(wait_for(port, f"/resources/?page=2&sort=title&year={number}") - at)
            time.sleep(4)
            for path in ("/", "/resources/", "/search/?q=visa", "/ar/get-help/") * 20:
                wait_for(port, path)
            held.append(memory(master))
            if number == rounds - 1:
                rush(port)
                hurried = memory(master)
                make_all(folder, port, master)
                afterwards = memory(master)
    print("After a start, by the clock")
    print(f"  the first kept page      {statistics.median(first):6.2f} s")
    print(f"  the first that is made   {statistics.median(rendered):6.2f} s")
    parts = [statistics.median(each) for each in zip(*held, strict=True)]
    print("Memory (PSS), MiB")
    after = {
        "some pages": parts,
        f"{RUSH} readers at once": hurried,
        "all items in all languages": afterwards,
    }
    for what, sizes in after.items():
        each = ", ".join(f"{size:.0f}" for size in sizes)
        print(f"  after {what:28}{sum(sizes):6.0f} (master and workers {each})")


def rush(port: int) -> None:
    """So many readers at once search, or carry a list through the catalogue."""

    def ask(number: int) -> None:
        line = line_of(number % RUSH, port)
        path = f"/search/?q=hotel{number}" if number % 2 else f"/resources/?list=BC-{number:03}"
        line.request("GET", path, headers=BROTLI)
        line.getresponse().read()
        line.close()

    with ThreadPoolExecutor(RUSH) as readers:
        list(readers.map(ask, range(RUSH * 8)))


def make_all(folder: Path, port: int, master: int) -> None:
    """Ask for all items in all languages twice, by so many at once that each worker makes
    some of them."""
    every = items(folder) * 2
    parts = [every[number::CONNECTIONS] for number in range(CONNECTIONS)]

    def make(part: list[str]) -> None:
        Contender("a part of all", port, master, part, misses=True).ask(len(part))

    with ThreadPoolExecutor(CONNECTIONS) as several:
        list(several.map(make, parts))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=2000, help="of each kept page in a round")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = prepare(Path(name) / "site")
        with ExitStack() as stack:
            kept(folder, stack, options.rounds, options.requests)
        with ExitStack() as stack:
            made(folder, stack, options.rounds, max(options.requests // 10, 100))
        started(folder, 3)
    print(f"Load of the machine meanwhile: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

"""Servers that are compared: each behind the same gunicorn, asked over connections that
stay open, and measured by the processor time of all its processes."""

import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count, cycle
from pathlib import Path

from tests.browser.serving import ROOT, STATIC, environment
from tests.ports import free_port

TICKS = os.sysconf("SC_CLK_TCK")
CONNECTIONS = 8
BROTLI = {"Accept-Encoding": "br"}
PAGE = "/get-help/"
PORTS = count(10_000)
OURS = ("--config", "bluecampaign/gunicorn.conf.py")
SAME = ("--workers", "2", "--threads", "32", "--worker-class", "gthread", "--preload")


@dataclass
class Contender:
    name: str
    port: int
    master: int
    paths: list[str]
    misses: bool = False
    costs: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._next = cycle(self.paths)

    def ask(self, requests: int) -> None:
        lines = [line_of(number, self.port) for number in range(CONNECTIONS)]
        before = _spent(self.master)
        for number in range(requests):
            line = lines[number % CONNECTIONS]
            path = next(self._next)
            line.request("GET", path, headers=BROTLI | self._host())
            answer = line.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{self.name}: {path} answered {answer.status}")
        self.costs.append((_spent(self.master) - before) / requests * 1000)
        for line in lines:
            line.close()

    def _host(self) -> dict[str, str]:
        """Another port in the name of the host is another page to the cache."""
        return {"Host": f"127.0.0.1:{next(PORTS)}"} if self.misses else {}

    @property
    def cost(self) -> float:
        return statistics.median(self.costs)


def line_of(sender: int, port: int) -> HTTPConnection:
    """Each sender has an address, and may search so often in a minute."""
    own = (f"127.0.1.{sender + 1}", 0)
    return HTTPConnection("127.0.0.1", port, timeout=30, source_address=own)


def _family(master: int) -> list[int]:
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [master, *map(int, children)]


def _spent(master: int) -> float:
    """Seconds of the processor that a server and its workers have used."""
    stats = [Path(f"/proc/{pid}/stat").read_text() for pid in _family(master)]
    fields = [stat.rpartition(")")[2].split() for stat in stats]
    return sum(int(each[11]) + int(each[12]) for each in fields) / TICKS


def memory(master: int) -> list[float]:
    """What a server and its workers hold, in MiB; what they share is counted in parts (PSS)."""
    return [_held(pid) for pid in _family(master)]


def _held(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def settle(master: int) -> None:
    """Wait until a server has made ready what it makes ready by itself."""
    before = -1.0
    # A worker that ends takes its time with it: less is no rest either.
    while abs((now := _spent(master)) - before) > 0.05:
        before = now
        time.sleep(3)


@contextmanager
def served(
    folder: Path, *arguments: str, port: int = 0, **variables: str
) -> Iterator[tuple[int, int, float]]:
    """A gunicorn: its port, its process and when it was started."""
    port = port or free_port()
    env = environment(folder, folder / STATIC, port) | variables
    env |= {"WEB_CONCURRENCY": "2", "BENCHMARK_FOLDER": str(folder)}
    started = time.monotonic()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *arguments, "--bind", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield port, server.pid, started
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(40)


def wait_for(port: int, path: str = PAGE) -> float:
    """The moment of the first answer that is a page."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            line = HTTPConnection("127.0.0.1", port, timeout=30)
            line.request("GET", path, headers=BROTLI)
            answer = line.getresponse()
            answer.read()
            if answer.status == 200:
                return time.monotonic()
        except OSError:
            time.sleep(0.005)
    raise RuntimeError(f"Nobody answers at {port}{path}")


def compare(contenders: list[Contender], rounds: int, requests: int) -> None:
    for each in contenders:
        each.ask(requests // 10 + CONNECTIONS * 4)
        each.costs.clear()
    for number in range(rounds):
        for each in contenders:
            each.ask(requests)
        print(f"\r  round {number + 1} of {rounds}", end="", flush=True, file=sys.stderr)
    print("\r" + " " * 30 + "\r", end="", file=sys.stderr)
    first = contenders[0].cost
    for each in contenders:
        print(f"  {each.name:44}{each.cost:8.3f} ms  {each.cost / first:6.2f} times")

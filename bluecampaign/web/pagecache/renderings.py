"""Pages are rendered in threads of their own, so that nobody waits longer than is good."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from ..locks import take
from .places import in_folder

THREADS = 4


class Renderings:
    """One rendering of a page at a time, in this process and in all that share a folder."""

    def __init__(self, locks: Path) -> None:
        self.locks = locks
        self._pool = ThreadPoolExecutor(THREADS, "rendering")
        self._running: dict[str, Future] = {}
        self._lock = Lock()

    def start(self, digest: str, work: Callable) -> tuple[Future, bool]:
        """What comes of rendering a page, and whether this call began it."""
        with self._lock:
            job = self._running.get(digest)
            if job is not None:
                return job, False
            job = self._running[digest] = self._pool.submit(self._alone, digest, work)
        job.add_done_callback(lambda _job: self._running.pop(digest, None))
        return job, True

    @property
    def is_full(self) -> bool:
        """Whether one more would have to wait for others."""
        return len(self._running) >= THREADS

    def _alone(self, digest: str, work: Callable):
        with held(self.locks / digest[:2]):
            return work()


@contextmanager
def held(path: Path, *, may_wait: bool = True) -> Iterator[bool]:
    """Whether the lock is ours; where locks cannot be written, everybody goes on."""
    try:
        file = in_folder(path.parent, lambda: path.open("wb"))
    except OSError:  # a full or read-only disk keeps nobody from reading
        yield True
        return
    with file:
        yield take(file, may_wait=may_wait)

"""How a machine tells the others that the content has changed, and hears it from them.

Redis holds the number of the last change. Each machine compares it with the one it heard
of last: as soon as there is another, once a second in any case, and before anything else
when it comes back. So nothing is missed, however long Redis or the machine was away. A
change that could not be told is written down and told later.
"""

import logging
from pathlib import Path
from struct import Struct
from threading import Event, Thread
from time import monotonic, time
from typing import Protocol

from .behind import Loaded
from .clock import ContentClock
from .mapped import alone, mapped
from .places import clock_file
from .renderings import held

log = logging.getLogger(__name__)

# Changes that were made here, how many of them were told, when this machine last knew the
# newest number of Redis, and that number.
LAYOUT = Struct("<QQd48s")
# A machine that knew it so many seconds ago is in touch with the others.
TOUCH = 5.0
# Seconds between two tries; for so long a process that could not tell does not try again.
TRY_AGAIN, REST = 1.0, 5.0

Stream = Loaded("bluecampaign.web.pagecache.stream:Stream")


class Told(Protocol):
    """Of `stream.Stream`, what is needed here."""

    def add(self) -> None: ...
    def newest(self) -> str: ...
    def wait(self, seen: str) -> None: ...


class Machines:
    """This machine among the others that name the same Redis.

    Guarantees: what `changed()` was called for moves the clock of every other machine
    that is in touch; a machine that is in touch gave no page TOUCH seconds after it was
    told that it is old.
    """

    def __init__(self, folder: Path, clock: ContentClock, stream: Told) -> None:
        self.clock = clock
        self.stream = stream
        self._lock = folder / "machines.lock"
        self._file, self._shared = mapped(folder / "machines", LAYOUT, 0, 0, 0.0, b"")
        self._commit: object = None
        self._quiet_until = 0.0
        self._is_lost = False
        self._ended = Event()

    def is_in_touch(self) -> bool:
        known = LAYOUT.unpack_from(self._shared)[2]
        return 0 <= time() - known < TOUCH

    def changed(self, commit: object = None) -> None:
        """Tell the others. What is called with one and the same `commit` again was told
        with it. Where Redis is away, whoever listens on this machine tells them later."""
        if commit is not None and commit is self._commit:
            return
        self._commit = commit
        with alone(self._file):
            made, *rest = LAYOUT.unpack_from(self._shared)
            LAYOUT.pack_into(self._shared, 0, made + 1, *rest)
        if monotonic() < self._quiet_until:
            return
        try:
            self._tell()
        except OSError as error:
            self._quiet_until = monotonic() + REST
            log.error("Redis does not answer (%s): other machines are told later.", error)

    def start(self) -> None:
        """Listen in a thread of this process, as soon as no other one does."""
        Thread(target=self._work, name="machines", daemon=True).start()

    def end(self) -> None:
        self._ended.set()

    def look(self) -> None:
        """Tell what was not told, hear what is new, and wait for more. Raises OSError
        where Redis is away."""
        self._tell()
        asked = time()
        newest = self.stream.newest()
        if newest.encode() != self._heard():
            self.clock.changed()
        self._knew(asked, newest.encode())
        self._found()
        self.stream.wait(newest)

    def _work(self) -> None:
        while not self._ended.is_set():
            with held(self._lock, may_wait=False) as is_ours:
                while is_ours and not self._ended.is_set():
                    self._look()
            self._ended.wait(TRY_AGAIN)

    def _look(self) -> None:
        try:
            self.look()
        except OSError as error:
            self._lost(error)
        except Exception:
            log.exception("Nobody could hear what other machines change.")
            self._ended.wait(TRY_AGAIN)

    def _tell(self) -> None:
        made, told, *_rest = LAYOUT.unpack_from(self._shared)
        if told == made:
            return
        self.stream.add()
        with alone(self._file):
            newer, told, *rest = LAYOUT.unpack_from(self._shared)
            LAYOUT.pack_into(self._shared, 0, newer, max(told, made), *rest)

    def _knew(self, at: float, newest: bytes) -> None:
        with alone(self._file):
            made, told, *_rest = LAYOUT.unpack_from(self._shared)
            LAYOUT.pack_into(self._shared, 0, made, told, at, newest)

    def _heard(self) -> bytes:
        return LAYOUT.unpack_from(self._shared)[3].rstrip(b"\0")

    def _lost(self, error: OSError) -> None:
        """Said once, and tried again after a pause. A cache in front, which may have got a
        page from us that had just changed elsewhere, is told to forget it."""
        if not self._is_lost:
            log.error("Redis does not answer (%s). Pages are kept for seconds only.", error)
            self._knew(0.0, self._heard())
            self.clock.changed()
        self._is_lost = True
        self._ended.wait(TRY_AGAIN)

    def _found(self) -> None:
        if self._is_lost:
            log.warning("Redis answers again.")
        self._is_lost = False


def machines_of(env, data: Path) -> Machines | None:
    """As REDIS_URL says; None where this machine is the only one. Raises ValueError for
    what is no address, and where the package for it is missing."""
    url = env.str("REDIS_URL", default="")
    if not url:
        return None
    try:
        stream = Stream(url)
    except ImportError:
        raise ValueError(
            "REDIS_URL is set and its package is missing: pip install '.[redis]'"
        ) from None
    except ValueError:
        raise ValueError("REDIS_URL is no address like redis://host:6379/0.") from None
    clock = ContentClock(clock_file(data))
    return Machines(clock_file(data).parent, clock, stream)

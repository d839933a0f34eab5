"""A few numbers that every process of a machine shares: a file, mapped into their memory.

Reading them costs less than a microsecond and asks nobody. Where the file cannot be
written, as on a disk that has become read-only, a master and its workers share memory
without one, so that kept pages are given all the same.
"""

import fcntl
import logging
import mmap
import os
import tempfile
from pathlib import Path
from struct import Struct
from threading import Lock

log = logging.getLogger(__name__)
# What stands in for files that cannot be written, for as long as this process lives.
_instead: dict[Path, int] = {}


def mapped(path: Path, layout: Struct, *first: object) -> tuple[int, mmap.mmap]:
    """The open file and its memory; a new one holds `first`."""
    file = _opened(path)
    with alone(file):
        if os.fstat(file).st_size < layout.size:
            os.pwrite(file, layout.pack(*first), 0)
    return file, mmap.mmap(file, layout.size)


def _opened(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o640)
    except OSError as error:
        if path not in _instead:
            log.error("%s cannot be written (%s): what commands change is seen late.", path, error)
            _instead[path] = _copied(path)
        return _instead[path]


def _copied(path: Path) -> int:
    """A file in memory with what can be read of the one that cannot be written."""
    if hasattr(os, "memfd_create"):
        file = os.memfd_create(path.name)
    else:
        file, name = tempfile.mkstemp()
        os.unlink(name)
    if path.is_file():
        os.pwrite(file, path.read_bytes(), 0)
    return file


class alone:
    """Nobody else writes to the file meanwhile: no other thread, and no other process,
    not even one that was forked and has the same file open (a lock of `flock` would be
    shared with it)."""

    _threads = Lock()

    def __init__(self, file: int) -> None:
        self.file = file

    def __enter__(self) -> None:
        self._threads.acquire()
        fcntl.lockf(self.file, fcntl.LOCK_EX)

    def __exit__(self, *_error) -> None:
        fcntl.lockf(self.file, fcntl.LOCK_UN)
        self._threads.release()

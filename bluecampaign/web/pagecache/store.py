"""Where answers are kept: in the memory of a process, over a folder that all share.

The folder survives a restart. What cannot be read or written there is a page that was
not kept, never an error.
"""

import logging
import os
import tempfile
from collections import OrderedDict, deque
from pathlib import Path
from threading import Lock

from .answers import Answer
from .keys import Key
from .places import in_folder

log = logging.getLogger(__name__)

# The disk has them too, and the kernel remembers what is read often: 0.1 ms instead of nothing.
MEMORY_BYTES = 4 * 1024 * 1024
DISK_BYTES = 256 * 1024 * 1024
# After so many new answers somebody looks how much there is.
LOOK_AFTER = 500


class Store:
    """Answers by the digest of their key. Both places are bounded; the oldest go first."""

    def __init__(self, folder: Path, *, memory: int = MEMORY_BYTES, disk: int = DISK_BYTES) -> None:
        self.folder = folder
        self.memory, self.disk = memory, disk
        self._loose: deque[str] = deque(maxlen=LOOK_AFTER)
        self._held: OrderedDict[str, Answer] = OrderedDict()
        self._bytes = 0
        self._written = 0
        self._lock = Lock()

    def get(self, digest: str) -> Answer | None:
        """The kept answer, from memory if it is there."""
        return self._held.get(digest) or self.read(digest)

    def read(self, digest: str) -> Answer | None:
        """The kept answer as it is on disk: another process may have a newer one."""
        try:
            data = self._path(digest).read_bytes()
            if not data:
                return None
            answer = Answer.unpacked(data)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            log.warning("A kept page cannot be read: %s", error)
            return None
        self._hold(digest, answer)
        return answer

    def put(self, digest: str, answer: Answer) -> None:
        self._hold(digest, answer)
        try:
            _write(self._path(digest), answer.packed())
        except OSError as error:
            log.warning("A page cannot be kept: %s", error)
        self._written += 1
        if self._written % LOOK_AFTER == 0:
            self.shrink()

    def forget(self, digest: str) -> None:
        """Keep this answer no longer. An empty file tells the other processes."""
        self._drop(digest)
        try:
            if self._path(digest).exists():
                _write(self._path(digest), b"")
        except OSError as error:
            log.warning("A kept page cannot be removed: %s", error)

    def is_forgotten(self, digest: str) -> bool:
        """Whether some process was told to keep it no longer; then nor does this one."""
        try:
            is_empty = self._path(digest).stat().st_size == 0
        except OSError:
            return False
        if is_empty:
            self._drop(digest)
        return is_empty

    def wish(self, digest: str) -> None:
        """Somebody should make this answer as small as it can be."""
        self._loose.append(digest)

    def loose(self) -> list[str]:
        """The digests that were wished since the last call."""
        found = dict.fromkeys(self._loose)
        self._loose.clear()
        return list(found)

    def older(self, content: int, most: int) -> list[Key]:
        """The pages that were kept of another content, those written last first."""
        files = [(file.stat().st_mtime, file) for file in self.folder.glob("??/*")]
        found = []
        for _written, file in sorted(files, reverse=True)[:most]:
            try:
                answer = Answer.unpacked(file.read_bytes())
            except (OSError, ValueError):
                continue
            if answer.content != content:
                found.append(answer.key)
        return found

    def shrink(self) -> None:
        """Remove what was written longest ago until the folder is small enough."""
        files = [(file.stat(), file) for file in self.folder.glob("*/*") if file.is_file()]
        total = sum(stat.st_size for stat, _file in files)
        for stat, file in sorted(files, key=lambda pair: pair[0].st_mtime):
            if total <= self.disk:
                break
            file.unlink(missing_ok=True)
            total -= stat.st_size

    def _hold(self, digest: str, answer: Answer) -> None:
        with self._lock:
            self._take_out(digest)
            self._bytes += answer.size
            self._held[digest] = answer
            while self._bytes > self.memory and len(self._held) > 1:
                self._bytes -= self._held.popitem(last=False)[1].size

    def _drop(self, digest: str) -> None:
        with self._lock:
            self._take_out(digest)

    def _take_out(self, digest: str) -> None:
        before = self._held.pop(digest, None)
        self._bytes -= before.size if before else 0

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:]


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    folder = path.parent
    part, name = in_folder(folder, lambda: tempfile.mkstemp(dir=folder))
    try:
        with open(part, "wb") as file:
            file.write(data)
        os.replace(name, path)
    except OSError:
        os.unlink(name)
        raise

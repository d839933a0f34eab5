"""A copy on its way: what is written is written down, so that a run that was stopped
goes on where it was. What has not changed since the last copy is shared with it."""

import filecmp
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from .compressing import ENDINGS, is_compressible, write_beside
from .entries import Entry

FILES, JOURNAL = "files", "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Done:
    """An address that was asked for: what came of it, what it links to, and what it
    links to that cannot be copied."""

    asked: str
    entry: Entry | None
    links: list[str]
    left_out: list[tuple[str, str]]


class Work:
    """A folder in which a copy is made. Nobody serves it."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        self.folder = folder
        self.before = before
        self._journal: IO[str] | None = None
        self.written = 0

    def __enter__(self) -> "Work":
        (self.folder / FILES).mkdir(parents=True, exist_ok=True)
        self._journal = (self.folder / JOURNAL).open("a", encoding="utf-8")
        return self

    def __exit__(self, *_error) -> None:
        if self._journal:
            self._journal.close()

    def done(self) -> Iterator[Done]:
        """What an earlier run of the same content has finished; a last line that was cut
        off counts for nothing."""
        journal = self.folder / JOURNAL
        if not journal.exists():
            return
        for line in journal.read_text(encoding="utf-8").splitlines():
            try:
                told = json.loads(line)
            except ValueError:
                continue
            entry = Entry(**told["entry"]) if told["entry"] else None
            if entry is None or self._is_whole(entry):
                left = [tuple(each) for each in told["left_out"]]
                yield Done(told["asked"], entry, told["links"], left)

    def note(self, done: Done) -> None:
        assert self._journal
        self._journal.write(json.dumps(asdict(done), ensure_ascii=False) + "\n")
        self._journal.flush()

    def put(self, entry: Entry, pieces: Iterable[bytes]) -> Entry:
        """Write the file of an entry, or share that of the last copy."""
        place = self._place(entry)
        part = self.folder / "part"
        digest, size = _write(part, pieces)
        entry = entry.holding(digest, size)
        place.parent.mkdir(parents=True, exist_ok=True)
        if self._shared(entry, part, place):
            part.unlink()
            return entry
        os.replace(part, place)
        self.written += 1
        if _is_compressed(entry):
            write_beside(place)
        return entry

    def _shared(self, entry: Entry, part: Path, place: Path) -> bool:
        """The bytes are compared, not what was written of them: a damaged file is mended."""
        if self.before is None:
            return False
        old = self.before / FILES / entry.file
        wanted = ["", *(ENDINGS if _is_compressed(entry) else ())]
        if not all(old.with_name(old.name + ending).is_file() for ending in wanted):
            return False
        if not filecmp.cmp(part, old, shallow=False):
            return False
        for ending in wanted:
            _share(old.with_name(old.name + ending), place.with_name(place.name + ending))
        return True

    def _is_whole(self, entry: Entry) -> bool:
        place = self._place(entry)
        return not entry.file or (place.is_file() and place.stat().st_size == entry.bytes)

    def _place(self, entry: Entry) -> Path:
        return self.folder / FILES / entry.file


class Weighing:
    """In place of `Work`: reads everything, writes nothing."""

    written = 0

    def done(self) -> Iterator[Done]:
        return iter(())

    def note(self, done: Done) -> None:
        """Nothing is kept of it."""

    def put(self, entry: Entry, pieces: Iterable[bytes]) -> Entry:
        digest, size = sha256(), 0
        for piece in pieces:
            digest.update(piece)
            size += len(piece)
        return entry.holding(digest.hexdigest(), size)


def _is_compressed(entry: Entry) -> bool:
    """A page that leads on is met by none but the plainest servers."""
    return is_compressible(entry.type, entry.bytes) and not entry.is_redirect


def _write(place: Path, pieces: Iterable[bytes]) -> tuple[str, int]:
    digest, size = sha256(), 0
    with place.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            size += file.write(piece)
    return digest.hexdigest(), size


def _share(old: Path, new: Path) -> None:
    new.unlink(missing_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)  # A file system without hard links.

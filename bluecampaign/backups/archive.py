"""The file of a backup: a plain tar, written and read in one pass with little memory.

database.sqlite3.gz or database.dump    compressed already
media/…                                 compressed by their own formats
manifest.json                           size and digest of each file above
manifest.sha256                         the digest of the manifest; the file is whole
"""

import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from .manifest import Damaged, Manifest, Member, read

MANIFEST, SEAL = "manifest.json", "manifest.sha256"
PIECE = 1024 * 1024
# What the larger of two manifests there will ever be is far below.
LARGEST_MANIFEST = 256 * 1024 * 1024
# Only the owner of the site reads what is unpacked by hand.
MODE = 0o600
Progress = Callable[[int, int], None]


def untold(done: int, total: int) -> None:
    """For whoever does not want to know how far it is."""


def digest_of(file: BinaryIO) -> str:
    """The SHA-256 of what is left in a file, in hexadecimal digits."""
    digest = sha256()
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


class Digested:
    """Bytes on their way from one file to another, counted and digested."""

    def __init__(self, source) -> None:
        self._source, self._digest, self.size = source, sha256(), 0

    def read(self, size: int = -1) -> bytes:
        piece = self._source.read(size)
        self._digest.update(piece)
        self.size += len(piece)
        return piece

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class Writing:
    """A backup that is being written to an open file."""

    def __init__(self, file: BinaryIO) -> None:
        self._tar = tarfile.TarFile(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)

    def add(self, name: str, source, size: int) -> Member:
        """Raises OSError when the source ends before `size`."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, MODE
        passing = Digested(source)
        self._tar.addfile(entry, passing)
        return Member(name, size, passing.sha256)

    def finish(self, manifest: Manifest) -> None:
        body = manifest.text().encode()
        self.add(MANIFEST, BytesIO(body), len(body))
        seal = sha256(body).hexdigest().encode() + b"\n"
        self.add(SEAL, BytesIO(seal), len(seal))
        self._tar.close()


class Reading:
    """An opened backup whose manifest is whole; its files are looked at by `problems`."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._entries = {entry.name: entry for entry in tar if entry.isreg()}
        body, seal = self._small(MANIFEST), self._small(SEAL)
        if sha256(body).hexdigest().encode() != seal.strip():
            raise Damaged("Its manifest is not what was written.")
        self.manifest = read(body.decode())

    @property
    def name(self) -> str:
        """What the file is called, without its folder."""
        return Path(str(self._tar.name)).name

    def digest(self) -> str:
        """The SHA-256 of the whole file."""
        with Path(str(self._tar.name)).open("rb") as file:
            return digest_of(file)

    def lacking(self) -> list[str]:
        """Files that are not there in their size, or not listed; a quick look."""
        listed = {member.name: member.size for member in self.manifest.files}
        held = {n: e.size for n, e in self._entries.items() if n not in (MANIFEST, SEAL)}
        found = [f"{n} is missing or cut off." for n, s in listed.items() if held.get(n) != s]
        return found + [f"{name} is not in its list." for name in held.keys() - listed.keys()]

    def problems(self, progress: Progress = untold) -> list[str]:
        """Everything that differs from the manifest: every byte is read."""
        found, done, total = self.lacking(), 0, self.manifest.bytes
        if found:
            return found
        for member in self.manifest.files:
            try:
                for piece in self.pieces(member):
                    done += len(piece)
                    progress(done, total)
            except Damaged as damaged:
                found.append(str(damaged))
        return found

    def pieces(self, member: Member) -> Iterator[bytes]:
        """The bytes of a file. Raises `Damaged` at the end if they are not those that
        were written: whoever keeps them waits for the end."""
        held = self._tar.extractfile(self._entries[member.name])
        assert held is not None
        passing = Digested(held)
        while piece := passing.read(PIECE):
            yield piece
        if (passing.size, passing.sha256) != (member.size, member.sha256):
            raise Damaged(f"{member.name} is not what was written.")

    def unpack(self, member: Member, to: Path) -> Path:
        with to.open("wb") as file:
            for piece in self.pieces(member):
                file.write(piece)
        return to

    def _small(self, name: str) -> bytes:
        entry = self._entries.get(name)
        if entry is None or entry.size > LARGEST_MANIFEST:
            raise Damaged("It is not complete: its end is missing.")
        held = self._tar.extractfile(entry)
        assert held is not None
        return held.read()


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """Raises `Damaged` for a file that is no complete backup, OSError where it cannot be
    read."""
    try:
        tar = tarfile.TarFile(path)
    except tarfile.TarError as error:
        raise Damaged("It is no backup, or its beginning is damaged.") from error
    with tar:
        try:
            opened = Reading(tar)
        except (tarfile.TarError, UnicodeDecodeError) as error:
            raise Damaged("It is damaged in its structure.") from error
        yield opened

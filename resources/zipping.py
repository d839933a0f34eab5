"""A ZIP that is made while it is sent: no temporary file, and its length is known before.

The same members make the same bytes, whenever and wherever: names in order, one fixed
date, nothing compressed (PDFs and pictures already are).
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO

# The first moment that a ZIP can name.
MOMENT = (1980, 1, 1, 0, 0, 0)
READABLE = 0o644 << 16
UNIX = 3
CHUNK = 64 * 1024
# The parts of the format around the contents, in bytes.
LOCAL, DESCRIPTOR, CENTRAL, END = 30, 16, 46, 22
FAR_OFFSET, FAR_END = 12, 76


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive. `open` gives its bytes, of which there are `size`."""

    name: str
    size: int
    open: Callable[[], BinaryIO]


def length_of(members: list[Member]) -> int:
    """How many bytes `stream()` will give. No member may have 2 GB or more; the whole
    archive may."""
    place = central = 0
    for member in members:
        central += CENTRAL + len(member.name)
        central += FAR_OFFSET if place > zipfile.ZIP64_LIMIT else 0
        place += LOCAL + len(member.name) + member.size + DESCRIPTOR
    far = FAR_END if place > zipfile.ZIP64_LIMIT else 0
    return place + central + far + END


def stream(members: list[Member]) -> Iterator[bytes]:
    """The archive, piece by piece."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for member in members:
            with archive.open(_info(member), "w") as written, closing(member.open()) as source:
                while piece := source.read(CHUNK):
                    written.write(piece)
                    yield sink.taken()
            yield sink.taken()
    yield sink.taken()


def _info(member: Member) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(member.name, MOMENT)
    info.file_size, info.external_attr, info.create_system = member.size, READABLE, UNIX
    return info


class _Sink(io.RawIOBase):
    """Where the archive is written: it holds what was not taken yet, and cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self._waiting += data
        return len(data)

    def taken(self) -> bytes:
        piece, self._waiting = bytes(self._waiting), bytearray()
        return piece

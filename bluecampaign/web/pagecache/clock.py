"""How every process of a machine learns at once that the content has changed.

16 bytes that all of them share: the number of the content, and the next moment at which
content comes or goes by itself.
"""

import struct
from pathlib import Path
from time import time

from .mapped import alone, mapped

LAYOUT = struct.Struct("<Qd")
NEVER = float("inf")


class ContentClock:
    """The state of the content, shared by all processes that name the same file."""

    def __init__(self, path: Path) -> None:
        self._file, self._shared = mapped(path, LAYOUT, 1, 0.0)

    def now(self) -> int:
        """The number of the present content: another number is other content."""
        return LAYOUT.unpack_from(self._shared)[0]

    def is_due(self) -> bool:
        """Whether a moment has passed that nobody has looked into yet."""
        return LAYOUT.unpack_from(self._shared)[1] <= time()

    def changed(self) -> None:
        """The content has changed: what was kept is old at once, in every process, and
        the next moment is unknown until somebody says it."""
        with alone(self._file):
            number, _moment = LAYOUT.unpack_from(self._shared)
            LAYOUT.pack_into(self._shared, 0, number + 1, 0.0)

    def looked(self, seen: int, moment: float) -> None:
        """Write down the next moment that holds for the content `seen`. Something that
        came or went since the last look makes another content first."""
        with alone(self._file):
            number, before = LAYOUT.unpack_from(self._shared)
            if number != seen:
                return
            passed = 0.0 < before <= time()
            LAYOUT.pack_into(self._shared, 0, number + passed, moment)

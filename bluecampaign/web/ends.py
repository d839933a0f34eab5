"""Whether a worker ended without a word.

Kept pages become old after a commit, in the process that made it. A worker that is killed
between the two leaves pages that nobody knows to be old. So each holds a locked file for
as long as it lives, and takes it away when it ends as it should: a file that is there and
not locked belonged to one that was killed.
"""

import os
from pathlib import Path
from typing import IO

from .locks import take


class Ends:
    """The workers of all masters that share a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._own: IO | None = None

    def begin(self) -> None:
        """This process is at work. Where that cannot be written down, nobody will know."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._own = (self.folder / str(os.getpid())).open("wb")
        except OSError:
            return
        take(self._own, may_wait=True)

    def end(self) -> None:
        """This process ends as it should."""
        if self._own is not None:
            Path(self._own.name).unlink(missing_ok=True)
            self._own.close()

    def are_missing(self) -> bool:
        """Whether somebody was killed since this was last asked."""
        return any([_was_left(file) for file in self.folder.glob("*")])


def _was_left(file: Path) -> bool:
    try:
        with file.open("rb") as held:
            is_left = take(held, may_wait=False)
            if is_left:
                file.unlink(missing_ok=True)
            return is_left
    except OSError:
        return False

"""One process at a time. Imports no Django: the page cache asks before it."""

import fcntl
from typing import IO


def take(file: IO, *, may_wait: bool) -> bool:
    """Lock an open file until it is closed; False where somebody else has it and
    `may_wait` is not set. A file that a fork has open too is the same lock."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if may_wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True

"""Files under the name of their content, and nothing left of what was not saved.

A name ends in the first sixteen letters of the digest of what is in the file. The same
content is stored once; a file under such a name never changes.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

LETTERS = 16
DIGEST = re.compile(r"(?:^|-)([0-9a-f]{16}(?:-\d+)?)$")

_fresh: ContextVar[list[str] | None] = ContextVar("fresh_files", default=None)


def named(folder: str, words: str, digest: str, extension: str) -> str:
    """The name of a file: what it is in neutral words, then its digest."""
    start = f"{words}-" if words else ""
    return f"{folder}/{start}{digest[:LETTERS]}.{extension}"


def digest_in(name: str) -> str:
    """What tells the content of a file in its name, or nothing."""
    found = DIGEST.search(PurePosixPath(name).stem)
    return found[1] if found else ""


def put(name: str, data: bytes) -> str:
    """Store a file whose name holds its digest, unless it is there; returns the name."""
    if default_storage.exists(name):
        return name
    stored = default_storage.save(name, ContentFile(data))
    if stored != name:
        # Somebody else stored the same content at this moment.
        default_storage.delete(stored)
        return name
    fresh = _fresh.get()
    if fresh is not None:
        fresh.append(name)
    return name


class Fresh:
    """The files that were stored since a form began to be saved."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def discard(self) -> None:
        """Take them away: what they were stored for was not saved."""
        for name in self.names:
            default_storage.delete(name)
        self.names.clear()


@contextmanager
def fresh_files() -> Iterator[Fresh]:
    """The files that `put()` stores in the block; an exception takes them away."""
    fresh = Fresh()
    token = _fresh.set(fresh.names)
    try:
        yield fresh
    except BaseException:
        fresh.discard()
        raise
    finally:
        _fresh.reset(token)

"""The databases that can be backed up, behind one interface."""

from pathlib import Path
from typing import Protocol

import environ

from .postgresql import Postgresql
from .sqlite import Sqlite

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"


class Staged(Protocol):
    """A database restored beside the present one, which nobody uses yet."""

    url: str

    def applied(self) -> set[tuple[str, str]]:
        """Its migrations."""

    def forget_sessions(self) -> None:
        """Who was signed in when the backup was made is not signed in again."""

    def note(self, columns: dict[str, object]) -> None:
        """One more row in its audit log."""

    def has_search(self) -> bool:
        """Whether readers would find anything."""

    def drop(self) -> None:
        """Take it away, as if it had never been."""


class Engine(Protocol):
    name: str
    member: str
    # What a trial has shown when it is over.
    tried: str

    def version(self) -> str: ...

    def size(self) -> int:
        """Bytes that the database takes now."""

    def applied(self) -> set[tuple[str, str]]:
        """The migrations of the database."""

    def cannot_dump(self) -> list[str]:
        """Every reason why no backup can be made, with what to do."""

    def cannot_restore(self) -> list[str]:
        """Every reason why nothing can be restored into it, with what to do."""

    def dump(self, to: Path) -> None:
        """One state of the database, while it is in use, compressed, in a file."""

    def stage(self, dump: Path, scratch: Path) -> Staged:
        """Restore beside the present one. Raises `Broken` and leaves nothing behind."""

    def only_looked(self, dump: Path) -> str:
        """Where a trial is not possible: what was looked at instead, and why; else nothing.
        Raises `Broken`."""

    def swap(self, staged: Staged, stamp: str) -> list[str]:
        """The staged one becomes the present one in one step; says where the one before
        is, and what is left to do."""


def engine_of(entry: dict) -> Engine | None:
    """The engine for an entry of DATABASES; None for one that is not known here."""
    found = {SQLITE: Sqlite, POSTGRESQL: Postgresql}.get(entry["ENGINE"])
    return found(entry) if found else None


def engine_at(url: str) -> Engine | None:
    return engine_of(environ.Env.db_url_config(url)) if "://" in url else None

"""SQLite: a snapshot of one moment, and a restore that running processes see at once.

A snapshot is `VACUUM INTO`: it reads in one transaction while others write. A restore
copies all pages into the file that is in use, in one transaction of SQLite's own (its
backup interface): whoever reads goes on in the old state until their transaction ends,
and a restore that is killed has never been.
"""

import gzip
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic

from .broken import Broken

# Seconds to wait for others who write.
PATIENCE = 30
PIECE = 1024 * 1024
LOG, MOMENT = "signin_auditentry", "%Y-%m-%d %H:%M:%S.%f"
LEVEL = 6
BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@contextmanager
def opened(path: Path, *, new: bool = False) -> Iterator[sqlite3.Connection]:
    mode = "rwc" if new else "rw"
    place = f"{path.absolute().as_uri()}?mode={mode}"
    with closing(
        sqlite3.connect(place, uri=True, timeout=PATIENCE, isolation_level=None)
    ) as connection:
        yield connection


def applied_in(path: Path) -> set[tuple[str, str]]:
    with opened(path) as connection:
        return set(connection.execute("SELECT app, name FROM django_migrations"))


def is_sound(path: Path) -> bool:
    """Whether SQLite can read it to its end: it tells of a page that is missing, or raises."""
    try:
        with opened(path) as connection:
            return connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        return False


@dataclass(frozen=True, slots=True)
class StagedFile:
    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path.absolute()}"

    def applied(self) -> set[tuple[str, str]]:
        return applied_in(self.path)

    def forget_sessions(self) -> None:
        with opened(self.path) as connection:
            connection.execute("DELETE FROM django_session")

    def note(self, columns: dict[str, object]) -> None:
        names, places = ", ".join(columns), ", ".join("?" * len(columns))
        # As Django writes moments here: in UTC, without saying so.
        moments = {k: f"{v:{MOMENT}}" for k, v in columns.items() if isinstance(v, datetime)}
        values = list((columns | moments).values())
        with opened(self.path) as connection:
            connection.execute(f"INSERT INTO {LOG} ({names}) VALUES ({places})", values)  # noqa: S608

    def has_search(self) -> bool:
        with opened(self.path) as connection:
            asked = "SELECT count(*) FROM search_generation WHERE is_current"
            return bool(connection.execute(asked).fetchone()[0])

    def drop(self) -> None:
        for path in (self.path, *beside(self.path)):
            path.unlink(missing_ok=True)


class Sqlite:
    name, member = "sqlite", "database.sqlite3.gz"
    tried = "restored into a file of its own, where SQLite checked every page of it"

    def __init__(self, entry: dict) -> None:
        self.path = Path(entry["NAME"])

    def version(self) -> str:
        return sqlite3.sqlite_version

    def size(self) -> int:
        files = (self.path, *beside(self.path)[:1])
        return sum(file.stat().st_size for file in files if file.exists())

    def applied(self) -> set[tuple[str, str]]:
        return applied_in(self.path)

    def cannot_dump(self) -> list[str]:
        if not self.path.is_file():
            return [f"There is no database at {self.path}. Look at DATA_DIR and DATABASE_URL."]
        try:
            self.applied()
        except sqlite3.Error as error:
            return [f"The database {self.path} cannot be read: {error}. Restore a backup."]
        return []

    def cannot_restore(self) -> list[str]:
        if self.path.is_dir():
            return [f"{self.path} is a folder, not a database."]
        return []

    def dump(self, to: Path) -> None:
        plain = to.with_suffix(".plain")
        try:
            with opened(self.path) as connection:
                connection.execute("VACUUM INTO ?", [str(plain)])
        except sqlite3.Error as error:
            raise Broken(f"SQLite could not write the database down: {error}") from error
        with plain.open("rb") as source, gzip.open(to, "wb", LEVEL) as packed:
            shutil.copyfileobj(source, packed, PIECE)
        plain.unlink()

    def stage(self, dump: Path, scratch: Path) -> StagedFile:
        path = scratch / "restored.sqlite3"
        try:
            with gzip.open(dump) as packed, path.open("wb") as file:
                shutil.copyfileobj(packed, file, PIECE)
            _examine(path)
        except (OSError, EOFError, zlib.error, sqlite3.Error) as error:
            raise Broken(f"The database in it cannot be restored: {error}") from error
        return StagedFile(path)

    def only_looked(self, dump: Path) -> str:
        return ""

    def swap(self, staged: StagedFile, stamp: str) -> list[str]:
        before = self.path.with_name(f"{self.path.name}.before-{stamp}")
        if not self.path.exists():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _settle(staged.path)
            staged.path.rename(self.path)
            return [f"The database is {self.path}."]
        if not is_sound(self.path):
            return self._replace(staged, before)
        try:
            self._copy_over(staged, before)
        except sqlite3.Error as error:
            raise Broken(f"The present database is as it was: {error}") from error
        return [
            f"What was there before is {before}.",
            "Running workers show the restored state already.",
        ]

    def _copy_over(self, staged: StagedFile, before: Path) -> None:
        with opened(self.path) as live:
            _keep(live, before, staged.path.with_name("before.sqlite3"))
            size = live.execute("PRAGMA page_size").fetchone()[0]
            _settle(staged.path, size)
            end = monotonic() + PATIENCE
            with opened(staged.path) as restored:
                # One step, so one transaction; it begins again while others write.
                restored.backup(live, pages=-1, progress=_until(end))

    def _replace(self, staged: StagedFile, before: Path) -> list[str]:
        """What SQLite cannot read cannot be written to either."""
        _settle(staged.path)
        self.path.rename(before)
        for path in beside(self.path):
            if path.exists():
                path.rename(f"{before}{path.name.removeprefix(self.path.name)}")
        staged.path.rename(self.path)
        return [
            f"The database was damaged; its file is {before}.",
            "Restart the workers now: they hold the damaged file.",
        ]


def beside(path: Path) -> list[Path]:
    """The log of a database and the memory that its processes share."""
    return [path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-shm")]


def _examine(path: Path) -> None:
    """Raises sqlite3.DatabaseError with the first complaint."""
    with opened(path) as connection:
        complaint = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if complaint != "ok":
            raise sqlite3.DatabaseError(complaint)


def _keep(live: sqlite3.Connection, before: Path, part: Path) -> None:
    """A whole copy, or none: a killed run leaves no half file under the name."""
    live.execute("VACUUM INTO ?", [str(part)])
    part.chmod(0o600)
    part.rename(before)


def _settle(path: Path, page_size: int = 0) -> None:
    """One file without a log, in the page size that the other one has."""
    with opened(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        if page_size and connection.execute("PRAGMA page_size").fetchone()[0] != page_size:
            connection.execute(f"PRAGMA page_size={page_size:d}")
            connection.execute("VACUUM")


def _until(end: float):
    def told(status: int, _left: int, _total: int) -> None:
        if status in BUSY and monotonic() > end:
            raise sqlite3.OperationalError("somebody else writes to it and does not end")

    return told

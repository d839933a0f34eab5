"""Restoring: everything is read and tried beside the present state, which changes last."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import Storage

from .archive import Reading
from .broken import Broken
from .engines import Engine, Staged
from .files import Returned, bring_back
from .making import Milestones
from .manifest import is_older_than_code, newer_than_code
from .places import Folder, stamp_of
from .telling import entry_of
from .trying import tried

Say = Callable[[str], None]
TOLD = 12


@dataclass(slots=True)
class Outcome:
    told: list[str] = field(default_factory=list)
    media: Returned | None = None
    was_older: bool = False


@dataclass(slots=True)
class Restoring:
    """`storage` is where files go; None leaves them where they are, in the backup."""

    backup: Reading
    engine: Engine
    storage: Storage | None
    folder: Folder
    say: Say

    def refusals(self) -> list[str]:
        """Every reason why this backup cannot be restored here, with what to do."""
        manifest = self.backup.manifest
        found = []
        if manifest.engine != self.engine.name:
            found.append(
                f"It holds a database of {manifest.engine}, and this one is {self.engine.name}. "
                "Set DATABASE_URL, or name another with --into or --database-url."
            )
        if newer := newer_than_code(manifest.migrations):
            more = f" and {len(newer) - TOLD} more" if len(newer) > TOLD else ""
            found.append(
                f"It is newer than this code ({', '.join(newer[:TOLD])}{more}). Restore it "
                "with the release of the site that made it, or a newer one."
            )
        found += self.engine.cannot_restore()
        return found + self.folder.cannot_hold(3 * manifest.database_bytes + manifest.bytes)

    def damages(self) -> list[str]:
        self.say("Reading every byte of it …")
        return self.backup.problems()

    def try_out(self) -> str:
        """Restore the database beside the present one and take it away again."""
        with self.folder.working(stamp_of(datetime.now(UTC))) as scratch:
            return tried(self.engine, self.backup, scratch)

    def run(self) -> Outcome:
        """Raises `Broken` or OSError; then the present database is what it was. Files
        that were added stay: nothing refers to them."""
        stamp = stamp_of(datetime.now(UTC))
        with self.folder.working(stamp) as scratch:
            self.say("Restoring the database beside the present one …")
            staged = self.engine.stage(self._dump(scratch), scratch)
            try:
                return self._finish(staged, stamp, scratch)
            except BaseException:
                staged.drop()
                raise

    def _finish(self, staged: Staged, stamp: str, scratch: Path) -> Outcome:
        outcome = Outcome(was_older=is_older_than_code(self.backup.manifest.migrations))
        self._prepare(staged, scratch, older=outcome.was_older)
        if self.storage is not None:
            outcome.media = bring_back(self.storage, self.backup, scratch, Milestones(self.say))
        self.say("Putting it in the place of the present one …")
        outcome.told = self.engine.swap(staged, stamp)
        return outcome

    def _prepare(self, staged: Staged, scratch: Path, *, older: bool) -> None:
        staged.forget_sessions()
        if older:
            self.say("It is older than the code: migrating it …")
            _manage(staged.url, scratch, "migrate", "--no-input")
        if older or not staged.has_search():
            self.say("Making its search anew …")
            _manage(staged.url, scratch, "rebuild_search")
        staged.note(entry_of(self.backup))

    def _dump(self, scratch: Path) -> Path:
        return self.backup.unpack(self.backup.manifest.database_file, scratch / "dump")


def _manage(url: str, scratch: Path, *command: str) -> None:
    """A command of the site upon another database, in a process that knows no other."""
    told = {"DATABASE_URL": url, "DATA_DIR": str(scratch), "DATABASE_TIMEOUT": "0"}
    # A file that is named for the same would contradict.
    told |= {f"{name}_FILE": "" for name in told}
    done = subprocess.run(
        [sys.executable, "manage.py", *command, "-v0"],
        cwd=settings.BASE_DIR,
        env=os.environ | told,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Broken(f"manage.py {command[0]} failed upon it: {done.stderr.strip()[-1000:]}")

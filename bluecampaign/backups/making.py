"""Making a backup: written, looked through, tried, and only then given its name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.core.files.storage import Storage

from bluecampaign.media.storage import StorageAway

from .archive import Writing, reading
from .broken import FAILURES, Broken
from .engines import Engine
from .files import copy_in, everything
from .manifest import Damaged, Manifest, known
from .places import Folder, name_of, stamp_of
from .trying import tried

Say = Callable[[str], None]
STEP = 64 * 1024 * 1024


@dataclass(slots=True)
class Weight:
    """What a backup would hold; `needed` is free space while it is made and tried."""

    database: int
    files: int
    media: int

    @property
    def needed(self) -> int:
        return 2 * self.database + self.media


@dataclass(slots=True)
class Making:
    engine: Engine
    storage: Storage
    folder: Folder
    say: Say

    def weigh(self) -> Weight:
        files = everything(self.storage)
        return Weight(self.engine.size(), len(files), sum(file.size for file in files))

    def refusals(self) -> list[str]:
        """Every reason why no backup can be made, with what to do."""
        found = self.engine.cannot_dump()
        needed = 0
        if not found:
            found += self._mixed()
            needed = 2 * self.engine.size()
        try:
            needed += sum(file.size for file in everything(self.storage))
        except (StorageAway, OSError) as error:
            found.append(f"The uploaded files cannot be read: {error}")
        return found + self.folder.cannot_hold(needed)

    def run(self, name: str = "") -> tuple[Path, Manifest]:
        """Raises `Broken` or OSError; then nothing new stands under a real name."""
        moment = datetime.now(UTC)
        with self.folder.working(stamp_of(moment)) as scratch:
            made = scratch / "backup.tar"
            manifest = self._write(made, scratch, moment)
            self._look(made, scratch)
            return self.folder.publish(made, name or name_of(moment)), manifest

    def _mixed(self) -> list[str]:
        try:
            newer = known(self.engine.applied())[1]
        except FAILURES as error:
            return [f"The database holds no site: {error}".strip()]
        if not newer:
            return []
        return [
            f"The database is newer than this code ({', '.join(newer)}). Make the backup with "
            "the release of the site that migrated it."
        ]

    def _write(self, made: Path, scratch: Path, moment: datetime) -> Manifest:
        self.say("Writing the database down …")
        ours, _newer = known(self.engine.applied())
        size = self.engine.size()
        dump = scratch / self.engine.member
        self.engine.dump(dump)
        manifest = Manifest(
            made=moment.isoformat(timespec="seconds"),
            engine=self.engine.name,
            engine_version=self.engine.version(),
            database=self.engine.member,
            database_bytes=size,
            migrations=ours,
        )
        with made.open("xb") as file:
            made.chmod(0o600)
            backup = Writing(file)
            with dump.open("rb") as source:
                manifest.files.append(backup.add(dump.name, source, dump.stat().st_size))
            dump.unlink()
            # After the database, so that no row is without its file.
            files = everything(self.storage)
            manifest.files += copy_in(self.storage, files, backup, Milestones(self.say))
            backup.finish(manifest)
        return manifest

    def _look(self, made: Path, scratch: Path) -> None:
        self.say("Looking through what was written …")
        try:
            with reading(made) as backup:
                if problems := backup.problems():
                    raise Broken("What was written cannot be read back: " + "; ".join(problems))
                self.say(f"The database was {tried(self.engine, backup, scratch)}.")
        except Damaged as damaged:
            raise Broken(f"What was written cannot be read back: {damaged}") from damaged


class Milestones:
    """Says how far it is, now and then."""

    def __init__(self, say: Say) -> None:
        self.say, self.said = say, 0

    def __call__(self, number: int, total: int, done: int) -> None:
        if number == total or done - self.said >= STEP:
            self.say(f"Uploaded files: {number} of {total}, {done / 1e6:.1f} MB")
            self.said = done

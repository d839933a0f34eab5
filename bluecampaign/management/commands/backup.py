"""Writes the database and all uploaded files into one file that has been tried."""

from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from bluecampaign.backups.broken import FAILED, FAILURES, REFUSED, told
from bluecampaign.backups.engines import engine_of
from bluecampaign.backups.making import Making
from bluecampaign.backups.manifest import Damaged, Manifest
from bluecampaign.backups.places import Busy, Folder, usual_folder
from bluecampaign.backups.remote import Remote, remote_of_environment

KEPT = 14


class Command(BaseCommand):
    help = (
        "Writes the database and all uploaded files into one file, while the site is in use, "
        "and restores it for a trial before it gets its name. It lies in BACKUP_DIR (without "
        "it: backups in DATA_DIR), or in the bucket BACKUP_BUCKET. Exits with 2, and every "
        "reason, where no backup can be made, and with 1 where one failed; the ones before "
        "stay. SECRET_KEY and other variables are not in it."
    )
    # What is wrong with the settings of pages is no reason to have no backup.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument(
            "--output", default="", metavar="FILE", help="write this file, and remove none"
        )
        parser.add_argument(
            "--keep",
            type=int,
            default=KEPT,
            metavar="N",
            help=f"how many whole backups stay, 0 for all (default: {KEPT})",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say how large it would be, write nothing"
        )
        parser.add_argument("--list", action="store_true", help="name the backups there are")

    def handle(self, *args, output, keep, dry_run, list, verbosity, **options):
        self.verbosity = verbosity
        remote = Remote("", {}) if output else remote_of_environment()
        file = Path(output).absolute() if output else None
        folder = Folder(file.parent if file else usual_folder())
        if list:
            self._list(folder, remote)
            return
        making = self._making(folder)
        reasons = [*making.refusals(), *_refusals(file, keep, remote)]
        if dry_run:
            self._weigh(making, reasons)
        if reasons:
            raise CommandError(told("No backup can be made", reasons), returncode=REFUSED)
        if dry_run:
            return
        place = self._make(making, file)
        if not file:
            self._keep(folder, remote, place, keep)

    def _making(self, folder: Folder) -> Making:
        engine = engine_of(settings.DATABASES["default"])
        if engine is None:
            raise CommandError("Only SQLite and PostgreSQL can be backed up.", returncode=REFUSED)
        return Making(engine, default_storage, folder, self._say)

    def _make(self, making: Making, file: Path | None) -> Path:
        begun = monotonic()
        try:
            place, manifest = making.run(file.name if file else "")
        except (*FAILURES, Busy) as error:
            raise CommandError(f"No backup was made: {error}", returncode=FAILED) from error
        self._sum_up(place, manifest, monotonic() - begun)
        return place

    def _sum_up(self, place: Path, manifest: Manifest, seconds: float) -> None:
        size = _megabytes(place.stat().st_size)
        self._say(
            f"{place}: the database ({manifest.engine} {manifest.engine_version}) and "
            f"{len(manifest.media)} uploaded files, {size}, in {seconds:.1f} s."
        )

    def _keep(self, folder: Folder, remote: Remote, place: Path, keep: int) -> None:
        """Where the new one is to lie, and which old ones are not needed any more."""
        try:
            holder = self._send(remote, place) if remote.bucket else folder
            gone, strange = holder.rotate(keep) if keep else ([], [])
        except OSError as error:
            raise CommandError(
                f"The backup was made, but: {error}\nNothing that is needed was removed.",
                returncode=FAILED,
            ) from error
        for name in gone:
            self._say(f"Removed {name}: {keep} newer ones are there.")
        for name in strange:
            self.stderr.write(f"{name} is not whole. It stays, and is not counted: look at it.")

    def _send(self, remote: Remote, place: Path):
        bucket = remote.open()
        self._say(f"Sending it to the bucket {remote.bucket} …")
        bucket.send(place, place.name)
        place.unlink()
        self._say(f"It lies in the bucket {remote.bucket}, read back from there.")
        return bucket

    def _weigh(self, making: Making, reasons: list[str]) -> None:
        try:
            weight = making.weigh()
        except FAILURES as error:
            if reasons:  # They tell why.
                return
            raise CommandError(str(error), returncode=FAILED) from error
        self._say(
            f"The database takes {_megabytes(weight.database)}, {weight.files} uploaded files "
            f"{_megabytes(weight.media)}. While it is made it needs at most "
            f"{_megabytes(weight.needed)}; {_megabytes(making.folder.free)} are free in "
            f"{making.folder.existing}. Nothing was written."
        )

    def _list(self, folder: Folder, remote: Remote) -> None:
        try:
            names = remote.open().names() if remote.bucket else folder.names()
        except (OSError, Damaged, ImportError) as error:
            raise CommandError(f"They cannot be listed: {error}", returncode=FAILED) from error
        where = f"the bucket {remote.bucket}" if remote.bucket else str(folder.root)
        self._say("\n".join(names) or f"There is no backup in {where}.")

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def _refusals(file: Path | None, keep: int, remote: Remote) -> list[str]:
    found = remote.refusals()
    if remote.bucket and not found:
        found += remote.open().refusals()
    if keep < 0:
        found.append("--keep cannot be less than 0.")
    if file and file.exists():
        found.append(f"{file} is there already. Name another file.")
    return found


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"

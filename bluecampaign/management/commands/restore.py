"""Brings a backup back; the present state changes last, in one step, or not at all."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError

from bluecampaign.backups.archive import Reading, reading
from bluecampaign.backups.broken import FAILED, FAILURES, REFUSED, told
from bluecampaign.backups.engines import engine_at, engine_of
from bluecampaign.backups.manifest import Damaged
from bluecampaign.backups.places import Busy, Folder, usual_folder
from bluecampaign.backups.remote import remote_of_environment
from bluecampaign.backups.restoring import Outcome, Restoring
from bluecampaign.backups.sqlite import Sqlite
from bluecampaign.web.freshness import content_changed

LATEST = "latest"


class Command(BaseCommand):
    help = (
        "Reads every byte of a backup, restores it beside the present state and puts it in "
        "its place in one step, while the site is in use; the state before is kept. Files are "
        "added, and none is taken away. Sessions of staff end; the audit log of the restored "
        "database says who restored which file. Exits with 2, and every "
        "reason, where it cannot be restored, and with 1 where that failed: the present "
        "database is then what it was."
    )
    # What is wrong with the settings of pages is no reason to stay without the content.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument(
            "file", metavar="FILE", help="a file, the name of a backup, or the word latest"
        )
        parser.add_argument(
            "--into", default="", metavar="DIR", help="into a new DATA_DIR, not into the site"
        )
        parser.add_argument(
            "--database-url",
            default="",
            metavar="URL",
            help="into another database. Without --into no files are restored then",
        )
        parser.add_argument(
            "--check", "--dry-run", action="store_true", help="only look and try, change nothing"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args, file, into, database_url, check, yes, verbosity, **options):
        self.verbosity = verbosity
        self.elsewhere = bool(into or database_url)
        try:
            with _found(file) as path, reading(path) as backup:
                self._tell(path, backup)
                restoring = self._restoring(backup, into, database_url)
                self._refuse(restoring, _of_place(into, database_url))
                if check:
                    self._say(f"The database was {restoring.try_out()}. All of it is whole.")
                    return
                self._ask(yes)
                self._restore(restoring)
        except Damaged as damaged:
            raise CommandError(f"{file}: {damaged} Try another one.", returncode=REFUSED) from None
        except (*FAILURES, Busy) as error:
            raise CommandError(
                f"Nothing was restored: {error}\nThe database is as it was.", returncode=FAILED
            ) from error

    def _restoring(self, backup: Reading, into: str, url: str) -> Restoring:
        place = Path(into).absolute()
        if url:
            engine = engine_at(url)
        elif into:
            engine = Sqlite({"NAME": place / "site.sqlite3"})
        else:
            engine = engine_of(settings.DATABASES["default"])
        if engine is None:
            raise CommandError("Only SQLite and PostgreSQL can be restored.", returncode=REFUSED)
        storage = default_storage if not url else None
        if into:
            storage = FileSystemStorage(location=place / "media")
        beside = engine.path.parent if isinstance(engine, Sqlite) else usual_folder()
        return Restoring(backup, engine, storage, Folder(place if into else beside), self._say)

    def _refuse(self, restoring: Restoring, more: list[str]) -> None:
        damages = restoring.damages()
        if damages:
            raise CommandError(
                told("It is damaged, and was not restored", damages), returncode=REFUSED
            )
        if reasons := more + restoring.refusals():
            raise CommandError(told("It cannot be restored", reasons), returncode=REFUSED)

    def _ask(self, yes: bool) -> None:
        if yes or self.elsewhere:
            return
        if not sys.stdin.isatty():
            raise CommandError("Say --yes to replace what the site has now.", returncode=REFUSED)
        self.stdout.write(
            "The database of this site will be replaced: what was written since the backup "
            "was made is kept aside and no longer shown."
        )
        if input("Write yes to go on: ").strip().lower() != "yes":
            raise CommandError("Nothing was changed.", returncode=FAILED)

    def _restore(self, restoring: Restoring) -> None:
        begun = monotonic()
        outcome = restoring.run()
        if not self.elsewhere:
            content_changed()
        self._sum_up(outcome, monotonic() - begun)
        if outcome.media and outcome.media.different:
            names = outcome.media.different
            raise CommandError(
                told(
                    "The backup was restored, but these files are there with other bytes and "
                    "were left alone. Move them away and run it again",
                    names,
                ),
                returncode=FAILED,
            )

    def _sum_up(self, outcome: Outcome, seconds: float) -> None:
        self._say(f"Restored in {seconds:.1f} s.")
        for line in outcome.told:
            self._say(line)
        if outcome.media is None:
            self._say("No files were restored: name a folder for them with --into.")
        else:
            self._say(f"{outcome.media.added} files added, {outcome.media.alike} were there.")
        if not self.elsewhere:
            self._say(
                "Look at the site now. Accounts and passwords are those of the backup: see who "
                "may sign in. If it came from another copy of the site, restart the workers."
            )

    def _tell(self, path: Path, backup: Reading) -> None:
        manifest = backup.manifest
        self._say(
            f"{path.name}: made {manifest.made}, {manifest.engine} {manifest.engine_version}, "
            f"{len(manifest.media)} uploaded files, {manifest.bytes / 1e6:.1f} MB."
        )

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def _of_place(into: str, url: str) -> list[str]:
    place = Path(into or ".").absolute() / "site.sqlite3"
    if into and not url and place.exists():
        return [f"{place} is there already. Name a new folder."]
    return []


@contextmanager
def _found(file: str) -> Iterator[Path]:
    """The file itself; else one of that name among the backups, here or in the bucket."""
    remote, folder = remote_of_environment(), Folder(usual_folder())
    if Path(file).is_file() or (not remote.bucket and file != LATEST):
        here = Path(file)
        yield here if here.exists() else folder.root / file
        return
    holder = remote.open() if remote.bucket else folder
    names = holder.names()
    name = names[0] if file == LATEST and names else file
    if name not in names:
        raise FileNotFoundError(f"There is no backup {file}. manage.py backup --list names all.")
    if not remote.bucket:
        yield folder.root / name
        return
    with TemporaryDirectory(prefix="bluecampaign-restore-") as scratch:
        yield holder.fetch(name, Path(scratch) / name)

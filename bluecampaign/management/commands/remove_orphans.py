"""Takes files away that nothing refers to any more, and names rows without their file."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from bluecampaign.media.orphans import Found, Search
from bluecampaign.media.storage import StorageAway


class Command(BaseCommand):
    help = (
        "Removes uploaded files that no row, no draft and no older version refers to: what "
        "is left of uploads that were refused or never confirmed. Names the rows whose file "
        "is missing. Exits with 1 when a file is missing or could not be removed."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="list what would go, remove nothing"
        )
        parser.add_argument(
            "--older-than",
            type=float,
            default=24,
            metavar="HOURS",
            help="leave files alone that are younger: a form may be about to name them "
            "(default: 24)",
        )

    def handle(self, *args, dry_run: bool, older_than: float, verbosity: int, **options):
        if older_than < 0:
            raise CommandError("--older-than cannot be less than 0.")
        self.verbosity = verbosity
        search = Search(older_than=timedelta(hours=older_than), progress=self._progress)
        try:
            found = search.run()
            failed = [] if dry_run else self._remove(search, found)
        except StorageAway as error:
            raise CommandError(f"The storage does not answer: {error}") from error
        self._tell(found, dry_run=dry_run)
        lines = [f"{each} is not in the storage" for each in found.missing] + failed
        if lines:
            raise CommandError("These need a person:\n  " + "\n  ".join(lines))

    def _remove(self, search: Search, found: Found) -> list[str]:
        found.orphans = search.still_orphans(found.orphans)
        failed = []
        for orphan in found.orphans:
            try:
                default_storage.delete(orphan.name)
            except OSError as error:
                failed.append(f"{orphan.name} could not be removed: {error}")
        return failed

    def _tell(self, found: Found, *, dry_run: bool) -> None:
        for orphan in found.orphans:
            self._say(f"{filesizeformat(orphan.size):>12}  {orphan.name}")
        verb = "would be removed" if dry_run else "were removed"
        self._say(f"{len(found.orphans)} files ({filesizeformat(found.bytes)}) {verb}.")
        if found.young:
            self._say(f"{found.young} without use are too young and stay.")
        if found.elsewhere:
            self._say(f"{found.elsewhere} in other folders are not ours and stay.")

    def _progress(self, done: int, total: int) -> None:
        self._say(f"Read {done} of {total} versions …")

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text.replace("\xa0", " "))

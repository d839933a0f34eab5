"""Takes a folder of files in, each matched to an edition by its name."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from bluecampaign.media.storing import fresh_files
from resources.bulk.files import STORED, Fate, Kept, Match, NotStored, apply, discard, keep, match
from resources.bulk.names import Reader

NEEDS_A_PERSON = (Fate.REFUSED, Fate.UNMATCHED)


class Command(BaseCommand):
    help = (
        "Takes the PDFs and pictures of a folder in, matched to editions by code and language "
        "(BC-042_es.pdf, BC-042_es_letter.pdf). All that can be stored is stored together and "
        "is on the site at once, except where an item has a draft: there it goes into the "
        "draft. Exits with 1 when a file was refused or belongs to nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, store nothing"
        )

    def handle(self, *args, folder: Path, dry_run: bool, verbosity: int, **options):
        self.verbosity = verbosity
        with translation.override("en"):
            kept: list[Kept] = []
            try:
                kept += self._taken(_files_in(folder), kept)
                matches = self._done(kept, dry_run=dry_run)
            finally:
                discard(kept)
        left = [one for one in matches if one.fate in NEEDS_A_PERSON]
        if left:
            lines = [f"{one.kept.name}: {' '.join(map(str, one.reasons))}" for one in left]
            raise CommandError("These need a person:\n  " + "\n  ".join(lines))

    def _taken(self, files: list[Path], kept: list[Kept]) -> Iterator[Kept]:
        reader = Reader()
        for number, file in enumerate(files, start=1):
            self._say(f"{number}/{len(files)} {file.name}")
            with file.open("rb") as opened:
                yield keep(file.name, File(opened, name=file.name), reader)

    def _done(self, kept: list[Kept], *, dry_run: bool) -> list[Match]:
        matches = match(kept, by=None)
        for one in matches:
            item = f" {one.item}" if one.item else ""
            self._say(f"{one.fate.label:>24}  {one.kept.name}{item}")
        if dry_run:
            self._say("This was a dry run: nothing was stored.")
            return matches
        agreed = {str(place): one.token for place, one in enumerate(matches)}
        try:
            with fresh_files():
                matches = apply(kept, by=None, agreed=agreed, progress=self._progress)
        except NotStored as refused:
            lines = "\n  ".join(refused.reasons)
            raise CommandError(f"Nothing was stored:\n  {lines}") from refused
        self._say(f"{sum(one.fate in STORED for one in matches)} files were stored.")
        return matches

    def _progress(self, done: int, total: int) -> None:
        self._say(f"Stored the files of {done} of {total} items …")

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def _files_in(folder: Path) -> list[Path]:
    try:
        found = [file for file in folder.iterdir() if file.is_file()]
    except OSError as error:
        raise CommandError(f"{folder} cannot be read: {error.strerror}.") from error
    return sorted(file for file in found if not file.name.startswith("."))

"""Brings a catalogue file into the database; staff can run it again and again."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from bluecampaign.publishing.importing import ContentImport
from resources import catalogue, seed


class Command(BaseCommand):
    help = (
        "Imports a catalogue, CSV or XLSX: adds new items and updates those the file once wrote. "
        "What staff changed is kept and reported, unless --overwrite is given. A file "
        "with a mistake changes nothing and every mistake is listed."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file",
            nargs="?",
            type=Path,
            default=seed.CATALOGUE,
            help="the file (default: the shipped catalogue)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, change nothing"
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="put the file's word above what staff changed or deleted",
        )

    def handle(self, *args, file: Path, dry_run: bool, overwrite: bool, **options):
        run = ContentImport(overwrite=overwrite)
        try:
            with transaction.atomic():
                catalogue.load(run, catalogue.read_file(self.bytes_of(file)))
                run.keep_versions()
                transaction.set_rollback(dry_run)
        except catalogue.CatalogueError as error:
            raise CommandError(
                f"{file.name} was not imported; nothing was changed. Correct this and "
                "run the command again:\n" + "\n".join(f"  {p}" for p in error.problems)
            ) from error
        if options["verbosity"]:
            self.stdout.write("\n".join([*run.report.lines, run.report.summary()]))
            if dry_run:
                self.stdout.write("This was a dry run: nothing was changed.")

    def bytes_of(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error

"""Writes the whole catalogue into a file that the import reads again."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from resources.bulk import tables
from resources.bulk.exports import everything, export


class Command(BaseCommand):
    help = (
        "Writes the catalogue as CSV or XLSX, as the ending of the file says: one row for each "
        "item, with its texts in every language. The import in the office reads it again."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the file to write: catalogue.csv or .xlsx")
        parser.add_argument("--force", action="store_true", help="write over a file that is there")

        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be written, write nothing"
        )

    def handle(self, *args, file: Path, force: bool, dry_run: bool, verbosity: int, **options):
        format = file.suffix.lower().removeprefix(".")
        if format not in tables.CONTENT_TYPES:
            raise CommandError(f"{file.name} ends neither in .csv nor in .xlsx.")
        if file.exists() and not force:
            raise CommandError(f"{file} is there already. Take another name, or --force.")
        items = everything()
        try:
            data = export(items, format)
            if not dry_run:
                file.write_bytes(data)
        except tables.TableError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        if verbosity:
            verb = "would be" if dry_run else "are"
            self.stdout.write(f"{items.count()} items {verb} in {file.name}: {len(data)} bytes.")

"""Writes the download counts into a CSV file."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from resources.counting import counted, csv_lines


class Command(BaseCommand):
    help = (
        "Writes how often each file was downloaded on each day into a CSV file. It holds "
        "codes, languages, days and numbers, and nothing about anybody."
    )

    def add_arguments(self, parser):
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE")
        parser.add_argument("--since", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--code", default="", help="one item only, such as BC-042")
        parser.add_argument(
            "--dry-run", action="store_true", help="say how many lines there are, write no file"
        )

    def handle(self, *args, output: Path, since, until, code: str, dry_run: bool, **options):
        if since and until and until < since:
            raise CommandError("--until must not be before --since.")
        rows = counted(since=since, until=until, code=code)
        if not dry_run:
            self.write(output, rows)
        if options["verbosity"]:
            done = "would be written" if dry_run else "written"
            self.stdout.write(f"{rows.count()} lines: {output} {done}.")

    def write(self, output: Path, rows) -> None:
        try:
            with output.open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv_lines(rows))
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error

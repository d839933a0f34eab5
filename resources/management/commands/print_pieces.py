"""Set every printed piece in every language: ready for whoever asks, and checked."""

from django.core.management.base import BaseCommand, CommandError

from resources.printed.pieces import piece_of
from resources.printed.revisions import look_at, pairs, printed_items


class Command(BaseCommand):
    help = (
        "Sets every piece that this site prints, in every language and on every paper, so that "
        "the files are ready and whatever cannot be printed is known before somebody asks."
    )

    def add_arguments(self, parser):
        parser.add_argument("--code", help="only this item, for example P-05")
        parser.add_argument("--language", help="only this language, for example ar")
        parser.add_argument(
            "--dry-run", action="store_true", help="only say what would be set, and on which papers"
        )

    def handle(self, *args, **options):
        items = [item for item in printed_items() if _is(item.code, options["code"])]
        wanted = [codes for codes in pairs() if _is(codes[0], options["language"])]
        if not items or not wanted:
            raise CommandError("Nothing is printed under that code or in that language.")
        problems, done = 0, 0
        for place, item in enumerate(items, start=1):
            papers = len(piece_of(item).papers)
            self.stdout.write(f"{place} of {len(items)}  {item}: {len(wanted)} × {papers}")
            for codes in [] if options["dry_run"] else wanted:
                found = look_at(item, codes)
                done += papers
                if found.problem:
                    problems += 1
                    self.stderr.write(f"  {item.code} {' + '.join(codes)}: {found.problem}")
        if options["dry_run"]:
            return
        if problems:
            raise CommandError(f"{problems} could not be printed; what to do stands above.")
        self.stdout.write(f"{done} files are ready.")


def _is(value: str, wanted: str | None) -> bool:
    return wanted is None or value.lower() == wanted.lower()

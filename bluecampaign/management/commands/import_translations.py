"""Takes a translator's file back, after saying what it would change."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from bluecampaign.publishing.exchange import Applied, apply, examine
from bluecampaign.translation.exchange.comparison import Finding, Report
from bluecampaign.translation.exchange.files import read
from bluecampaign.translation.exchange.units import LARGEST_FILE, ExchangeError, ExchangeFile
from bluecampaign.translation.roles import languages_of

EVERY = 25


class Command(BaseCommand):
    help = (
        "Takes the translations of a PO or XLIFF 1.2 file. Texts that lost a number, a link "
        "or a placeholder are refused; texts that changed on the site since the file was made "
        "are left alone. Ends with 1 when somebody has to look at something."
    )

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, change nothing"
        )
        parser.add_argument(
            "--take-conflicts",
            action="store_true",
            help="take texts, too, whose English or translation changed since the export",
        )
        parser.add_argument(
            "--by",
            default="",
            metavar="USERNAME",
            help="in whose name, with that person's rights; without it, everything that is "
            "taken is live at once",
        )

    def handle(self, *args, file, dry_run, take_conflicts, by, verbosity, **options):
        self.verbosity = verbosity
        try:
            content = read(self._bytes(Path(file)))
        except ExchangeError as error:
            raise CommandError("\n".join(error.problems)) from error
        person = self._person(by, content)
        report = examine(content, by=person)
        take = report.conflicts if take_conflicts else []
        self._tell(report)
        left = report.left(take)
        if dry_run:
            self._say("This was a dry run: nothing was changed.")
        else:
            applied = apply(report.agreed(take), by=person, progress=self._progress)
            self._tell_done(applied)
            left += applied.report.left()
        if left:
            raise CommandError(f"{len(left)} texts need a person:\n" + _lines(left))

    def _bytes(self, file: Path) -> bytes:
        try:
            if file.stat().st_size > LARGEST_FILE:
                raise CommandError(f"{file} is larger than {LARGEST_FILE // 1024 // 1024} MB.")
            return file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error

    def _person(self, name: str, content: ExchangeFile):
        if not name:
            return None
        person = get_user_model().objects.filter(username=name).first()
        if person is None:
            raise CommandError(f"There is nobody with the name {name}.")
        if content.language.code not in languages_of(person):
            raise CommandError(f"{name} may not translate {content.language.english_name}.")
        return person

    def _tell(self, report: Report) -> None:
        self._say(f"{report.language.english_name}: {len(report.findings)} texts in the file.")
        for outcome, number in report.counts.items():
            if number:
                self._say(f"{number:>7}  {outcome.label}")

    def _progress(self, done: int, total: int) -> None:
        if done % EVERY == 0 or done == total:
            self._say(f"Stored {done} of {total} …")

    def _tell_done(self, applied: Applied) -> None:
        self._say(f"{len(applied.live)} changed, {len(applied.drafts)} as drafts for review.")

    def _say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def _lines(findings: list[Finding]) -> str:
    return "\n".join(
        f"  {finding.path}: {finding.outcome.label}. {' '.join(finding.reasons)}"
        for finding in findings
    )

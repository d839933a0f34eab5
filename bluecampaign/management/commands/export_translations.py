"""Writes the texts of a language into a file for translators."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from bluecampaign.publishing.exchange import export
from bluecampaign.translation.exchange.files import FORMATS, write
from bluecampaign.translation.exchange.segments import sections
from bluecampaign.translation.exchange.units import ExchangeError
from bluecampaign.translation.languages import TRANSLATION_CODES, get_language


class Command(BaseCommand):
    help = (
        "Writes the texts of a language into a PO or XLIFF 1.2 file, English and "
        "translation side by side, for translators and their tools."
    )

    def add_arguments(self, parser):
        parser.add_argument("--language", required=True, choices=TRANSLATION_CODES)
        parser.add_argument("--format", choices=sorted(FORMATS), default="po")
        parser.add_argument(
            "--section",
            default="",
            metavar="NAME",
            help=f"{', '.join(sorted(sections()))}; or one address such as /get-help/. "
            "Everything without it.",
        )
        parser.add_argument(
            "--outstanding",
            action="store_true",
            help="only what is missing, outdated or a machine draft",
        )
        parser.add_argument("-o", "--output", required=True, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say how many texts there are, write no file"
        )

    def handle(self, *args, language, format, section, outstanding, output, **options):
        spoken = get_language(language)
        try:
            units = export(spoken, section=section, outstanding=outstanding)
            data = write(units, spoken, format)
        except ExchangeError as error:
            raise CommandError("\n".join(error.problems)) from error
        if not options["dry_run"]:
            try:
                Path(output).write_bytes(data)
            except OSError as error:
                raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        if options["verbosity"]:
            done = "would be written" if options["dry_run"] else "written"
            self.stdout.write(
                f"{len(units)} texts, {spoken.english_name}: {output} ({len(data)} bytes) {done}."
            )

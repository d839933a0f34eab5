"""Looks at the words of everything that is stored, and tells what is worth another look."""

from collections import Counter

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from bluecampaign.translation.languages import CODES
from bluecampaign.wording.hits import Finding
from bluecampaign.wording.kinds import Kind
from bluecampaign.wording.looking import all_open
from bluecampaign.wording.sources import address_of, objects

# How many objects of a kind are read before it is said how far it is.
EVERY = 500


class Command(BaseCommand):
    help = (
        "Looks at the words of all pages, lists, hotlines and items: how hard they are to "
        "read, words that hurt, long words, figures without a year, signs without the "
        "caution. Tells what to write instead and why. What was reviewed with the shipped "
        "content or is marked in the office as meant so is not told. Changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--language",
            action="append",
            choices=CODES,
            metavar="CODE",
            help="only texts in this language; may be given several times",
        )
        parser.add_argument(
            "--kind",
            action="append",
            choices=Kind.values,
            help="only findings of this kind; may be given several times",
        )
        parser.add_argument(
            "--strict", action="store_true", help="exit with 1 when there is a finding"
        )

    def handle(self, *args, language, kind, strict, verbosity, **options):
        self.verbosity = verbosity
        self.told: Counter = Counter()
        with translation.override("en"):
            read = sum(
                self._look_at(model, found, languages=language or (), kinds=kind or ())
                for model, found in objects()
            )
            summary = self._summary(read)
        if self.told and strict:
            raise CommandError(summary)
        self.say(summary)

    def _look_at(self, model, found, **only) -> int:
        """Tell of the objects of one model; returns how many there are."""
        number = 0
        for obj, findings in all_open(found.iterator(chunk_size=100), **only):
            number += 1
            if number % EVERY == 0:
                self.say(f"{number} {model._meta.verbose_name_plural} …")
            self.told.update(finding.kind for finding in findings)
            self._tell(address_of(obj), findings)
        self.say(f"{number} {model._meta.verbose_name_plural} read.")
        return number

    def _tell(self, address: str, findings: list[Finding]) -> None:
        """Also at verbosity 0: the findings are what it is for."""
        for each in findings:
            part = f" {each.part[0]} {each.part[1]}" if each.part else ""
            self.stdout.write(f"{address}{part} {each.field} ({each.language}): {each.kind.label}")
            self.stdout.write(f"    {each.before}[{each.words}]{each.after}")
            self.stdout.write(f"    Write: {each.instead}\n    {each.why}")

    def _summary(self, read: int) -> str:
        if not self.told:
            return f"{read} objects read. No word needs a second look."
        kinds = ", ".join(f"{Kind(kind).value} {n}" for kind, n in self.told.most_common())
        return f"{read} objects read. Words to look at: {self.told.total()} ({kinds})."

    def say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)

"""Makes every search document anew, beside those that readers find."""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError

from bluecampaign.search import index


class Command(BaseCommand):
    help = (
        "Makes every search document anew from what is published. Readers find the old "
        "ones until the new ones are complete, and staff can save meanwhile. What an "
        "earlier run left unfinished is cleared away first."
    )

    def handle(self, *args, verbosity: int, **options):
        self.verbosity = verbosity
        begun = monotonic()
        try:
            number = index.rebuild(self.tell)
        except index.Overtaken as overtaken:
            raise CommandError(f"{overtaken} Readers find what that one makes.") from overtaken
        if verbosity:
            self.stdout.write(f"{number} search documents, in {monotonic() - begun:.1f} s.")

    def tell(self, what: str, done: int, total: int) -> None:
        if self.verbosity:
            self.stdout.write(f"{what}: {done} of {total}")

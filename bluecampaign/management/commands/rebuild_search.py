"""Makes every search document anew, in one transaction."""

from django.core.management.base import BaseCommand

from bluecampaign.search import index


class Command(BaseCommand):
    help = (
        "Makes every search document anew from what is published. Readers find the old "
        "ones until the new ones are complete."
    )

    def handle(self, *args, verbosity: int, **options):
        number = index.rebuild()
        if verbosity:
            self.stdout.write(f"{number} search documents.")

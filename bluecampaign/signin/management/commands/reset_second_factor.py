"""Takes away the second factor of somebody who lost phone and recovery codes."""

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from bluecampaign.signin import factor


class Command(BaseCommand):
    help = (
        "Takes away the second factor of a person and signs them out everywhere. Their "
        "next sign-in sets up a new one. Make sure first that it is they who ask."
    )

    def add_arguments(self, parser):
        parser.add_argument("username")
        parser.add_argument("--dry-run", action="store_true", help="Only say what would happen.")

    def handle(self, *args, username: str, dry_run: bool, verbosity: int, **options):
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody is called {username}.")
        had = factor.phone_of(user) is not None if dry_run else factor.reset(user)
        if verbosity:
            self.stdout.write(self.told(username, had, dry_run))

    def told(self, username: str, had: bool, dry_run: bool) -> str:
        if not had:
            return f"{username} had no second factor."
        verb, plural = ("would be", "would be") if dry_run else ("was", "were")
        return f"The second factor of {username} {verb} taken away. Their sessions {plural} ended."

"""Deletes the entries of the audit log that are older than they have to be kept."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bluecampaign.signin.pruning import older_than, prune


class Command(BaseCommand):
    help = (
        "Deletes the entries of the audit log that are older than AUDIT_DAYS. Nothing "
        "younger is touched, and one entry says how many went. Run it once a month."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--days",
            type=int,
            default=settings.AUDIT_DAYS,
            help="keep so many days, 1 or more (default: AUDIT_DAYS, now %(default)s)",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be deleted, change nothing"
        )

    def handle(self, *args, days: int, dry_run: bool, verbosity: int, **options):
        self.verbosity = verbosity
        moment = moment_before(days)
        found = older_than(moment)
        number, oldest = found.count(), found.first()
        if oldest is None:
            self.say(f"The audit log has nothing that is older than {days} days.")
            return
        since = f"{oldest.at:%Y-%m-%d}"
        if dry_run:
            self.say(f"{number} entries would be deleted, the oldest of {since}.")
            self.say("This was a dry run: nothing was changed.")
            return
        for gone in prune(moment):
            self.say(f"Deleted {gone} of {number} …")
        self.say(f"The audit log keeps {days} days. The oldest entry that went: {since}.")

    def say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def moment_before(days: int) -> datetime:
    """The moment that many days ago; raises CommandError for what is no such number."""
    if days < 1:
        raise CommandError(
            f"{days} days would delete the whole audit log. Give 1 or more, or set AUDIT_DAYS."
        )
    try:
        return (timezone.now() - timedelta(days=days)).astimezone(UTC)
    except OverflowError as error:
        raise CommandError(f"{days} days are longer than there is a calendar.") from error

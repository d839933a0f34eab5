"""Makes the groups of the office; safe to run at every start."""

from django.core.management.base import BaseCommand

from bluecampaign import roles


class Command(BaseCommand):
    help = (
        "Makes the groups Editor, Translator and Reviewer (two for each language), "
        "Publisher and Administrator, each with the least rights it needs. Rights that "
        "somebody gave to one of these groups by hand are taken away again; other groups and the "
        "members of all groups are left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, change nothing"
        )

    def handle(self, *args, dry_run: bool, verbosity: int, **options):
        changed = [one for one in roles.make(dry_run=dry_run) if one.changed]
        if not verbosity:
            return
        for outcome in changed:
            self.stdout.write(self.line_for(outcome))
            if verbosity > 1:
                self.list_rights(outcome)
        if not changed:
            self.stdout.write("The roles are up to date. Nothing was changed.")
        elif dry_run:
            self.stdout.write("This was a dry run: nothing was changed.")

    def line_for(self, outcome: roles.Outcome) -> str:
        new = "new, " if outcome.made else ""
        given, taken = len(outcome.given), len(outcome.taken)
        return f"{outcome.group}: {new}{given} rights given, {taken} taken away"

    def list_rights(self, outcome: roles.Outcome) -> None:
        for sign, rights in (("+", outcome.given), ("-", outcome.taken)):
            for name in rights:
                self.stdout.write(f"  {sign} {name}")

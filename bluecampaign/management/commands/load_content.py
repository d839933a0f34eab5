"""Brings the shipped content into the database; safe to run at every start."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

import awareness.seed
import hotlines.seed
import resources.seed
from bluecampaign.publishing.importing import (
    ContentImport,
    digest_of_files,
    is_current,
    mark_current,
)
from bluecampaign.search import index
from resources.catalogue import CatalogueError

SEEDS = {
    "hotlines": hotlines.seed,
    "pages": awareness.seed,
    "catalogue": resources.seed,
}


class Command(BaseCommand):
    help = (
        "Loads the shipped hotlines, pages and catalogue. What staff changed is kept and "
        "reported, what staff deleted stays deleted; files that were loaded before are "
        "passed over at once."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, change nothing"
        )
        parser.add_argument(
            "--overwrite",
            action="store_true",
            help="put the files' word above what staff changed or deleted",
        )

    def handle(self, *args, dry_run: bool, overwrite: bool, verbosity: int, **options):
        self.verbosity = verbosity
        digest = digest_of_files(path for s in SEEDS.values() for path in s.files())
        if is_current("content", digest) and not dry_run and not overwrite:
            self.say("The content is up to date. Nothing was changed.")
            self.build_search()
            return
        with transaction.atomic():
            self.load(ContentImport(overwrite=overwrite))
            mark_current("content", digest)
            if dry_run:
                transaction.set_rollback(True)
                self.say("This was a dry run: nothing was changed.")

    def build_search(self) -> None:
        """After a migration that left the search without documents."""
        if not index.is_built():
            self.say(f"{index.rebuild()} search documents.")

    def load(self, run: ContentImport) -> None:
        for name, seed in SEEDS.items():
            self.say(f"Loading {name} …")
            try:
                seed.load(run)
            except CatalogueError as error:
                raise CommandError(
                    "The shipped catalogue cannot be read; nothing was changed.\n"
                    + "\n".join(error.problems)
                ) from error
        versions = run.keep_versions()
        documents = index.rebuild()
        if self.verbosity > 1:
            self.stdout.write("\n".join(run.report.lines))
        kept = [line for line in run.report.lines if line.lstrip().startswith("kept")]
        if kept and self.verbosity == 1:
            self.say("\n".join(kept))
        summary = f"Content: {run.report.summary()}. "
        self.say(f"{summary}{documents} search documents, {versions} versions.")

    def say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)

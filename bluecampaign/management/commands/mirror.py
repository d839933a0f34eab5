"""Writes the whole public site as files, for the day on which the site itself is down."""

from pathlib import Path
from time import monotonic

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat
from django.utils.module_loading import import_string

from bluecampaign import mirrored
from bluecampaign.mirror.checking import Check
from bluecampaign.mirror.crawling import Failed
from bluecampaign.mirror.entries import Manifest
from bluecampaign.mirror.making import (
    Addresses,
    Making,
    Outcome,
    chosen_languages,
    refusals_of_site,
)
from bluecampaign.mirror.places import Folder
from bluecampaign.mirror.targets import target_of_environment

ADDRESSES = Addresses(mirrored.URLCONF, mirrored.first_addresses, mirrored.missing_pages)
EACH = 250
MOST_TOLD = 50


class Command(BaseCommand):
    help = (
        "Writes every public page in every language, with all files, into DIR, as files "
        "that nginx, any other web server or a bucket can serve while the site is down. "
        "Readers get a new copy in one step; the last two are kept. A second run writes "
        "only what has changed, and none at all while nothing has. What was broken off "
        "goes on with the next run. Nothing that readers do is counted by it."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", help="an empty or new folder, or a copy")
        parser.add_argument(
            "--languages", default="", metavar="CODES", help="only these, as es,ar; always English"
        )
        parser.add_argument(
            "--force", action="store_true", help="render everything, whether it changed or not"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change, write nothing"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="look through the finished copy: every file, link and anchor. Exits with 1 "
            "when one is broken",
        )
        parser.add_argument(
            "--bucket", default="", help="publish to this bucket (without it: MIRROR_BUCKET)"
        )

    def handle(self, *args, folder, languages, force, dry_run, check, bucket, verbosity, **o):
        self.verbosity = verbosity
        place = Folder(Path(folder).absolute())
        if check:
            self._check(place)
            return
        target = target_of_environment()
        target = target.named(bucket) if bucket else target
        codes, unknown = chosen_languages(languages)
        reasons = [f"{name} is none of the site's languages." for name in unknown]
        reasons += [*refusals_of_site(), *place.refusals(), *target.refusals()]
        if reasons:
            raise CommandError("No copy can be made:\n" + "\n".join(f"  {r}" for r in reasons))
        making = Making(place, ADDRESSES, codes, self._progress)
        if dry_run:
            self._weigh(making)
            return
        outcome = self._made(making, force=force)
        if target.bucket:
            self._publish(outcome, target)

    def _made(self, making: Making, *, force: bool) -> Outcome:
        making.folder.claim()
        with making.folder.alone() as alone:
            if not alone:
                raise CommandError("Another run is at work in this folder. Wait until it ends.")
            begun = monotonic()
            fresh = None if force else making.fresh()
            if fresh:
                self.say(f"Nothing has changed since {fresh.manifest.made}. (--force makes all.)")
                return fresh
            try:
                outcome = making.run()
            except Failed as failed:
                raise CommandError(_told(failed.reasons)) from failed
            except OSError as error:
                raise CommandError(
                    f"The copy could not be written: {error}\nThe one before is still served. "
                    "Run it again when this is mended: it goes on where it was."
                ) from error
        self._sum_up(outcome, monotonic() - begun)
        return outcome

    def _weigh(self, making: Making) -> None:
        before = making.folder.manifest
        try:
            after = making.weigh()
        except Failed as failed:
            raise CommandError(_told(failed.reasons)) from failed
        old = {path: e.sha256 for path, e in before.entries.items()} if before else {}
        new = {path: entry.sha256 for path, entry in after.entries.items()}
        changed = [path for path in new.keys() & old.keys() if new[path] != old[path]]
        self._tell(after)
        self.say(
            f"{len(new.keys() - old.keys())} addresses are new, {len(changed)} changed, "
            f"{len(old.keys() - new.keys())} are gone. Nothing was written."
        )

    def _sum_up(self, outcome: Outcome, seconds: float) -> None:
        self._tell(outcome.manifest)
        verb = "is served now" if outcome.is_new else "is what was served before"
        self.say(
            f"{outcome.written} files written, in {seconds:.0f} s. This copy {verb}: "
            f"{outcome.release.name}"
        )

    def _tell(self, manifest: Manifest) -> None:
        entries = manifest.entries.values()
        redirects = sum(entry.is_redirect for entry in entries)
        size = filesizeformat(manifest.bytes).replace("\xa0", " ")
        self.say(
            f"{len(entries)} addresses in {len(manifest.languages)} languages: "
            f"{len(entries) - redirects} files of {size}, {redirects} redirects."
        )
        for left in manifest.left_out:
            self.say(f"Not in the copy, {left.kind}: on {left.pages} pages, such as {left.example}")
        for path, since in sorted(manifest.broken.items()):
            self.say(f"The site itself has no {path}" + (f" (linked from {since})" * bool(since)))

    def _check(self, place: Folder) -> None:
        manifest, current = place.manifest, place.current
        if manifest is None or current is None:
            raise CommandError(f"{place.root} holds no copy. Make one: manage.py mirror DIR")
        check = Check(current, manifest)
        problems = list(check.problems())
        if problems:
            raise CommandError(_told(problems, "Broken"))
        files = len(manifest.files)
        self.say(f"{files} files are as they were made, and {check.links} links lead somewhere.")

    def _publish(self, outcome: Outcome, target) -> None:
        try:
            bucket = import_string("bluecampaign.mirror.bucket.publish")
            refused = import_string("bluecampaign.mirror.bucket.Refused")
        except ImportError as error:
            raise CommandError(
                f"A bucket needs packages that are not here: pip install '.[s3]' ({error})"
            ) from error
        try:
            done = bucket(outcome.release, outcome.manifest, target, self._sent)
        except refused as error:
            raise CommandError(str(error)) from error
        self.say(
            f"Bucket {target.bucket}: {done['sent']} sent, {done['deleted']} deleted, "
            f"{done['alike']} as they were."
        )

    def _progress(self, done: int, waiting: int, address: str) -> None:
        if done % EACH == 0:
            self.say(f"{done} addresses done, {waiting} waiting: {address}")

    def _sent(self, number: int, total: int) -> None:
        if number % EACH == 0:
            self.say(f"{number} of {total} sent")

    def say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)


def _told(reasons: list[str], title: str = "No copy was made; the former one is served") -> str:
    lines = "\n".join(f"  {reason}" for reason in reasons[:MOST_TOLD])
    more = len(reasons) - MOST_TOLD
    return f"{title}: {len(reasons)}\n{lines}" + (f"\n  and {more} more" if more > 0 else "")

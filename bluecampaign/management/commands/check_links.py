"""Follows every link of the site and tells which are dead."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from bluecampaign.links import round, rows
from bluecampaign.links.fetching import Fetcher
from bluecampaign.links.manners import Manners
from bluecampaign.links.models import LinkCheck


class Command(BaseCommand):
    help = (
        "Follows the links of everything that is published and writes down how they "
        "answer. Each result is kept at once: what was broken off goes on with --resume. "
        "Exits with 1 when links are dead."
    )

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, help="ask for at most so many addresses")
        parser.add_argument(
            "--internal-only", action="store_true", help="ask no other site for anything"
        )
        parser.add_argument(
            "--timeout", type=float, default=10.0, help="seconds to wait for an answer"
        )
        parser.add_argument(
            "--resume",
            action="store_true",
            help="only what was never asked for or is due again",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be asked, change nothing"
        )

    def handle(self, *args, limit, internal_only, timeout, resume, dry_run, verbosity, **o):
        self.verbosity = verbosity
        if (limit is not None and limit < 0) or timeout <= 0:
            raise CommandError("--limit and --timeout are numbers above nought.")
        with translation.override("en"):
            if dry_run:
                self._tell_only(resume, limit)
                return
            self.say(f"{rows.gather()} links.")
            self.say(f"{round.check_internal()} of them inside the site: looked up.")
            if not internal_only:
                self._ask(resume, limit, timeout)
            self._sum_up()

    def _tell_only(self, resume: bool, limit: int | None) -> None:
        for address in round.addresses(resume=resume, limit=limit, now=timezone.now()):
            self.say(address)
        self.say("This was a dry run: nothing was asked for, nothing was changed.")

    def _ask(self, resume: bool, limit: int | None, timeout: float) -> None:
        fetcher = Fetcher(
            agent=f"BlueCampaignLinks/1.0 (+{settings.SITE_URL}/)",
            timeout=timeout,
            private_hosts=settings.LINK_CHECK_PRIVATE_HOSTS,
        )
        manners = Manners(fetcher, settings.LINK_CHECK_DELAY)
        wanted = round.addresses(resume=resume, limit=limit, now=timezone.now())
        for number, address in enumerate(wanted, start=1):
            result = round.ask(address, fetcher, manners)
            verdict = round.write_down(address, result, timezone.now())
            self.say(f"{number}/{len(wanted)} {verdict.value}: {address}")

    def _sum_up(self) -> None:
        dead = list(
            LinkCheck.objects.dead()
            .values_list("address", flat=True)
            .distinct()
            .order_by("address")
        )
        if dead:
            lines = "\n".join(f"  {address}" for address in dead)
            raise CommandError(f"Dead links: {len(dead)}\n{lines}")
        self.say("No dead links.")

    def say(self, text: str) -> None:
        if self.verbosity:
            self.stdout.write(text)

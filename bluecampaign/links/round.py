"""One round of the link checker. Each result is stored at once, so that a round that
was broken off is gone on with where it stopped."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urldefrag, urlsplit

from django.utils import timezone

from .fetching import Answer, Fetcher, Forbidden
from .manners import Manners
from .models import LinkCheck, Verdict
from .places import Lookup, looking_up, problem_with
from .sources import linking_objects

GONE = {404, 410}
# A site may be away for a day. What failed this often, on different days, is dead.
FAILURES_UNTIL_DEAD = 3
AGAIN_AFTER_SUCCESS = timedelta(days=7)
AGAIN_AFTER_FAILURE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be written down of an address."""

    verdict: Verdict
    status: int | None = None
    error: str = ""
    final_address: str = ""


def addresses(*, resume: bool, limit: int | None, now: datetime) -> list[str]:
    """The external addresses of this round, those unseen for longest first, the hosts
    in turn so that none has to be waited for. With `resume` only those that are due."""
    rows = LinkCheck.objects.external()
    if resume:
        rows = rows.due(now)
    wanted = list(dict.fromkeys(rows.longest_ago_first().values_list("address", flat=True)))
    return list(_in_turn(wanted[:limit] if limit is not None else wanted))


def _in_turn(wanted: list[str]) -> Iterator[str]:
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in wanted:
        hosts[urlsplit(address).netloc].append(address)
    while hosts:
        for host in list(hosts):
            yield hosts[host].pop(0)
            if not hosts[host]:
                del hosts[host]


def ask(address: str, fetcher: Fetcher, manners: Manners) -> Result:
    """Ask for one address, with manners."""
    plain = urldefrag(address).url
    try:
        if not manners.allows(plain):
            return Result(Verdict.LEFT_OUT, error="The site's robots.txt forbids it.")
        return _result(plain, fetcher.look(plain))
    except Forbidden as error:
        return Result(Verdict.LEFT_OUT, error=str(error))
    except ValueError as error:
        return Result(Verdict.DEAD, error=f"It is not an address: {error}"[:300])


def _result(address: str, answer: Answer) -> Result:
    if answer.status in GONE:
        return Result(Verdict.DEAD, answer.status, "Not there any more.", "")
    if answer.status is None or answer.status >= 500 or answer.status == 429:
        return Result(Verdict.FAILING, answer.status, answer.error)
    if answer.status >= 400:
        # It answers, but not to a machine: a person has to look.
        return Result(Verdict.LEFT_OUT, answer.status, "It does not answer to a checker.")
    if answer.final_address != address:
        final = answer.final_address[:1000]
        return Result(Verdict.REDIRECTED, answer.status, final_address=final)
    return Result(Verdict.WORKS, answer.status)


def write_down(address: str, result: Result, now: datetime) -> Verdict:
    """Store the result for every place with the address; returns what it now counts as."""
    rows = LinkCheck.objects.filter(address=address)
    before = rows.order_by("-failures").first()
    verdict, failures, since = result.verdict, 0, None
    if verdict in (Verdict.FAILING, Verdict.DEAD):
        failures = (before.failures if before else 0) + 1
        since = (before.failing_since if before else None) or now
        if failures >= FAILURES_UNTIL_DEAD:
            verdict = Verdict.DEAD
    rows.update(
        verdict=verdict,
        status=result.status,
        error=result.error,
        final_address=result.final_address,
        checked_at=now,
        failing_since=since,
        failures=min(failures, 1000),
        next_at=now + (AGAIN_AFTER_FAILURE if failures else AGAIN_AFTER_SUCCESS),
    )
    return verdict


def check_internal() -> int:
    """Look up every link inside the site, without a request; returns how many."""
    now, number, look_up = timezone.now(), 0, looking_up()
    for obj in linking_objects():
        for row in LinkCheck.objects.of(obj).internal():
            here = obj.get_absolute_url() if row.address.startswith("#") else ""
            _write_internal(row, here, now, look_up)
            number += 1
    return number


def _write_internal(row: LinkCheck, here: str, now: datetime, look_up: Lookup) -> None:
    address = f"{here.partition('#')[0]}{row.address}" if here else row.address
    problem = problem_with(address, look_up)
    row.verdict, row.error, row.checked_at = Verdict.WORKS, "", now
    if problem is not None:
        row.verdict = Verdict.DEAD if problem.is_fatal else Verdict.REDIRECTED
        row.error = f"{problem.reason} {problem.fix}"[:300]
    is_dead = row.verdict == Verdict.DEAD
    row.failing_since = (row.failing_since or now) if is_dead else None
    row.save()

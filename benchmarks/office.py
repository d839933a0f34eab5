"""What the screens of the office cost, also when the site has grown:  python -m benchmarks.office

Each round opens every screen some times, signed in, in a new process with the shipped site
and then in one with 1,000 pages and 10,000 items in 13 languages, every piece printed once in
every language. Printed are the milliseconds of the processor and the queries of a screen that
was opened before: medians, and how many times that of the site as it is shipped.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.growing import ITEMS, PAGES, grown
from tests.browser.serving import ROOT, STAFF, STATIC, environment, prepare

OPENINGS = 3


def screens() -> dict[str, str]:
    """What staff open most; the page is one with many links."""
    from django.urls import reverse

    from awareness.models import Page, Term
    from resources.models import Resource

    def of(name: str, *args) -> str:
        return reverse(f"admin:{name}", args=args)

    term = Term.objects.order_by("pk")[0]
    return {
        "first page": of("index"),
        "list of pages": of("awareness_page_changelist"),
        "form of a page": of("awareness_page_change", Page.objects.get(path="myths").pk),
        "list of items": of("resources_resource_changelist"),
        "form of an item": of("resources_resource_change", Resource.objects.get(code="P-05").pk),
        "what was printed": of("resources_printedrevision_changelist"),
        "translations, all languages": of("translation-board"),
        "translations, one language": of("translate-list", "es"),
        "a text to translate": of("translate-work", "es", "awareness.term", term.pk),
    }


def open_all() -> None:
    """In a process with the database of one site: prints what each screen took."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.get(username=STAFF["name"]))
    taken = {}
    for name, address in screens().items():
        answer = client.get(address)
        if answer.status_code != 200:
            sys.exit(f"{address} answered {answer.status_code}.")
        times = []
        for _number in range(OPENINGS):
            before = time.process_time()
            client.get(address)
            times.append((time.process_time() - before) * 1000)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        taken[name] = statistics.median(times), len(queries)
    print(json.dumps(taken))


def print_everything() -> None:
    """Notes every piece in every language, as if each had been printed once."""
    import django

    django.setup()
    from bluecampaign.translation.languages import BY_CODE
    from resources.models import PrintedRevision
    from resources.printed.revisions import pairs, printed_items

    PrintedRevision.objects.bulk_create(
        PrintedRevision(
            resource=item,
            languages="+".join(BY_CODE[code].tag for code in codes),
            revision="000000",
            updated_on="2026-01-01",
        )
        for item in printed_items()
        for codes in pairs()
    )


def ask(folder: Path, part: str) -> str:
    env = environment(folder, folder / STATIC) | {"DJANGO_SETTINGS_MODULE": "bluecampaign.settings"}
    command = [sys.executable, "-m", "benchmarks.office", part]
    return subprocess.run(
        command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def measure(folders: list[Path], rounds: int) -> None:
    found: list[list[dict]] = [[] for _folder in folders]
    for number in range(rounds):
        print(f"Round {number + 1} of {rounds} …", file=sys.stderr)
        for folder, taken in zip(folders, found, strict=True):
            taken.append(json.loads(ask(folder, "--open")))
    print(f"{'':30}{'shipped, ms':>12}{'queries':>9}{'grown, ms':>12}{'queries':>9}{'times':>8}")
    for name in found[0][0]:
        (small, few), (large, many) = (
            (statistics.median(each[name][0] for each in taken), taken[0][name][1])
            for taken in found
        )
        print(f"{name:30}{small:12.0f}{few:9}{large:12.0f}{many:9}{large / small:8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--open", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--print", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.open or options.print:
        (open_all if options.open else print_everything)()
        return
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        shipped = prepare(Path(name) / "site")
        ask(shipped, "--print")
        print("The site is made to grow …", file=sys.stderr)
        large = grown(shipped, Path(name) / "large", options.pages, options.items)
        measure([shipped, large], options.rounds)
    print(f"Load of the machine meanwhile: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

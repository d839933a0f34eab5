"""Searches and saves without a pause while the index is rebuilt, and tells what readers
saw. A program of its own, because tests of one process share a transaction."""

import json
import os
import threading
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bluecampaign.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from awareness.models import Page  # noqa: E402
from bluecampaign.search import index  # noqa: E402
from bluecampaign.search.query import Query  # noqa: E402

PAGES, REBUILDS = 40, 4
over = threading.Event()
totals: set[int] = set()
errors: list[str] = []
counted = {"searches": 0, "saves": 0}


def until_over(work: Callable[[], None]) -> Callable[[], None]:
    def loop() -> None:
        try:
            while not over.is_set():
                work()
        except Exception as error:
            errors.append(repr(error))
        finally:
            connection.close()

    return loop


def read() -> None:
    totals.add(Query("zebra", "en").answer().total)
    counted["searches"] += 1


def save() -> None:
    counted["saves"] += 1
    page = Page.objects.get(slug="page-7")
    page.summary_en = f"Saved turn{counted['saves']}."
    page.save()
    index.update(page)
    over.wait(0.01)


def main() -> None:
    call_command("migrate", verbosity=0)
    for number in range(PAGES):
        page = Page(slug=f"page-{number}", title_en=f"Zebra {number}", status="live")
        page.save()
        index.update(page)
    threads = [threading.Thread(target=until_over(work)) for work in (read, read, save)]
    for thread in threads:
        thread.start()
    for _turn in range(REBUILDS):
        index.rebuild()
    over.set()
    for thread in threads:
        thread.join()
    last = f"turn{counted['saves']}"
    told = {
        "pages": PAGES,
        "rebuilds": REBUILDS,
        "totals": sorted(totals),
        "searches": counted["searches"],
        "saved": last,
        "found": last if len(Query(f'"{last}"', "en").answer()) == 1 else "",
        "errors": errors,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()

"""How long the catalogue takes as it grows:  python -m benchmarks.catalogue [SIZE …]

Each size gets a database of its own in memory, each page is asked for 15 times without
any cache. Printed are the median of the processor's milliseconds (other work on the
machine counts less) and the number of queries; the command
fails when a page asks more of the database for many items than for few.
"""

import os
import statistics
import sys
import time
from collections.abc import Iterator

import django

SIZES = (100, 1_000, 10_000)
ROUNDS = 15
PAGES = {
    "whole list": "/resources/",
    "last page": "/resources/?page=9999",
    "by title": "/resources/?sort=title",
    "three facets": "/resources/?kind=poster&kind=card&language=es&audience=audience-3",
    "Arabic": "/ar/resources/?topic=topic-5",
    "for an audience": "/resources/for/audience-3/",
    "an item": "/resources/item-7/",
    "list of fifty": "/resources/my-list/?list=" + ",".join(f"Q-{n}" for n in range(50)),
}
LANGUAGES = ("en", "es", "ar", "fr", "und", "zxx", "pl")


def prepare() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bluecampaign.settings"
    os.environ |= {"SECRET_KEY": "only-for-measuring", "DEBUG": "off", "HTTPS": "off"}
    os.environ |= {"DATABASE_URL": "sqlite://:memory:", "ALLOWED_HOSTS": "testserver"}
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)


def fill(size: int) -> None:
    """So many items with two audiences, two topics and three editions each."""
    from awareness.models import Audience
    from resources.choices import Kind
    from resources.models import Edition, Resource, Topic

    for model in (Resource, Audience, Topic):
        model.objects.all().delete()
    audiences = [_named(Audience, "audience", n) for n in range(14)]
    topics = [_named(Topic, "topic", n) for n in range(26)]
    items = Resource.objects.bulk_create(
        Resource(
            code=f"Q-{n}",
            slug=f"item-{n}",
            kind=Kind.values[n % len(Kind.values)],
            status="live",
            year=2010 + n % 16,
            title_en=f"Item {n * 7919 % size}",
            summary_en=f"What item {n} is, in a sentence or two of the usual length.",
        )
        for n in range(size)
    )
    _join(Resource.audiences.through, "audience_id", items, audiences)
    _join(Resource.topics.through, "topic_id", items, topics)
    Edition.objects.bulk_create(
        Edition(resource=item, language=LANGUAGES[(n + step) % len(LANGUAGES)])
        for n, item in enumerate(items)
        for step in range(3)
    )


def _named(model, name: str, n: int):
    return model.objects.create(slug=f"{name}-{n}", name_en=f"{name} {n}", order=n)


def _join(through, column: str, items: list, others: list) -> None:
    through.objects.bulk_create(
        through(resource_id=item.pk, **{column: others[(n + step) % len(others)].pk})
        for n, item in enumerate(items)
        for step in (0, 5)
    )


def measure(path: str) -> tuple[float, int]:
    """The median in milliseconds, and the number of queries."""
    from django.db import connection
    from django.test import Client

    client, asked = Client(), []

    def counting(execute, sql, *rest):
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(counting):
        answer = client.get(path)
    if answer.status_code != 200:
        sys.exit(f"{path} answers {answer.status_code}")
    return statistics.median(_times(client, path)), len(asked)


def _times(client, path: str) -> Iterator[float]:
    for _round in range(ROUNDS):
        begun = time.process_time()
        client.get(path)
        yield (time.process_time() - begun) * 1000


def main() -> None:
    if "-h" in sys.argv or "--help" in sys.argv:
        sys.exit(__doc__)
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    prepare()
    queries: dict[str, set[int]] = {name: set() for name in PAGES}
    for size in sizes:
        fill(size)
        print(f"\n{size} items")
        for name, path in PAGES.items():
            median, number = measure(path)
            queries[name].add(number)
            print(f"  {name:<16}{median:8.1f} ms {number:3} queries")
    growing = [name for name, numbers in queries.items() if len(numbers) > 1]
    if growing:
        sys.exit(f"The number of queries grows with the catalogue: {', '.join(growing)}")


if __name__ == "__main__":
    main()

"""What made pages cost when the site has grown:  python -m benchmarks.growing

Two servers of ours stand side by side: one with the shipped content, one with that
content copied until there are 1,000 pages and 10,000 items, all in 13 languages. They are
asked in turn, round after round; printed is the processor time of all processes of a
server for one page that is made, and how many times that of the site as it is shipped.
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from benchmarks.contenders import OURS, PAGE, Contender, compare, served, settle, wait_for
from benchmarks.pages import in_all_languages, items
from bluecampaign.translation.languages import CODES, SOURCE
from tests.browser.serving import ROOT, STATIC, environment, prepare

PAGES, ITEMS = 1_000, 10_000
BATCH = 500


def grow(pages: int, items: int) -> None:
    """In a process with the database of the grown site: copies of what is there."""
    import django

    django.setup()
    from awareness.models import Page
    from resources.models import Resource

    plain = Page.objects.live().filter(componentprofile=None).exclude(path="")
    _multiply(list(plain.prefetch_related("blocks")), pages, _another_page, ["blocks"])
    found = Resource.objects.live().exclude(standing="withdrawn")
    parts = ["editions", "audiences", "topics"]
    _multiply(list(found.prefetch_related(*parts)), items, _another_item, parts)


def _another_page(page, number: int) -> None:
    page.slug, page.path, page.menu = f"{page.slug}-{number}", f"{page.path}-{number}", ""


def _another_item(item, number: int) -> None:
    item.slug, item.code, item.replaced_by = f"{item.slug}-{number}", f"{item.code}-{number}", None


def _multiply(originals: list, total: int, rename: Callable, relations: list[str]) -> None:
    model = type(originals[0])
    missing = total - model.objects.live().count()
    made = [(original, number) for number in range(total) for original in originals][:missing]
    for start in range(0, len(made), BATCH):
        part = made[start : start + BATCH]
        copies = [_copied(original, number, rename) for original, number in part]
        model.objects.bulk_create(copies)
        pairs = [(original, made) for (original, _n), made in zip(part, copies, strict=True)]
        for name in relations:
            _copy_relation(model, name, pairs)
        _tell_states(copies)


def _copied(original, number: int, rename: Callable):
    """In all languages: where a translation is missing, the English stands for it."""
    from bluecampaign.translation.languages import suffix
    from bluecampaign.translation.querysets import translated_fields

    made = _another(original)
    for name in translated_fields(type(made)):
        english = getattr(made, f"{name}_{SOURCE}")
        for code in CODES:
            column = f"{name}_{suffix(code)}"
            setattr(made, column, getattr(made, column) or english)
    rename(made, number)
    return made


def _copy_relation(model, name: str, pairs: list) -> None:
    field = model._meta.get_field(name)
    rows = [
        _joined(field, made, part) if field.many_to_many else _copied_part(field, made, part)
        for original, made in pairs
        for part in getattr(original, name).all()
    ]
    if rows:
        type(rows[0]).objects.bulk_create(rows, batch_size=BATCH)


def _joined(field, made, other):
    own, theirs = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    return field.remote_field.through(**{own: made.pk, theirs: other.pk})


def _copied_part(field, made, part):
    copied = _another(part)
    setattr(copied, field.remote_field.name, made)
    return copied


def _another(row):
    """A row with the same values that is not stored yet, and knows of no other rows."""
    names = [each.attname for each in row._meta.concrete_fields if not each.primary_key]
    return type(row)(**{name: getattr(row, name) for name in names})


def _tell_states(copies: list) -> None:
    from django.contrib.contenttypes.models import ContentType

    from bluecampaign.translation.models import State, TranslationState

    kind = ContentType.objects.get_for_model(type(copies[0]))
    TranslationState.objects.bulk_create(
        TranslationState(content_type=kind, object_id=made.pk, language=code, state=State.MACHINE)
        for made in copies
        for code in CODES
        if code != SOURCE
    )


def pages(folder: Path) -> list[str]:
    """The pages of the tree, each in all languages."""
    question = "SELECT path FROM awareness_page WHERE status = 'live' AND path != '' ORDER BY id"
    return in_all_languages(folder, question, "/{}/")


def audiences(folder: Path) -> list[str]:
    """What there is for each audience, each page in all languages."""
    question = "SELECT slug FROM awareness_audience ORDER BY id"
    return in_all_languages(folder, question, "/resources/for/{}/")


def choices(folder: Path) -> list[str]:
    """The list with each pair of a kind and an audience that is chosen."""
    question = """
        SELECT DISTINCT kind || '&audience=' || awareness_audience.slug
        FROM resources_resource, awareness_audience ORDER BY 1
    """
    with sqlite3.connect(folder / "site.sqlite3") as database:
        return [f"/resources/?kind={pair}" for (pair,) in database.execute(question)]


def grown(folder: Path, into: Path, pages: int, items: int) -> Path:
    shutil.copytree(folder, into, ignore=shutil.ignore_patterns("lock", "cache"))
    env = environment(into, into / STATIC) | {"DJANGO_SETTINGS_MODULE": "bluecampaign.settings"}
    command = [sys.executable, "-m", "benchmarks.growing", "--fill"]
    sizes = ["--pages", str(pages), "--items", str(items)]
    subprocess.run([*command, *sizes], cwd=ROOT, env=env, check=True)
    return into


def measure(folders: dict[str, Path], rounds: int, requests: int) -> None:
    with ExitStack() as stack:
        servers = {}
        for name, folder in folders.items():
            port, master, _at = stack.enter_context(served(folder, *OURS))
            wait_for(port)
            settle(master)
            servers[name] = port, master, folder
        for title, paths_of in {
            "home": lambda _folder: ["/"],
            "get help": lambda _folder: [PAGE],
            "pages, each in all languages": pages,
            "list with filters and counts": lambda _folder: ["/resources/?kind=poster&language=es"],
            "list, another choice each time": choices,
            "items, each in all languages": items,
            "for each audience, in all languages": audiences,
        }.items():
            print(title)
            compare(
                [
                    Contender(name, port, master, paths_of(folder), misses=True)
                    for name, (port, master, folder) in servers.items()
                ],
                rounds,
                requests,
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--requests", type=int, default=130, help="of each page in a round")
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--items", type=int, default=ITEMS)
    parser.add_argument("--fill", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fill:
        grow(options.pages, options.items)
        return
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        shipped = prepare(Path(name) / "site")
        print("The site is made to grow …", file=sys.stderr)
        large = grown(shipped, Path(name) / "large", options.pages, options.items)
        folders = {"as it is shipped": shipped}
        folders[f"{options.pages:,} pages, {options.items:,} items"] = large
        measure(folders, options.rounds, options.requests)
    print(f"Load of the machine meanwhile: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()

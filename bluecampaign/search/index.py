"""Keeps the search documents in step with the content.

Each app registers a function that says which documents an object has. Whoever changes
content calls `update(obj)` in the same transaction: if that is undone, so is the change
of the index. `rebuild()` makes all documents anew beside the old ones, while readers
search and staff save, and then puts them in place in one step.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Max

from bluecampaign.publishing.models import Status

from .engines import engine
from .entries import Document, Draft, Entry, drafts, home, register, registered
from .models import Change, Generation, SearchDocument

__all__ = ["Entry", "Overtaken", "is_built", "rebuild", "register", "remove", "update"]

BATCH = 400
# One statement for many rows: after each statement SQLite writes its index down. It
# takes 32,766 values in one.
ROWS = 1_300
Progress = Callable[[str, int, int], None]


class Overtaken(Exception):
    """Another rebuild has begun, and this one gives way to it."""


def is_built() -> bool:
    return Generation.objects.filter(is_current=True).exists()


@transaction.atomic
def update(obj: models.Model) -> None:
    """Make the documents of an object what the object now says."""
    if home(type(obj)) not in registered():
        return
    engine().lock(alone=False)
    _documents_of([obj]).delete()
    store(drafts(obj, _generations()))
    Change.objects.create()


@transaction.atomic
def remove(obj: models.Model) -> None:
    """Take the documents of an object out; to be called before it is deleted."""
    engine().lock(alone=False)
    _documents_of([obj]).delete()
    Change.objects.create()


def rebuild(progress: Progress = lambda _what, _done, _total: None) -> int:
    """Make every document anew; returns how many there are.

    Readers find the old ones until all new ones are there. What is saved meanwhile goes
    to both. `progress(what, done, total)` is told after each step. Raises `Overtaken`
    if another rebuild begins meanwhile; one that was broken off leaves nothing behind
    that the next does not clear away.
    """
    _clear(progress, "Clearing what an unfinished rebuild left")
    building = _begin()
    with engine().in_bulk():
        for model in registered():
            _add_all(building, model, progress)
    number = _swap(building)
    _clear(progress, "Clearing the old documents")
    engine().tidy()
    return number


def store(made: Iterable[Draft]) -> None:
    """Write documents down; many thousand in one go take half as long as with models.

    Language after language: the full-text index takes the words of one quicker than of
    many in turn. The first part is small, because the database waits for it.
    """
    ordered = sorted(made, key=lambda draft: draft.entry.language)
    first = ROWS // 4 if len(ordered) > ROWS else ROWS
    ends = [0, *range(first, len(ordered), ROWS), len(ordered)]
    parts = [ordered[start:end] for start, end in pairwise(ends) if end > start]
    dated = connection.ops.adapt_datetimefield_value
    row = f"({', '.join(['%s'] * len(Document._fields))})"
    into = f"INSERT INTO search_searchdocument ({', '.join(Document._fields)}) VALUES "  # noqa: S608
    with connection.cursor() as cursor:
        for rows in _ahead(parts):
            values = [value for each in rows for value in (*each[:-2], *map(dated, each[-2:]))]
            cursor.execute(into + ", ".join([row] * len(rows)), values)


def _ahead(parts: list[list[Draft]]) -> Iterator[list[Document]]:
    """The documents of each part, made by another thread while the database writes down
    those of the part before. It computes only, and asks the database for nothing."""
    if len(parts) < 2:
        yield from map(_made, parts)
    else:
        with ThreadPoolExecutor(1) as hand:
            yield from hand.map(_made, parts)


def _made(part: list[Draft]) -> list[Document]:
    return [draft.document() for draft in part]


def _public(model: type[models.Model]) -> models.QuerySet:
    return model._default_manager.filter(status__in=Status.public()).order_by("pk")


def _documents_of(objects: list[models.Model]) -> models.QuerySet:
    """The documents of objects of one model, in every generation."""
    kind = ContentType.objects.get_for_model(home(type(objects[0])))
    return SearchDocument.objects.filter(
        content_type=kind, object_id__in=[obj.pk for obj in objects]
    )


def _generations() -> list[int]:
    """Those that a change goes to: the current one, and one that is being built."""
    found = list(Generation.objects.values_list("number", "is_current"))
    current = [number for number, is_current in found if is_current]
    if not current:
        Generation.objects.create(number=_next(found), is_current=True, first=_highest())
        return _generations()
    return [number for number, _is_current in found if number >= current[0]]


def _next(found: list[tuple[int, bool]]) -> int:
    return max((number for number, _is_current in found), default=0) + 1


def _highest() -> int:
    return SearchDocument.objects.aggregate(highest=Max("pk"))["highest"] or 0


@transaction.atomic
def _begin() -> Generation:
    engine().lock(alone=True)
    found = list(Generation.objects.values_list("number", "is_current"))
    building = Generation.objects.create(number=_next(found), first=_highest())
    Change.objects.create()
    return building


def _check(building: Generation) -> None:
    mine = Generation.objects.filter(number=building.number, builder=building.builder)
    if not mine.exists():
        raise Overtaken("Another rebuild of the search has begun.")


def _add_all(building: Generation, model: type[models.Model], progress: Progress) -> None:
    pks = list(_public(model).values_list("pk", flat=True))
    for done in range(0, len(pks), BATCH):
        _add(building, _public(model), pks[done : done + BATCH])
        progress(str(model._meta.verbose_name_plural), min(done + BATCH, len(pks)), len(pks))


@transaction.atomic
def _add(building: Generation, queryset: models.QuerySet, pks: list[int]) -> None:
    """Objects are read after the lock is held: as they are now, and nobody changes their
    documents meanwhile."""
    engine().lock(alone=True)
    _check(building)
    objects = list(queryset.filter(pk__in=pks))
    if objects:
        _documents_of(objects).filter(generation=building.number).delete()
        store(draft for obj in objects for draft in drafts(obj, [building.number]))


@transaction.atomic
def _swap(building: Generation) -> int:
    engine().lock(alone=True)
    _check(building)
    Generation.objects.filter(is_current=True).update(is_current=False)
    Generation.objects.filter(number=building.number).update(is_current=True)
    Change.objects.all().delete()
    Change.objects.create()
    return SearchDocument.objects.filter(generation=building.number).count()


def _clear(progress: Progress, what: str) -> None:
    """Delete the generations that are not current, in steps that others can wait for."""
    for old in _unused():
        Generation.objects.filter(number=old).update(builder=uuid.uuid4())
        left = SearchDocument.objects.filter(generation=old)
        total = left.count()
        done = 0
        while pks := list(left.values_list("pk", flat=True)[: BATCH * 5]):
            SearchDocument.objects.filter(pk__in=pks).delete()
            done += len(pks)
            progress(what, done, total)
        Generation.objects.filter(number=old).delete()


def _unused() -> list[int]:
    return list(Generation.objects.filter(is_current=False).values_list("number", flat=True))

"""Keeps the search documents in step with the content.

Each app registers a function that says which documents an object has. Whoever changes
content calls `update(obj)` in the same transaction; `rebuild()` makes all anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import SOURCE, TRANSLATION_CODES
from bluecampaign.translation.models import TranslationState
from bluecampaign.translation.outdated import english_instead

from .folding import fold
from .kinds import Kind
from .models import SearchDocument


@dataclass(frozen=True, slots=True)
class Entry:
    """What the search should know of an object in one language."""

    language: str
    kind: Kind
    title: str
    summary: str
    path: str
    body: str = ""
    codes: str = ""


Source = Callable[[models.Model], Iterable[Entry]]
_sources: dict[type[models.Model], Source] = {}


def register(model: type[models.Model], source: Source) -> None:
    """Say how the objects of a model are found; called when an app is ready."""
    _sources[model] = source


def _source_of(obj: models.Model) -> Source | None:
    return next((_sources[m] for m in type(obj).__mro__ if m in _sources), None)


@transaction.atomic
def update(obj: models.Model) -> None:
    """Make the documents of an object what the object now says."""
    source = _source_of(obj)
    if source is None:
        return
    remove(obj)
    if obj.status == Status.LIVE:
        SearchDocument.objects.bulk_create(_documents(obj, source))


def remove(obj: models.Model) -> None:
    kind = ContentType.objects.get_for_model(_home(type(obj)))
    SearchDocument.objects.filter(content_type=kind, object_id=obj.pk).delete()


@transaction.atomic
def rebuild() -> int:
    """Make every document anew; returns how many there are."""
    SearchDocument.objects.all().delete()
    made: list[SearchDocument] = []
    for model, source in _sources.items():
        for obj in model._default_manager.filter(status=Status.LIVE):
            made.extend(_documents(obj, source))
    SearchDocument.objects.bulk_create(made, batch_size=500)
    return len(made)


def _home(model: type[models.Model]) -> type[models.Model]:
    """The registered model that a subclass (a profile of a page) is found under."""
    return next((m for m in model.__mro__ if m in _sources), model)


def _documents(obj: models.Model, source: Source) -> list[SearchDocument]:
    kind = ContentType.objects.get_for_model(_home(type(obj)))
    shown = _languages_of(obj)
    return [
        SearchDocument(
            content_type=kind,
            object_id=obj.pk,
            language=entry.language,
            kind=entry.kind,
            rank=entry.kind.rank,
            title=entry.title[:300],
            summary=entry.summary,
            path=entry.path,
            folded_title=fold(f"{entry.title} {entry.codes}"),
            folded=fold(f"{entry.summary} {entry.body}"),
            live_from=obj.publish_at,
            live_until=obj.unpublish_at,
        )
        for entry in source(obj)
        if entry.language in shown
    ]


def _languages_of(obj: models.Model) -> set[str]:
    """The languages an object is read in: not those whose readers get English instead."""
    hidden = [code for code in TRANSLATION_CODES if english_instead(code)]
    if hidden:
        rows = TranslationState.objects.of(obj).filter(state="outdated", language__in=hidden)
        hidden = list(rows.values_list("language", flat=True))
    return {SOURCE, *TRANSLATION_CODES}.difference(hidden)

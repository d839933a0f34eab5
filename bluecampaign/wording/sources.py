"""Whose words are looked at: each app says it for its models."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import models


@dataclass(frozen=True, slots=True)
class Source:
    """Which fields of a model and its parts are Markdown, and which are prose, whose
    sentences count for the grade. `shows_caution` tells whether an object draws the
    caution; None for what lists no signs. `among` gives the objects where not all of
    them are meant (a profile is a page, too)."""

    markdown: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()
    shows_caution: Callable[[models.Model], bool] | None = None
    among: Callable[[], models.QuerySet] | None = None


_sources: dict[type[models.Model], Source] = {}


def register(model: type[models.Model], source: Source) -> None:
    """Say what there is to read of the objects of a model; called when an app is ready."""
    _sources[model] = source


def source_of(model: type[models.Model]) -> Source | None:
    return next((_sources[m] for m in model.__mro__ if m in _sources), None)


def objects() -> Iterable[tuple[type[models.Model], models.QuerySet]]:
    """All that is stored, model by model, each with its parts."""
    for model, source in _sources.items():
        found = source.among() if source.among else model._default_manager.all()
        yield model, found.order_by("pk").prefetch_related(*getattr(model, "snapshot_parts", ()))


def all_objects() -> Iterator[models.Model]:
    for _model, found in objects():
        yield from found.iterator(chunk_size=200)


def address_of(obj: models.Model) -> str:
    """What an object is called in a report and in the list of exceptions: the address
    of its page without a language, else its key."""
    if hasattr(obj, "get_absolute_url"):
        return obj.get_absolute_url()
    key = next(
        (getattr(obj, name) for name in ("key", "slug", "code", "name") if hasattr(obj, name)),
        obj.pk,
    )
    return f"{obj._meta.verbose_name} {key}"

"""Every text of an object and its parts, one at a time, with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from bluecampaign.translation.languages import CODES, suffix
from bluecampaign.translation.querysets import translated_fields


@dataclass(frozen=True, slots=True)
class Written:
    """A text in a language; `part` is (relation, pk), or None for the object itself."""

    field: str
    language: str
    text: str
    part: tuple[str, int] | None = None


def pieces(obj: models.Model) -> Iterator[tuple[tuple[str, int] | None, models.Model]]:
    """The object and its parts, each with the name of its place."""
    yield None, obj
    for relation in getattr(obj, "snapshot_parts", ()):
        for part in getattr(obj, relation).all():
            yield (relation, part.pk), part


def written(obj: models.Model, *fields: str) -> Iterator[Written]:
    """The texts of an object that are not empty; of the named fields, or of all."""
    for place, piece in pieces(obj):
        if not _has_texts(piece):
            continue
        for name in translated_fields(type(piece)):
            if fields and name not in fields:
                continue
            for code in CODES:
                text = getattr(piece, f"{name}_{suffix(code)}", None)
                if text:
                    yield Written(name, code, text, place)


def _has_texts(piece: models.Model) -> bool:
    return any(hasattr(field, "translated_field") for field in piece._meta.concrete_fields)

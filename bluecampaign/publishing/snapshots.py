"""An object with all its parts as plain data: taken, compared, and put back.

A snapshot is a dict that JSON can hold:
`{"fields": {name: value}, "members": {name: [pk]}, "parts": {relation: [{"pk", "fields"}]}}`.
A model names its parts in `snapshot_parts`, the related names of what belongs to it and
to nothing else (the blocks of a page, the channels of a hotline), and in
`snapshot_leaves` the fields that versions neither hold nor change.
"""

import json
import secrets
from collections.abc import Iterator

from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modeltranslation.translator import NotRegistered, translator

UNTOLD = {"created_at", "updated_at", "path"}
# Above every number a database hands out: a part of a draft that is stored nowhere.
FIRST_PASSING_PK = 1 << 52


def take(obj: models.Model) -> dict:
    """The snapshot of a stored object and its parts."""
    members = {
        field.name: sorted(getattr(obj, field.name).values_list("pk", flat=True))
        for field in obj._meta.many_to_many
    }
    parts = {
        name: [{"pk": part.pk, "fields": _fields(part)} for part in _parts(obj, name)]
        for name in getattr(obj, "snapshot_parts", ())
    }
    whole = {"fields": _fields(obj), "members": members, "parts": parts}
    return json.loads(json.dumps(whole, cls=DjangoJSONEncoder))


def with_passing_pks(snapshot: dict, stored: dict) -> dict:
    """The snapshot with a number of its own for each part that `stored` has not.

    Parts made inside a transaction that is rolled back have numbers the database will
    give away again; a draft must not take the part of another object for its own.
    """
    for name, parts in snapshot["parts"].items():
        known = {part["pk"] for part in stored["parts"].get(name, ())}
        for part in parts:
            if part["pk"] not in known and part["pk"] < FIRST_PASSING_PK:
                part["pk"] = FIRST_PASSING_PK + secrets.randbelow(1 << 10 << 40)
    return snapshot


def put_back(obj: models.Model, snapshot: dict, *, passing: bool = False) -> None:
    """Make an object and its parts what the snapshot says, and store it.

    A reference to something that is gone is left empty where it may be, else the
    part that needs it is left out. With `passing`, new parts keep the numbers of
    `with_passing_pks` (for a transaction that will be rolled back).
    """
    _set(obj, snapshot["fields"])
    obj.save()
    for name, pks in snapshot["members"].items():
        related = getattr(obj, name)
        related.set(related.model._default_manager.filter(pk__in=pks))
    for name, parts in snapshot["parts"].items():
        _put_parts(obj, name, parts, passing=passing)
    # Parts that were loaded beforehand are those from before the change.
    getattr(obj, "_prefetched_objects_cache", {}).clear()


def _put_parts(obj, name: str, parts: list[dict], *, passing: bool) -> None:
    relation = obj._meta.get_field(name)
    stored = {part.pk: part for part in _parts(obj, name)}
    kept = {part["pk"] for part in parts}
    for pk, part in stored.items():
        if pk not in kept:
            part.delete()
    _step_aside(relation, [stored[pk] for pk in stored if pk in kept])
    for data in parts:
        part = stored.get(data["pk"]) or relation.related_model()
        setattr(part, relation.field.name, _root(obj, relation))
        if part.pk is None and (passing or data["pk"] < FIRST_PASSING_PK):
            taken = relation.related_model._default_manager.filter(pk=data["pk"])
            part.pk = None if taken.exists() else data["pk"]
        if _set(part, data["fields"], skip=relation.field.name):
            part.save()


def _step_aside(relation, parts: list) -> None:
    """Keys may be swapped between parts; none may stand in another's way meanwhile."""
    if not any(field.name == "key" for field in relation.related_model._meta.fields):
        return
    for part in parts:
        type(part)._default_manager.filter(pk=part.pk).update(key=f"moving-{part.pk}")


def _root(obj, relation):
    """The object a part belongs to: the page of a profile."""
    model = relation.field.related_model
    return obj if type(obj) is model else model._default_manager.get(pk=obj.pk)


def _parts(obj, name: str) -> list:
    return list(
        obj._meta.get_field(name).related_model._default_manager.filter(
            **{obj._meta.get_field(name).field.name: obj.pk}
        )
    )


def told_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """The fields of a model that a snapshot holds: no number, no mirror of English."""
    try:
        mirrors = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        mirrors = set()
    untold = {*UNTOLD, *mirrors, *getattr(model, "snapshot_leaves", ())}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in untold:
            continue
        if field.remote_field and field.remote_field.parent_link:
            continue
        yield field


def _fields(obj: models.Model) -> dict:
    return {
        field.name: str(value) if isinstance(field, models.FileField) else value
        for field in told_fields(type(obj))
        for value in [field.value_from_object(obj)]
    }


def _set(obj: models.Model, values: dict, *, skip: str = "") -> bool:
    """Set fields from a snapshot; False where something it needs is gone."""
    for field in told_fields(type(obj)):
        if field.name not in values or field.name == skip:
            continue
        value = field.to_python(values[field.name])
        if field.is_relation and value is not None and not _exists(field, value):
            if not field.null:
                return False
            value = None
        setattr(obj, field.attname, value)
    return True


def _exists(field, pk) -> bool:
    try:
        return bool(field.related_model._default_manager.get(pk=pk))
    except ObjectDoesNotExist:
        return False

"""An object with all its parts as plain data: taken, compared, and put back.

A snapshot is a dict that JSON can hold:
`{"fields": {name: value}, "members": {name: [pk]}, "parts": {relation: [{"pk", "fields"}]}}`.
A model names its parts in `snapshot_parts`, the related names of what belongs to it and
to nothing else (the blocks of a page, the channels of a hotline), and in
`snapshot_leaves` the fields that versions neither hold nor change.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modeltranslation.translator import NotRegistered, translator

UNTOLD = {"created_at", "updated_at", "path"}
# Above every number a database hands out: a part of a draft that is stored nowhere.
FIRST_PASSING_PK = 1 << 52


def take(obj: models.Model) -> dict:
    """The snapshot of a stored object and its parts."""
    return take_all([obj])[obj.pk]


def take_all(objects: list) -> dict[int, dict]:
    """The snapshots of stored objects of one model by their keys: as many queries for
    a thousand of them as for one."""
    if not objects:
        return {}
    model, pks = type(objects[0]), [obj.pk for obj in objects]
    members = {field.name: _members(field, pks) for field in model._meta.many_to_many}
    parts = {name: _parts(model, name, pks) for name in getattr(model, "snapshot_parts", ())}
    return {obj.pk: _plain(obj, members, parts) for obj in objects}


def _plain(obj, members: dict[str, dict], parts: dict[str, dict]) -> dict:
    whole = {
        "fields": _fields(obj),
        "members": {name: sorted(found.get(obj.pk, ())) for name, found in members.items()},
        "parts": {
            name: [{"pk": part.pk, "fields": _fields(part)} for part in found.get(obj.pk, ())]
            for name, found in parts.items()
        },
    }
    return json.loads(json.dumps(whole, cls=DjangoJSONEncoder))


def _members(field, pks: list[int]) -> dict[int, list[int]]:
    """The other ends of a many-to-many field, by the key of the object that has them."""
    own, other = field.m2m_field_name(), field.m2m_reverse_name()
    links = field.remote_field.through._default_manager.filter(**{f"{own}__in": pks})
    found = defaultdict(list)
    for pk, member in links.values_list(f"{own}_id", other):
        found[pk].append(member)
    return found


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
    stored = {part.pk: part for part in _parts(type(obj), name, [obj.pk])[obj.pk]}
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


def _parts(model: type[models.Model], name: str, pks: list[int]) -> dict[int, list]:
    """The parts of some objects by the key of the object, each list in its order."""
    relation = model._meta.get_field(name)
    owner = relation.field
    rows = relation.related_model._default_manager.filter(**{f"{owner.name}__in": pks})
    found = defaultdict(list)
    for part in rows:
        found[getattr(part, owner.attname)].append(part)
    return found


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


def whole(root: models.Model) -> models.Model:
    """An object as what it is: the profile that a page belongs to."""
    return wholes_of(type(root), {root.pk: root})[0]


def wholes_of(model: type[models.Model], roots: Mapping[int, models.Model]) -> list[models.Model]:
    """The same for many objects of a model, given by their keys, in their order."""
    found: dict[int, models.Model] = {}
    for part in model.__subclasses__():
        if roots:
            found |= part._default_manager.in_bulk(roots)
    return [found.get(pk, root) for pk, root in roots.items()]


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

"""Where in the admin a field of an object is changed: the form, the language, the place."""

from django.db import models
from django.urls import reverse

from bluecampaign.translation.languages import SOURCE, suffix

Part = tuple[str, int] | None


def change_url(obj: models.Model) -> str:
    opts = obj._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[obj.pk])


def edit_url(obj: models.Model, field: str, language: str = "", part: Part = None) -> str:
    """The field in the change form of an object, in the language that it is written in.

    `part` names a block or its like as (relation, pk); the form numbers them in order.
    """
    query = f"?language={language}" if language and language != SOURCE else ""
    column = f"{field}_{suffix(language)}" if language else field
    return f"{change_url(obj)}{query}#id_{_prefix(obj, part)}{column}"


def _prefix(obj: models.Model, part: Part) -> str:
    if part is None:
        return ""
    relation, pk = part
    if relation in _loaded(obj):
        there = [part.pk for part in getattr(obj, relation).all()]
    else:
        there = list(getattr(obj, relation).values_list("pk", flat=True))
    return f"{relation}-{there.index(pk)}-" if pk in there else ""


def label_of(obj: models.Model, field: str, part: Part = None) -> str:
    """What a field is called in the form: `Block what-is-it: Text`."""
    if part is None:
        return _field_label(type(obj), field)
    relation, pk = part
    model = obj._meta.get_field(relation).related_model
    if relation in _loaded(obj):
        row = next((part for part in getattr(obj, relation).all() if part.pk == pk), None)
    else:
        row = model._default_manager.filter(pk=pk).first()
    name = getattr(row, "key", "") or getattr(row, "language", "")
    return f"{model._meta.verbose_name.capitalize()} {name}: {_field_label(model, field)}"


def _field_label(model: type[models.Model], field: str) -> str:
    return str(model._meta.get_field(field).verbose_name).capitalize()


def _loaded(obj: models.Model) -> dict:
    """The parts that were loaded beforehand: they need no query for each field."""
    return getattr(obj, "_prefetched_objects_cache", {})

"""Where something is seen that has no drafts: its use decides who may change it."""

from django.db import models

from bluecampaign.publishing.snapshots import wholes_of
from bluecampaign.publishing.states import Status


def public_uses(obj: models.Model) -> list[models.Model]:
    """What is on the site with an object, or will come there by itself, each once.

    Every relation to it counts, of whatever app, but for what goes when it goes. A part
    (a block) stands for what it is a part of; what has no states is always on the site.
    The number of queries depends on how many relations there are, not on how many uses.
    """
    found: dict[type[models.Model], dict[int, models.Model]] = {}
    for relation in obj._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel):
            continue
        if relation.on_delete is not models.CASCADE:
            model, wanted = _owners(relation, obj)
            found.setdefault(model, {}).update(wanted.in_bulk())
    wholes = [whole for model, owners in found.items() for whole in wholes_of(model, owners)]
    public = [whole for whole in wholes if _is_public(whole)]
    return list({(type(whole), whole.pk): whole for whole in public}.values())


def _owners(relation, obj: models.Model) -> tuple[type[models.Model], models.QuerySet]:
    """What shows an object by a relation."""
    rows = relation.related_model._default_manager.filter(**{relation.field.name: obj.pk})
    part_of = getattr(relation.related_model, "translated_with", "")
    if not part_of:
        return relation.related_model, rows
    model = relation.related_model._meta.get_field(part_of).related_model
    return model, model._default_manager.filter(pk__in=rows.values(part_of))


def _is_public(owner: models.Model) -> bool:
    return Status(getattr(owner, "status", Status.LIVE)).is_public

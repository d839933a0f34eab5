"""Where something is seen that has no drafts: its use decides who may change it."""

from collections.abc import Iterator

from django.db import models

from bluecampaign.publishing.snapshots import whole
from bluecampaign.publishing.states import Status


def public_uses(obj: models.Model) -> list[models.Model]:
    """What is on the site with an object, or will come there by itself, each once.

    Every relation to it counts, of whatever app, but for what goes when it goes. A part
    (a block) stands for what it is a part of; what has no states is always on the site.
    """
    owners = (_owner(row) for row in _rows_with(obj))
    public = [owner for owner in owners if _is_public(owner)]
    return list({(type(owner), owner.pk): owner for owner in public}.values())


def _rows_with(obj: models.Model) -> Iterator[models.Model]:
    for relation in obj._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel):
            continue
        if relation.on_delete is not models.CASCADE:
            rows = relation.related_model._default_manager
            yield from rows.filter(**{relation.field.name: obj.pk})


def _owner(row: models.Model) -> models.Model:
    return whole(getattr(row, getattr(row, "translated_with", ""), row))


def _is_public(owner: models.Model) -> bool:
    return Status(getattr(owner, "status", Status.LIVE)).is_public

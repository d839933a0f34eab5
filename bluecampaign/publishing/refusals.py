"""Why something must not be shown to the public yet: all reasons, each with its field.

Each app registers a function for its models. It gets the object as it is stored at this
moment, which may be inside a transaction that will be rolled back: so a form or a draft
is judged as it would be, never as it was.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from bluecampaign.translation.languages import SOURCE, suffix

from . import snapshots
from .states import Status


class Severity(StrEnum):
    """What blocks keeps a thing off the site; what warns is only told."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A reason, what to do about it, and where. `language` is empty for a field that
    has none; `part` names a block or its like as (relation, pk); `url` is the place to
    mend it where that is not a field of the object.
    """

    field: str
    language: str
    reason: str
    fix: str
    severity: Severity = Severity.BLOCKS
    part: tuple[str, int] | None = None
    url: str = ""

    @property
    def blocks(self) -> bool:
        return self.severity is Severity.BLOCKS

    @property
    def column(self) -> str:
        """The field of a form: `title_es`."""
        return f"{self.field}_{suffix(self.language)}" if self.language else self.field


class Refused(Exception):
    """Raised before something becomes public that must not; carries every reason."""

    def __init__(self, found: list[Refusal]) -> None:
        super().__init__("; ".join(refusal.reason for refusal in found))
        self.found = found


# The object, and its snapshot from before the change if the public saw it then.
Source = Callable[[models.Model, dict | None], Iterable[Refusal]]
_sources: dict[type[models.Model], Source] = {}


def register(model: type[models.Model], source: Source) -> None:
    """Say what keeps the objects of a model off the site; called when an app is ready."""
    _sources[model] = source


def refusals_of(obj: models.Model, before: dict | None = None) -> list[Refusal]:
    """Every reason against showing an object as it is stored now, the grave ones first.

    `before` is what `public_snapshot()` gave before the change.
    """
    source = next((_sources[m] for m in type(obj).__mro__ if m in _sources), None)
    if source is None:
        return []
    fresh = type(obj)._default_manager.get(pk=obj.pk)
    # Each rule goes through all parts: they are read once for all of them.
    models.prefetch_related_objects([fresh], *getattr(fresh, "snapshot_parts", ()))
    found = dict.fromkeys([*_vanishing(fresh, before), *source(fresh, before)])
    return sorted(found, key=lambda refusal: not refusal.blocks)


def _vanishing(obj: models.Model, before: dict | None) -> Iterable[Refusal]:
    """What is on the site must not leave it because somebody names a later moment."""
    now = timezone.now()
    if before is None or not Status(obj.status).is_public:
        return
    begun = parse_datetime(before["fields"].get("publish_at") or "")
    was_seen = begun is None or begun <= now
    if was_seen and obj.publish_at is not None and obj.publish_at > now:
        yield Refusal(
            "publish_at",
            "",
            _("It is on the site now; this moment would take it off until then."),
            _("Leave it empty, or take it off the site first."),
        )


def public_snapshot(obj: models.Model | None) -> dict | None:
    """What the public sees of an object before it is changed; None if nothing."""
    if obj is None or obj.pk is None:
        return None
    stored = type(obj)._default_manager.filter(pk=obj.pk).first()
    if stored is None or not Status(stored.status).is_public:
        return None
    return snapshots.take(stored)


def hold_back(obj: models.Model, before: dict | None = None) -> list[Refusal]:
    """Raise `Refused` if an object is to be public and something blocks it; else return
    what is left to say.

    Call it inside the transaction that stores the object: nothing of it then remains.
    """
    found = refusals_of(obj, before)
    if Status(obj.status).is_public and any(refusal.blocks for refusal in found):
        raise Refused(found)
    return found


def moment_of(obj: models.Model):
    """When an object will be seen first; None for now. Links are judged for then."""
    return obj.publish_at if obj.status == Status.SCHEDULED else None


def english(field: str, reason: str, fix: str, **more) -> Refusal:
    return Refusal(field, SOURCE, reason, fix, **more)

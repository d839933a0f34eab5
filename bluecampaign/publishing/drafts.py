"""Work on something live without touching it.

A draft is what saving a form would have stored: the form is saved inside a transaction
that is rolled back, and the outcome is kept as a version. Preview and publication put
that outcome in place: the one for the length of a page, the other for good.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import models, transaction
from django.utils import timezone

from bluecampaign.links import rows as link_rows
from bluecampaign.search import index
from bluecampaign.translation.models import (
    State,
    english_digest,
    put_marks,
    refresh_states,
)

from . import refusals, snapshots
from .models import Publishable
from .versions import Review, Version, VersionKind, draft_of, keep


def locked(model: type[models.Model], pk) -> models.Model | None:
    """The object, held until the transaction ends: nobody saves it meanwhile."""
    return model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()


@contextmanager
def in_place(obj: Publishable, draft: Version | None) -> Iterator[Publishable]:
    """The object as a draft has it, until the block ends; then all is as before."""
    with transaction.atomic():
        if draft is not None:
            snapshots.put_back(obj, draft.snapshot, passing=True)
        yield obj
        transaction.set_rollback(True)
    if draft is not None:
        obj.refresh_from_db()


def store(
    obj: Publishable,
    snapshot: dict,
    *,
    by,
    comment: str,
    review: Review,
    minor_edit: bool | None = None,
    marks: dict | None = None,
) -> Version:
    """Keep a draft beside an object; one draft at a time is being worked on.

    It remembers what its publication means for the translations: whether they stay
    valid (`minor_edit`; None leaves that as it was), and states that were set.
    """
    draft = draft_of(obj) or keep(
        obj, kind=VersionKind.DRAFT, by=by, comment=comment, snapshot=snapshot, review=review
    )
    # What else a snapshot was given to remember stays with the draft.
    draft.snapshot = {**draft.snapshot, **snapshot}
    draft.author, draft.review = by, review
    draft.comment = comment or draft.comment
    draft.made_at = timezone.now()
    draft.minor_edit = draft.minor_edit if minor_edit is None else minor_edit
    draft.translation_states = {**draft.translation_states, **(marks or {})}
    draft.save()
    return draft


@transaction.atomic
def publish(
    obj: Publishable, draft: Version, *, by, moved: Callable[[Publishable, Publishable], None]
) -> None:
    """Make an object what its draft says, for good. `moved(before, after)` leaves
    redirects behind where an address has changed. Raises `Refused`, and changes
    nothing, where something speaks against it."""
    before = type(obj)._default_manager.get(pk=obj.pk)
    seen = refusals.public_snapshot(before)
    english = english_digest(before)
    snapshots.put_back(obj, draft.snapshot)
    put_marks(obj, draft.translation_states)
    settle(obj, by=by, minor_since=english if draft.minor_edit else "")
    moved(before, obj)
    refusals.hold_back(obj, seen)
    draft.review, draft.reviewer = Review.PUBLISHED, by
    draft.save()
    keep(obj, kind=VersionKind.SAVED, by=by, comment=draft.comment)


def settle(obj: Publishable, *, by, minor_since: str = "") -> None:
    """After the content of an object has changed: its date, its states, the search.

    `minor_since` is what `refresh_states()` wants to know of a minor edit.
    """
    obj.updated_at = timezone.now()
    obj.save()
    refresh_states(obj, new_state=State.IN_REVIEW, by=by, minor_since=minor_since)
    index.update(obj)
    link_rows.refresh(obj)


# When an object is shown is decided by who publishes it, not by an old version of it.
WHEN_SHOWN = ("status", "publish_at", "unpublish_at")


def content_of(version: Version, obj: Publishable) -> dict:
    """The snapshot of a version under the state and the dates that an object has now."""
    now = snapshots.take(obj)["fields"]
    kept = {name: now[name] for name in WHEN_SHOWN}
    return {**version.snapshot, "fields": {**version.snapshot["fields"], **kept}}


@transaction.atomic
def restore(obj: Publishable, version: Version, *, by, moved) -> None:
    """Put the content of an older version back, as a new one: nothing that came between
    is lost. Raises `Refused`, and changes nothing, where something speaks against it."""
    before = type(obj)._default_manager.get(pk=obj.pk)
    seen = refusals.public_snapshot(before)
    snapshots.put_back(obj, content_of(version, before))
    settle(obj, by=by)
    moved(before, obj)
    refusals.hold_back(obj, seen)
    keep(obj, kind=VersionKind.RESTORED, by=by, comment=str(version.number))


@transaction.atomic
def recover(model: type[Publishable], version: Version, *, by) -> Publishable:
    """Bring a deleted object back under its old number, off the site."""
    obj = model(pk=version.object_id)
    snapshots.put_back(obj, {**version.snapshot, "fields": _as_draft(version.snapshot)})
    settle(obj, by=by)
    keep(obj, kind=VersionKind.RESTORED, by=by, comment=str(version.number))
    return obj


def _as_draft(snapshot: dict) -> dict:
    return {**snapshot["fields"], "status": "draft"}

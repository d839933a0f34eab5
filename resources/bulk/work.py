"""One change of one item among many: made at once, or as a draft beside what is live.

The rule is that of the form. What somebody works on goes before what is live: where an
item has a draft, the change goes into it. Whoever may not publish changes nothing that
readers see. What must not be public does not become so.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction

from bluecampaign.publishing import drafts, refusals, snapshots
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.refusals import Refused
from bluecampaign.publishing.versions import (
    Review,
    VersionKind,
    draft_of,
    keep,
    keep_first,
)
from resources.addresses import remember
from resources.models import Resource

from .cells import sentences

Change = Callable[[Resource], None]


@dataclass
class Done:
    """What became of a change; `warnings` are told, `reasons` kept it from being made."""

    is_draft: bool = False
    warnings: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def may(by, verb: str) -> bool:
    """Whether somebody may do something with items; nobody in particular may do all."""
    return by is None or by.has_perm(f"resources.{verb}_resource")


def hold_catalogue() -> None:
    """Until the transaction ends nobody else saves an item."""
    list(Resource.objects.select_for_update().order_by("pk").values_list("pk", flat=True))


def becomes_draft(item: Resource, *, by) -> bool:
    """Whether a change of an item is kept beside it instead of made."""
    return bool(draft_of(item)) or (Status(item.status).is_public and not may(by, "publish"))


def carry_out(item: Resource, change: Change, *, by, comment: str, is_new: bool = False) -> Done:
    """Make a change with all that belongs to it, or nothing of it where `reasons` say why.

    `change` gets the item as it is being worked on, stores what it sets and raises
    ValidationError for what cannot be.
    """
    try:
        with transaction.atomic():
            if not is_new and becomes_draft(item, by=by):
                return _beside(item, change, by=by, comment=comment)
            return _at_once(item, change, by=by, comment=comment, is_new=is_new)
    except ValidationError as error:
        return Done(reasons=sentences(error))
    except Refused as refused:
        blocking = [refusal for refusal in refused.found if refusal.blocks]
        return Done(reasons=list(_told(blocking)))


def _at_once(item: Resource, change: Change, *, by, comment: str, is_new: bool) -> Done:
    seen = None if is_new else refusals.public_snapshot(item)
    before = Resource.objects.get(pk=item.pk)
    if not is_new:
        keep_first(item)
    change(item)
    now = Resource.objects.get(pk=item.pk)
    drafts.settle(now, by=by)
    if not is_new:
        remember(before, now)
    left = refusals.hold_back(now, seen)
    keep(now, kind=VersionKind.SAVED, by=by, comment=comment)
    _log(now, comment, by=by, is_new=is_new)
    return Done(warnings=list(_told(left)))


def _beside(item: Resource, change: Change, *, by, comment: str) -> Done:
    draft, stored = draft_of(item), snapshots.take(item)
    review = Review(draft.review) if draft else Review.SUBMITTED
    with drafts.in_place(item, draft):
        working = Resource.objects.get(pk=item.pk)
        change(working)
        snapshot = snapshots.take(Resource.objects.get(pk=item.pk))
        left = list(_told(refusals.refusals_of(working, stored)))
    snapshot = snapshots.with_passing_pks(snapshot, stored)
    comments = [draft.comment] if draft and draft.comment else []
    said = " ".join(dict.fromkeys([*comments, comment]))
    drafts.store(item, snapshot, by=by, comment=said, review=review)
    return Done(is_draft=True, warnings=left)


def _told(found: Iterable[refusals.Refusal]):
    for refusal in found:
        yield f"{refusal.column}: {refusal.reason} {refusal.fix}"


def _log(item: Resource, comment: str, *, by, is_new: bool) -> None:
    if by is not None:
        flag = ADDITION if is_new else CHANGE
        LogEntry.objects.log_actions(by.pk, [item], flag, comment, single_object=True)

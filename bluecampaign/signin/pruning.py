"""The audit log does not grow for ever: what is older than a law or a rule asks goes."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from . import audit
from .models import Action, AuditEntry

BATCH = 1000


def older_than(moment: datetime):
    """The entries from before a moment, the oldest first."""
    return AuditEntry.objects.filter(at__lt=moment).order_by("at", "pk")


def prune(moment: datetime) -> Iterator[int]:
    """Delete the entries from before a moment; how many are gone, after each batch.

    Each batch is one transaction with what the log says of it: a run that is broken off
    has told of everything it took, and the next one takes the rest.
    """
    gone, entry = 0, None
    while batch := list(older_than(moment).values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            number, _models = AuditEntry.objects.filter(pk__in=batch, at__lt=moment).delete()
            gone += number
            entry = _tell(entry, gone, moment)
        yield gone


def _tell(entry: AuditEntry | None, gone: int, moment: datetime) -> AuditEntry:
    """One entry for a run, whose number grows with it."""
    detail = f"{gone} from before {moment:%Y-%m-%d %H:%M} UTC"
    if entry is None:
        return audit.record(Action.LOG_PRUNED, detail=detail)
    entry.detail = detail
    entry.save(update_fields=["detail"])
    return entry

"""Remembers the file that an edition had, however it came to have another one.

A save in the office, the publication of a draft, an old version put back, an import: all
of them store the edition.
"""

from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver

from .models import Edition, FormerFile

BEFORE = "_stored_before"


@receiver(pre_save, sender=Edition)
def edition_changes(sender, instance, **kwargs):
    stored = Edition.objects.filter(pk=instance.pk).only("file", "language", "revision").first()
    setattr(instance, BEFORE, stored)


@receiver(post_save, sender=Edition)
def edition_was_saved(sender, instance, **kwargs):
    before, now = getattr(instance, BEFORE, None), instance.file.name or ""
    if now:
        # What is there now leads nowhere else.
        FormerFile.objects.filter(name=now).delete()
    if before and before.file and before.file.name != now:
        _remember(before, instance.resource_id, leads_to=instance)


@receiver(pre_delete, sender=Edition)
def edition_is_deleted(sender, instance, origin=None, **kwargs):
    """Where the item itself is deleted, there is nothing left to lead to."""
    if instance.file and getattr(origin, "model", type(origin)) is Edition:
        _remember(instance, instance.resource_id, leads_to=None)


def _remember(before: Edition, resource_id: int, *, leads_to: Edition | None) -> None:
    FormerFile.objects.update_or_create(
        name=before.file.name,
        defaults={
            "resource_id": resource_id,
            "language": before.language,
            "revision": before.revision,
            "edition": leads_to,
        },
    )

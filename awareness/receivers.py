"""Keeps the search in step with what stands on a page without being a part of it.

Whatever changes in the office leaves a version, in the same transaction; an import of
the shipped content rebuilds the search as a whole.
"""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from bluecampaign.publishing.versions import Version, VersionKind

from .models import ComponentProfile, Indicator, Observance, Page
from .search import follow_entries, follow_glossary

DRAWN = {model._meta.label_lower: model for model in (Indicator, Observance)}
PAGES = {model._meta.label_lower for model in (Page, ComponentProfile)}


@receiver(post_save, sender=Version)
def version_was_kept(sender, instance, **kwargs):
    if instance.kind == VersionKind.DRAFT:
        return
    if instance.model in DRAWN:
        follow_entries(DRAWN[instance.model])
    elif instance.model in PAGES:
        follow_glossary()


@receiver(post_delete, sender=Indicator)
@receiver(post_delete, sender=Observance)
def entry_was_deleted(sender, **kwargs):
    follow_entries(sender)


@receiver(post_delete, sender=Page)
def page_was_deleted(sender, **kwargs):
    follow_glossary()

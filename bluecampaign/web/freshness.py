"""Tells every process when what the public sees has changed, and when it next will.

It listens to the database itself: whatever writes to a table that pages are made of, a
form, a command or a line of SQL, makes every kept page old once it is committed.
"""

import re
from datetime import datetime
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from bluecampaign.publishing.models import Publishable

from .pagecache.clock import NEVER, ContentClock
from .pagecache.places import clock_file

# Where the words, numbers and files of public pages come from.
SHOWN = ("awareness", "hotlines", "media", "resources", "translation")
# Counted while somebody reads; no page shows it.
UNSHOWN = {"resources.downloadcount"}
WRITES = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)


@cache
def clock(folder: Path) -> ContentClock:
    return ContentClock(clock_file(folder))


def content_changed() -> None:
    """Every kept page is old, in every process of this machine."""
    clock(settings.DATA_DIR).changed()


@cache
def shown_tables() -> frozenset[str]:
    models = [
        model
        for label in SHOWN
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.label_lower not in UNSHOWN
    ]
    return frozenset(model._meta.db_table for model in models)


def watch(connection, **kwargs) -> None:
    """Receiver of `connection_created`: look at what is written."""
    if note_writes not in connection.execute_wrappers:
        connection.execute_wrappers.append(note_writes)


def note_writes(execute, sql, params, many, context):
    result = execute(sql, params, many, context)
    found = WRITES.match(sql)
    if found and found[1] in shown_tables():
        transaction.on_commit(content_changed, using=context["connection"].alias)
    return result


def next_moment(at: datetime | None = None) -> float:
    """When something comes or goes by itself, in seconds since 1970; infinity for never."""
    at = at or timezone.now()
    moments = []
    for model in apps.get_models():
        if issubclass(model, Publishable) and not model._meta.proxy:
            for name in ("publish_at", "unpublish_at"):
                coming = model._default_manager.filter(**{f"{name}__gt": at})
                moments.append(coming.aggregate(next=Min(name))["next"])
    return min((moment.timestamp() for moment in moments if moment), default=NEVER)

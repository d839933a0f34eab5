"""Tells every process when what the public sees has changed, and when it next will.

It listens to the database itself: whatever writes to a table that pages are made of, a
form, a command or a line of SQL, makes every kept page old once it is committed.
"""

import re
from datetime import datetime
from functools import cache, partial
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from bluecampaign.publishing.models import Publishable

from .environment import Environment
from .pagecache.clock import NEVER, ContentClock
from .pagecache.machines import Machines, machines_of
from .pagecache.places import clock_file

# Where the words, numbers and files of public pages come from.
SHOWN = ("awareness", "hotlines", "media", "resources", "translation")
# Written down while somebody reads; no page shows it.
UNSHOWN = {"resources.downloadcount", "resources.printedrevision"}
WRITES = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)"?', re.IGNORECASE)


@cache
def clock(folder: Path) -> ContentClock:
    return ContentClock(clock_file(folder))


@cache
def machines(folder: Path) -> Machines | None:
    """Those that are told of changes, where REDIS_URL names a Redis."""
    return machines_of(Environment(), folder)


def content_changed(commit: object = None) -> None:
    """Every kept page is old, in every process of this machine and of all others, which
    are told once of everything that became true with one and the same `commit`."""
    clock(settings.DATA_DIR).changed()
    others = machines(settings.DATA_DIR)
    if others is not None:
        others.changed(commit)


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
        connection = context["connection"]
        changed = partial(content_changed, _commit_of(connection))
        transaction.on_commit(changed, using=connection.alias)
    return result


def _commit_of(connection) -> object:
    """The same thing for all that is written in one transaction: the list of what follows
    from it. Django begins another list with the next one."""
    return connection.run_on_commit if connection.in_atomic_block else None


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

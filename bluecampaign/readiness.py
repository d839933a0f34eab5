"""What this copy of the site lacks to do all of its work, in words for its operators."""

import shutil
from collections.abc import Callable, Iterator

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from bluecampaign.search import index
from bluecampaign.web.freshness import machines
from hotlines.directory import EMERGENCY, NATIONAL
from hotlines.models import Hotline

# Below this a day of logs and pages fills the disk.
LEAST_FREE = 200 * 1024 * 1024


def reasons() -> list[str]:
    """Everything that is amiss, each with what to do; empty when all is well."""
    return [reason for look in LOOKS for reason in look()]


def _database() -> Iterator[str]:
    """Nothing else about it is asked when it does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        yield from _content()
    except DatabaseError as error:
        yield f"The database does not answer ({type(error).__name__}). Kept pages go on."


def _content() -> Iterator[str]:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "The database is older than the code. Run: manage.py migrate"
        return
    lines = set(Hotline.objects.live().values_list("slug", flat=True))
    if missing := {EMERGENCY, NATIONAL} - lines:
        named = ", ".join(sorted(missing))
        yield f"Lines that every page needs are not public: {named}. The shipped ones are shown."
    if not index.is_built():
        yield "The search finds nothing. Run: manage.py rebuild_search"


def _static() -> Iterator[str]:
    try:
        staticfiles_storage.url("built/site.css")
    except ValueError:
        yield "Styles and scripts are missing. Run: manage.py collectstatic"


def _disk() -> Iterator[str]:
    try:
        free = shutil.disk_usage(settings.DATA_DIR).free
    except OSError as error:
        yield f"The folder of data cannot be looked at ({type(error).__name__})."
        return
    if free < LEAST_FREE:
        yield f"The disk of the data is nearly full: {free // 1024**2} MB are free."


def _pages() -> Iterator[str]:
    """The page cache and the content clock live there."""
    probe = settings.DATA_DIR / "cache" / "probe"
    try:
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.touch()
    except OSError as error:
        yield f"Pages cannot be kept in {probe.parent.name}/ ({type(error).__name__})."


def _machines() -> Iterator[str]:
    others = machines(settings.DATA_DIR)
    if others is not None and not others.is_in_touch():
        yield (
            "Redis does not answer: no machine hears of changes on another one. "
            "Pages are kept for seconds only. Look at REDIS_URL."
        )


LOOKS: tuple[Callable[[], Iterator[str]], ...] = (_database, _static, _disk, _pages, _machines)

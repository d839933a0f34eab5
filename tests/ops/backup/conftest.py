"""A site with the shipped content, to be backed up."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.ops.backup.sites import Site


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """The shipped content in a SQLite file, as the tests' own database has it."""
    if connection.vendor != "sqlite":
        pytest.skip("The database of this run is no file.")
    file = tmp_path_factory.mktemp("shipped") / "site.sqlite3"
    with django_db_blocker.unblock(), closing(sqlite3.connect(file)) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    return file


@pytest.fixture
def site(shipped, settings, tmp_path, monkeypatch) -> Site:
    found = Site(tmp_path / "site")
    shutil.copy(shipped, found.database)
    settings.DATA_DIR, settings.MEDIA_ROOT = found.folder, found.media
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(found.database))
    for name in ("BACKUP_DIR", "BACKUP_BUCKET", "BACKUP_PREFIX"):
        monkeypatch.delenv(name, raising=False)
    return found

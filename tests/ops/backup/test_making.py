"""Backups of a site in use: what is in them, where they lie, when they go."""

import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from bluecampaign.backups.archive import reading
from bluecampaign.backups.places import Folder, name_of
from tests.media import buckets
from tests.ops.backup.sites import FAILED, REFUSED, flip, place_in, refusal
from tests.tree import ROOT

pytestmark = pytest.mark.django_db


def test_backup_has_no_secret_and_is_its_owners_alone(site, settings):
    site.backup(verbosity=0)

    with reading(site.newest) as backup:
        names = [member.name for member in backup.manifest.files]
        text = backup.manifest.text()
    assert names == ["database.sqlite3.gz", "media/files/poster-0123.pdf"]
    assert settings.SECRET_KEY not in text
    assert site.newest.stat().st_mode & 0o777 == 0o600
    assert site.backups.stat().st_mode & 0o777 == 0o700


def test_trial_runs_change_nothing(site):
    told = site.backup(dry_run=True)
    assert "Nothing was written." in told
    assert not site.backups.exists()
    site.backup(verbosity=0)
    before = site.database.read_bytes()

    told = site.restore(check=True)

    assert "All of it is whole." in told
    assert site.database.read_bytes() == before
    assert [file.name for file in site.backups.glob("*.tar")] == [site.newest.name]


def test_killed_backup_leaves_no_file_and_the_next_clears_up(site):
    site.backup(verbosity=0)
    first = site.newest
    with site.upload("files/large-89ab.pdf", b"").open("r+b") as large:
        large.truncate(300_000_000)
    run = subprocess.Popen(
        [sys.executable, "manage.py", "backup"], cwd=ROOT, env=site.environment()
    )
    end = time.monotonic() + 60
    while not list(site.backups.glob(".bluecampaign-making-*/backup.tar")):
        assert time.monotonic() < end and run.poll() is None
        time.sleep(0.005)

    run.send_signal(signal.SIGKILL)
    assert run.wait() == -signal.SIGKILL
    left = list(site.backups.glob(".bluecampaign-making-*"))
    names = [file.name for file in site.backups.glob("*.tar")]
    (site.media / "files/large-89ab.pdf").unlink()
    shutil.move(first, first.with_name(name_of(datetime(2026, 1, 1, tzinfo=UTC))))
    site.backup(verbosity=0)

    assert (len(left), names) == (1, [first.name])
    assert list(site.backups.glob(".bluecampaign-making-*")) == []
    assert len(list(site.backups.glob("*.tar"))) == 2


def test_rotation_removes_whole_backups_of_ours_alone(site):
    site.backup(verbosity=0)
    old = [name_of(datetime(2026, 1, day, tzinfo=UTC)) for day in (1, 2, 3, 4)]
    first = site.newest
    for name in old:
        shutil.copy(first, site.backups / name)
    flip(site.backups / old[1], place_in(first, "manifest.json"))
    (site.backups / "notes.tar").write_text("theirs")
    first.rename(site.backups / name_of(datetime(2026, 1, 5, tzinfo=UTC)))

    told = site.backup(keep=3)

    left = {file.name for file in site.backups.glob("*.tar")}
    assert left >= {old[1], old[3], "notes.tar"}
    assert left.isdisjoint({old[0], old[2]})
    assert f"{old[1]} is not whole" in told
    assert len(left) == 5


def test_backup_is_refused_with_every_reason_at_once(site, settings, monkeypatch):
    site.ask("INSERT INTO django_migrations VALUES (9999, 'hotlines', '0999_later', 'now')")
    monkeypatch.setenv("BACKUP_DIR", str(site.media / "backups"))
    monkeypatch.setenv("BACKUP_BUCKET", "copies")
    monkeypatch.setenv("S3_ACCESS_KEY", "alone")

    code, told = refusal(site.backup, keep=-1)

    assert code == REFUSED
    assert len(told.splitlines()) == 5
    for part in ("hotlines.0999_later", "readers can get", "S3_SECRET_KEY", "--keep"):
        assert part in told
    assert not (site.media / "backups").exists()


def test_folder_tells_why_it_cannot_hold_it(site, tmp_path):
    file = tmp_path / "file"
    file.touch()

    assert "MB are needed" in Folder(tmp_path).cannot_hold(10**18)[0]
    assert "is a file" in Folder(file / "below").cannot_hold(0)[0]
    assert Folder(tmp_path / "new").cannot_hold(0) == []


def test_missing_database_and_second_run_are_refused(site):
    with Folder(site.backups).working("now"):
        code, told = refusal(site.backup)
    assert (code, "at work" in told) == (FAILED, True)
    site.database.unlink()

    assert refusal(site.backup)[0] == REFUSED


def test_bucket_holds_the_backups_and_the_uploads(site, settings, tmp_path, monkeypatch):
    with buckets.serving(tmp_path) as server:
        uploads = server.bucket("uploads")
        uploads.put_object(Key="files/far-cdef.pdf", Body=b"%PDF far")
        settings.STORAGES = {**settings.STORAGES, "default": server.entry("uploads")}
        there = server.bucket("copies")
        named = {"BACKUP_BUCKET": "copies", "S3_ENDPOINT_URL": server.endpoint}
        named |= {"S3_ACCESS_KEY": buckets.ACCESS_KEY, "S3_SECRET_KEY": buckets.SECRET_KEY}
        for name, value in (named | {"S3_REGION": "us-east-1"}).items():
            monkeypatch.setenv(name, value)
        theirs = f"backups/{name_of(datetime(2026, 1, 1, tzinfo=UTC))}"
        there.put_object(Key=theirs, Body=b"theirs")
        site.backup()
        time.sleep(max(0, 1.01 - (time.time() % 1)))
        told = site.backup(keep=1)
        keys = {found.key for found in there.objects.all()}

        uploads.Object("files/far-cdef.pdf").delete()
        restored = site.restore(yes=True)
        returned = uploads.Object("files/far-cdef.pdf").get()["Body"].read()
        there.delete_objects(Delete={"Objects": [{"Key": key} for key in keys]})
        nothing = refusal(site.restore, check=True)

    assert returned == b"%PDF far"
    assert len(keys) == 3
    assert theirs in keys
    assert sorted(name.endswith(".sha256") for name in keys - {theirs}) == [False, True]
    assert "Removed bluecampaign-" in told
    assert list(site.backups.glob("*.tar")) == []
    assert "1 files added" in restored
    assert (nothing[0], "no backup latest" in nothing[1]) == (FAILED, True)

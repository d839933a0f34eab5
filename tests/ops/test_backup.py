"""Backups of a site in use, and what comes back of them."""

import os
import pwd
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bluecampaign.backups.archive import reading
from bluecampaign.backups.engines import engine_at, engine_of
from bluecampaign.backups.making import Making
from bluecampaign.backups.manifest import FORMAT, Damaged, read
from bluecampaign.backups.places import Folder, name_of
from bluecampaign.backups.restoring import Restoring
from bluecampaign.signin.models import AuditEntry
from bluecampaign.web import freshness
from tests.media import buckets
from tests.office.postgres import programs, running_postgres
from tests.tree import ROOT

pytestmark = pytest.mark.django_db
REFUSED, FAILED = 2, 1
LINES = "SELECT count(*) FROM hotlines_hotline WHERE status = 'live'"


class Site:
    """A site in a folder, with the shipped content in a SQLite file, and one upload."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.database = folder, folder / "site.sqlite3"
        self.backups, self.media = folder / "backups", folder / "media"
        self.upload("files/poster-0123.pdf", b"%PDF-1.7 poster")

    def upload(self, name: str, body: bytes) -> Path:
        path = self.media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return path

    def ask(self, question: str, *values):
        with closing(sqlite3.connect(self.database, isolation_level=None)) as held:
            rows = held.execute(question, values).fetchall()
            return rows[0][0] if rows else None

    def backup(self, **options) -> str:
        out = StringIO()
        call_command("backup", stdout=out, stderr=out, **options)
        return out.getvalue()

    def restore(self, file="latest", **options) -> str:
        out = StringIO()
        call_command("restore", str(file), stdout=out, **options)
        return out.getvalue()

    @property
    def newest(self) -> Path:
        return max(self.backups.glob("*.tar"))

    def environment(self) -> dict[str, str]:
        told = {"DATA_DIR": str(self.folder), "DATABASE_URL": f"sqlite:///{self.database}"}
        return os.environ | told | {"DJANGO_SETTINGS_MODULE": "bluecampaign.settings"}


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


def refusal(command, **options) -> tuple[int, str]:
    with pytest.raises(CommandError) as raised:
        command(**options)
    return raised.value.returncode, str(raised.value)


def flip(file: Path, place: int) -> None:
    with file.open("r+b") as held:
        held.seek(place)
        byte = held.read(1)
        held.seek(place)
        held.write(bytes([byte[0] ^ 1]))


def place_in(file: Path, member: str) -> int:
    with tarfile.open(file) as tar:
        return tar.getmember(member).offset_data + 3


def test_site_is_what_it_was_while_others_read_it(site):
    lines = site.ask(LINES)
    site.ask("INSERT INTO django_session VALUES ('key', 'data', '2999-01-01')")
    site.backup()
    site.ask("UPDATE hotlines_hotline SET status = 'draft'")
    site.upload("files/later-4567.pdf", b"later")
    (site.media / "files/poster-0123.pdf").unlink()
    seen = freshness.clock(site.folder).now()

    with closing(sqlite3.connect(site.database, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        during = [reader.execute(LINES).fetchone()[0]]
        told = site.restore(yes=True)
        during.append(reader.execute(LINES).fetchone()[0])
        reader.execute("COMMIT")
        after = reader.execute(LINES).fetchone()[0]

    (kept,) = site.folder.glob("site.sqlite3.before-*")
    assert lines > 5
    assert (during, after) == ([0, 0], lines)
    assert sqlite3.connect(kept).execute(LINES).fetchone() == (0,)
    assert site.ask("PRAGMA integrity_check") == "ok"
    assert site.ask("SELECT count(*) FROM django_session") == 0
    site.ask("INSERT INTO search_text(search_text) VALUES ('integrity-check')")
    assert {f.name for f in site.media.rglob("*.pdf")} == {"poster-0123.pdf", "later-4567.pdf"}
    assert freshness.clock(site.folder).now() == seen + 1
    assert "1 files added, 0 were there." in told


def test_restore_stands_in_the_audit_log_of_what_was_restored(site):
    site.backup(verbosity=0)
    before = site.ask("SELECT count(*) FROM signin_auditentry")
    site.restore(check=True)
    assert site.ask("SELECT count(*) FROM signin_auditentry") == before
    begun = timezone.now()

    site.restore(yes=True, verbosity=0)

    rows = AuditEntry._meta.db_table
    who, what, detail, at = (
        site.ask(f"SELECT {name} FROM {rows} ORDER BY id DESC LIMIT 1")
        for name in ("who_name", "what", "detail", "at")
    )
    account = pwd.getpwuid(os.getuid()).pw_name
    assert site.ask(f"SELECT count(*) FROM {rows}") == before + 1
    assert (who, what) == (f"(command) {account}", "restored")
    assert site.newest.name in detail
    assert sha256(site.newest.read_bytes()).hexdigest() in detail
    assert begun <= parse_datetime(at).replace(tzinfo=UTC) <= timezone.now()


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


@pytest.mark.parametrize(
    "member", ["database.sqlite3.gz", "media/files/poster-0123.pdf", "manifest.json"]
)
def test_damaged_byte_is_found_before_anything_changes(site, member):
    site.backup(verbosity=0)
    flip(site.newest, place_in(site.newest, member))
    before = site.database.read_bytes()

    checked = refusal(site.restore, check=True)
    restored = refusal(site.restore, yes=True)

    assert checked == restored
    assert restored[0] == REFUSED
    assert "not what was written" in restored[1]
    assert site.database.read_bytes() == before


def test_file_that_was_cut_off_is_no_backup(site, tmp_path):
    site.backup(verbosity=0)
    for size in (site.newest.stat().st_size - 11_000, 100, 0):
        part = tmp_path / "part.tar"
        part.write_bytes(site.newest.read_bytes()[:size])

        assert refusal(site.restore, file=part, yes=True)[0] == REFUSED


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


def test_newer_backup_is_refused(site):
    site.backup(verbosity=0)
    with reading(site.newest) as backup:
        manifest, problems = (
            backup.manifest,
            Restoring(
                backup,
                engine_of({"ENGINE": "django.db.backends.sqlite3", "NAME": site.database}),
                None,
                Folder(site.folder),
                print,
            ),
        )
        manifest.migrations["hotlines"].append("0999_later")
        manifest.engine = "postgresql"
        reasons = problems.refusals()

    manifest.format = FORMAT + 1
    assert len(reasons) == 2
    assert "DATABASE_URL" in reasons[0]
    assert "hotlines.0999_later" in reasons[1]
    with pytest.raises(Damaged, match=r"has format 2, and this code reads 1\. Restore it with"):
        read(manifest.text())


def test_names_that_lead_out_are_refused(site):
    site.backup(verbosity=0)
    with reading(site.newest) as backup:
        text = backup.manifest.text()

    for name in ("../../etc/cron.d/x", "/etc/passwd"):
        with pytest.raises(Damaged):
            read(text.replace("media/files/poster-0123.pdf", name))


@pytest.mark.slow
def test_older_backup_is_migrated_before_anybody_sees_it(site):
    for table in ("hotlines_hotline", "awareness_page", "awareness_term", "resources_resource"):
        site.ask(f"UPDATE {table} SET status = 'archived'")
    # Its migration changed no table.
    site.ask("DELETE FROM django_migrations WHERE name = '0003_restored'")
    site.backup(verbosity=0)
    into = site.folder / "trial"

    told = site.restore(into=str(into))

    held = sqlite3.connect(into / "site.sqlite3")
    asked = "SELECT count(*) FROM django_migrations WHERE name = '0003_restored'"
    assert "older than the code" in told
    assert held.execute(asked).fetchone() == (1,)
    assert site.ask(asked) == 0
    assert (into / "media/files/poster-0123.pdf").read_bytes() == b"%PDF-1.7 poster"
    assert refusal(site.restore, into=str(into))[0] == REFUSED


@pytest.mark.parametrize("damage", ["nonsense", "cut to its half"])
def test_damaged_database_is_put_aside(site, damage):
    lines, size = site.ask(LINES), site.database.stat().st_size
    site.backup(verbosity=0)
    if damage == "nonsense":
        site.database.write_bytes(b"no database" * 1000)
    else:
        os.truncate(site.database, size // 2)

    told = site.restore(yes=True)

    assert site.ask(LINES) == lines
    assert "Restart the workers now" in told


def test_file_with_other_bytes_is_named_and_left_alone(site):
    site.backup(verbosity=0)
    other = site.upload("files/poster-0123.pdf", b"other")

    code, told = refusal(site.restore, yes=True)

    assert code == FAILED
    assert "files/poster-0123.pdf" in told
    assert other.read_bytes() == b"other"


def test_site_is_not_replaced_unasked(site, monkeypatch):
    site.backup(verbosity=0)
    monkeypatch.setattr("sys.stdin", StringIO("yes\n"))

    assert refusal(site.restore) == (REFUSED, "Say --yes to replace what the site has now.")


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


def test_postgresql_needs_its_programs_and_an_answer(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    reasons = engine_at("postgres://tester@127.0.0.1:1/site").cannot_dump()

    told = [reason.split(" ")[2] for reason in reasons]
    assert told == ["pg_dump", "pg_restore", "does"]


def test_postgresql_keeps_secrets_out_of_arguments():
    engine = engine_at("postgres://an%40n:s%2Fcret@db:5433/the%20site?sslmode=require")

    told = engine._environment()
    again = engine_at(engine.url("restored_backup"))

    names = ("PGUSER", "PGPASSWORD", "PGHOST", "PGPORT", "PGDATABASE", "PGSSLMODE")
    assert [told[name] for name in names] == ["an@n", "s/cret", "db", "5433", "the site", "require"]
    assert again.entry["OPTIONS"] == {
        "sslmode": "require",
        "options": "-c search_path=restored_backup",
    }
    assert {k: v for k, v in again.entry.items() if k != "OPTIONS"} == {
        k: v for k, v in engine.entry.items() if k != "OPTIONS"
    }


def test_postgresql_changes_its_state_in_one_step(site, tmp_path):
    if programs() is None:
        if os.environ.get("CI"):
            pytest.fail("There is no PostgreSQL here. Install it: apt-get install postgresql")
        pytest.skip("There is no PostgreSQL here.")
    with running_postgres() as address:
        engine = engine_at(address)
        with psycopg.connect(address, autocommit=True) as held:
            held.execute("CREATE TABLE django_migrations (app text, name text)")
            rows = sqlite3.connect(site.database).execute("SELECT app, name FROM django_migrations")
            held.cursor().executemany("INSERT INTO django_migrations VALUES (%s, %s)", list(rows))
            held.execute("CREATE TABLE django_session (key text)")
            held.execute("CREATE TABLE search_generation (is_current bool)")
            texts = "who_name text, what text, whom text, detail text"
            held.execute(f"CREATE TABLE signin_auditentry (at timestamptz, {texts})")
            held.execute("INSERT INTO search_generation VALUES (true)")
            held.execute("CREATE TABLE line (id int PRIMARY KEY, number text)")
            held.execute("INSERT INTO line VALUES (1, '911')")
            said: list[str] = []
            folder = Folder(tmp_path / "backups")
            making = Making(engine, default_storage, folder, said.append)
            reasons = making.refusals()
            file, manifest = making.run()
            held.execute("UPDATE line SET number = '0'")
            held.execute("CREATE TABLE later (line int REFERENCES line)")

            with reading(file) as backup:
                outcome = Restoring(backup, engine, default_storage, folder, said.append).run()

            number = held.execute("SELECT number FROM line").fetchone()
            log = held.execute("SELECT what, detail, at FROM signin_auditentry").fetchall()
            schemas = "SELECT count(*) FROM pg_namespace WHERE nspname ~ '^(before_|restored_)'"
            kept = held.execute(schemas).fetchone()
            held.execute("ALTER TABLE line RENAME TO other")
            dump = tmp_path / "broken"
            dump.write_bytes(b"PGDMP no dump")
            with pytest.raises(Exception, match="cannot be restored"):
                engine.stage(dump, tmp_path)
            untouched = held.execute("SELECT number FROM other").fetchone()

    assert reasons == []
    assert (manifest.engine, manifest.database) == ("postgresql", "database.dump")
    assert any("restored into a schema of its own" in line for line in said)
    assert (number, kept, untouched) == (("911",), (1,), ("911",))
    assert outcome.media.alike == 1
    assert [(what, file.name in detail) for what, detail, _at in log] == [("restored", True)]
    assert abs(log[0][2] - timezone.now()) < timedelta(minutes=5)

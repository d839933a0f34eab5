"""What comes back of a backup, and which one is refused."""

import os
import pwd
import sqlite3
from contextlib import closing
from datetime import UTC
from hashlib import sha256
from io import StringIO

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bluecampaign.backups.archive import reading
from bluecampaign.backups.engines import engine_of
from bluecampaign.backups.manifest import FORMAT, Damaged, read
from bluecampaign.backups.places import Folder
from bluecampaign.backups.restoring import Restoring
from bluecampaign.signin.models import AuditEntry
from bluecampaign.web import freshness
from tests.ops.backup.sites import FAILED, LINES, REFUSED, flip, place_in, refusal

pytestmark = pytest.mark.django_db


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

"""Backups of PostgreSQL: its programs, its secrets, and one step from state to state."""

import os
import sqlite3
from datetime import timedelta

import psycopg
import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from bluecampaign.backups.archive import reading
from bluecampaign.backups.engines import engine_at
from bluecampaign.backups.making import Making
from bluecampaign.backups.places import Folder
from bluecampaign.backups.restoring import Restoring
from tests.office.postgres import programs, running_postgres

pytestmark = pytest.mark.django_db


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

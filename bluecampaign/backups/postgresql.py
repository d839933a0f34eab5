"""PostgreSQL: its own client programs, and a restore beside the present tables.

Everything of the site lies in the schema `public`. A backup is restored into a schema of
its own, in one transaction, while the site goes on; then the two schemas change their
names in another one. So there is no moment without tables, nothing has to be dropped,
and the state before stays under another name. It takes no right to make databases.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from .broken import Broken

PUBLIC, STAGED = "public", "restored_backup"
DUMP, RESTORE, CLIENT = "pg_dump", "pg_restore", "psql"
NUMBER = re.compile(r"(\d+)\.")
PIECE = 1024 * 1024
LOG = "signin_auditentry"
# The names of psycopg's options, and how the programs read them from the environment.
TOLD = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "service": "PGSERVICE",
    "passfile": "PGPASSFILE",
}
RIGHTS = """
    SELECT has_database_privilege(current_database(), 'CREATE'),
           coalesce(bool_and(pg_has_role(nspowner, 'MEMBER')), false)
    FROM pg_namespace WHERE nspname = 'public'
"""


class Postgresql:
    name, member = "postgresql", "database.dump"
    tried = "listed by pg_restore, and restored into a schema of its own"

    def __init__(self, entry: dict) -> None:
        self.entry = entry

    def version(self) -> str:
        return str(self._asked("SHOW server_version"))

    def size(self) -> int:
        return int(self._asked("SELECT pg_database_size(current_database())"))

    def applied(self, schema: str = PUBLIC) -> set[tuple[str, str]]:
        with self.connected() as connection, connection.cursor() as cursor:
            cursor.execute(f'SELECT app, name FROM "{schema}".django_migrations')  # noqa: S608
            return set(cursor.fetchall())

    def cannot_dump(self) -> list[str]:
        return self._cannot(DUMP, RESTORE)

    def cannot_restore(self) -> list[str]:
        return self._cannot(RESTORE, CLIENT) or self._lacks_rights()

    def dump(self, to: Path) -> None:
        self._run(DUMP, "--format=custom", f"--schema={PUBLIC}", "--no-owner", "-f", str(to))

    def only_looked(self, dump: Path) -> str:
        self._run(RESTORE, "--list", str(dump))
        if not self.cannot_restore():
            return ""
        return "only listed by pg_restore: " + " ".join(self.cannot_restore())

    def stage(self, dump: Path, scratch: Path) -> "StagedSchema":
        """The dump names its schema, so it is restored under that name, in a transaction
        in which the present one has another; nobody else sees either."""
        staged = StagedSchema(self)
        staged.drop()
        before = (
            "BEGIN;",
            f'ALTER SCHEMA "{PUBLIC}" RENAME TO "{STAGED}_aside";',
            f'CREATE SCHEMA "{PUBLIC}";',
        )
        after = (
            f'ALTER SCHEMA "{PUBLIC}" RENAME TO "{STAGED}";',
            f'ALTER SCHEMA "{STAGED}_aside" RENAME TO "{PUBLIC}";',
            "COMMIT;",
        )
        self._play(dump, "\n".join(before), "\n".join(after), scratch)
        return staged

    def swap(self, staged: "StagedSchema", stamp: str) -> list[str]:
        kept = f"before_{re.sub(r'[^0-9]', '', stamp)}"
        try:
            self.tell(
                f'ALTER SCHEMA "{PUBLIC}" RENAME TO "{kept}"',
                f'ALTER SCHEMA "{STAGED}" RENAME TO "{PUBLIC}"',
            )
        except DatabaseError as error:
            raise Broken(f"The present database is as it was: {error}") from error
        return [
            f"What was there before is the schema {kept} of the same database. When you are "
            f"sure, remove it: DROP SCHEMA {kept} CASCADE",
            "Running workers show the restored state already.",
        ]

    @contextmanager
    def connected(self) -> Iterator[BaseDatabaseWrapper]:
        """A connection of its own, without the limits of a web process."""
        options = dict(self.entry.get("OPTIONS", {}))
        options.pop("options", None)
        entry = self.entry | {"OPTIONS": options, "CONN_MAX_AGE": 0}
        connection = ConnectionHandler({"default": entry})["default"]
        try:
            yield connection
        finally:
            connection.close()

    def tell(self, *statements: str) -> None:
        """All in one transaction."""
        with self.connected() as connection, connection.cursor() as cursor:
            cursor.execute("BEGIN")
            for statement in statements:
                cursor.execute(statement)
            cursor.execute("COMMIT")

    def url(self, schema: str) -> str:
        """For a process that shall see this schema and nothing else."""
        entry = self.entry
        who = ":".join(quote(str(entry.get(k) or ""), safe="") for k in ("USER", "PASSWORD"))
        host, name, port = str(entry.get("HOST") or ""), str(entry["NAME"]), entry.get("PORT")
        place = f"/{quote(f'{host}/{name}', safe='')}"
        if not host.startswith("/"):
            place = f"{host}{f':{port}' if port else ''}/{quote(name, safe='')}"
        options = {k: v for k, v in entry.get("OPTIONS", {}).items() if k != "options"}
        asked = urlencode(options | {"options": f"-c search_path={schema}"}, quote_via=quote)
        return f"postgres://{who}@{place}?{asked}"

    def _asked(self, question: str):
        with self.connected() as connection, connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone()[0]

    def _cannot(self, *programs: str) -> list[str]:
        """Missing or older programs, and a server that does not answer: all of them."""
        found = [
            f"The program {program} is missing. Install the PostgreSQL client of the "
            "server's version, such as postgresql-client-17."
            for program in programs
            if not shutil.which(program)
        ]
        try:
            server = int(self.version().split(".")[0])
        except DatabaseError as error:
            return [*found, f"The database does not answer: {error}".strip()]
        older = [p for p in programs if shutil.which(p) and self._number(p) < server]
        return found + [
            f"{program} is of version {self._number(program)}, the server of {server}. "
            f"Install postgresql-client-{server}."
            for program in older
        ]

    def _lacks_rights(self) -> list[str]:
        with self.connected() as connection, connection.cursor() as cursor:
            cursor.execute(RIGHTS)
            may_create, owns = cursor.fetchone()
        if may_create and owns:
            return []
        name, user = self.entry["NAME"], self.entry.get("USER")
        return [
            f"{user} must own the database {name} to restore into it: "
            f"ALTER DATABASE {name} OWNER TO {user}"
        ]

    def _number(self, program: str) -> int:
        told = NUMBER.search(self._run(program, "--version"))
        return int(told[1]) if told else 0

    def _environment(self) -> dict[str, str]:
        """How the programs reach the database; nothing of it stands among arguments."""
        entry = self.entry
        given = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
        told = {name: entry.get(key) for name, key in given.items()} | {"PGDATABASE": entry["NAME"]}
        told |= {TOLD[k]: v for k, v in entry.get("OPTIONS", {}).items() if k in TOLD}
        return os.environ | {name: str(value) for name, value in told.items() if value}

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self._environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Broken(f"{command[0]} failed: {done.stderr.strip()[-1000:]}")
        return done.stdout

    def _play(self, dump: Path, before: str, after: str, scratch: Path) -> None:
        """psql gets the statements of pg_restore between ours. Without the last ones it
        ends in a transaction that was never committed."""
        script = (RESTORE, "--no-owner", "--no-privileges", f"--schema={PUBLIC}", "-f", "-")
        command = (CLIENT, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
        log = scratch / "psql.log"
        with (
            log.open("w") as told,
            subprocess.Popen(
                command, env=self._environment(), stdin=subprocess.PIPE, stderr=told
            ) as client,
            subprocess.Popen((*script, str(dump)), stdout=subprocess.PIPE, stderr=told) as source,
        ):
            assert client.stdin and source.stdout
            _feed(client.stdin, source, before, after)
            if client.wait() or source.wait():
                raise Broken(f"It cannot be restored: {log.read_text().strip()[-1000:]}")


def _feed(client: IO[bytes], source: subprocess.Popen, before: str, after: str) -> None:
    assert source.stdout
    try:
        client.write(f"{before}\n".encode())
        shutil.copyfileobj(source.stdout, client, PIECE)
        if source.wait() == 0:
            client.write(f"\n{after}\n".encode())
        client.close()
    except BrokenPipeError:
        source.terminate()


@dataclass(frozen=True, slots=True)
class StagedSchema:
    engine: Postgresql

    @property
    def url(self) -> str:
        return self.engine.url(STAGED)

    def applied(self) -> set[tuple[str, str]]:
        return self.engine.applied(STAGED)

    def forget_sessions(self) -> None:
        self.engine.tell(f'DELETE FROM "{STAGED}".django_session')  # noqa: S608

    def note(self, columns: dict[str, object]) -> None:
        names, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
        with self.engine.connected() as connection, connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO "{STAGED}".{LOG} ({names}) VALUES ({places})',  # noqa: S608
                list(columns.values()),
            )

    def has_search(self) -> bool:
        with self.engine.connected() as connection, connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{STAGED}".search_generation WHERE is_current')  # noqa: S608
            return bool(cursor.fetchone()[0])

    def drop(self) -> None:
        self.engine.tell(f'DROP SCHEMA IF EXISTS "{STAGED}" CASCADE')

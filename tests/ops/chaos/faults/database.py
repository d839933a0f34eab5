"""A database that is gone, held, unwritable, damaged or stopped."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.browser.serving import STATIC
from tests.office.postgres import programs, running_postgres

from ..load import Load
from ..mounts import read_only
from ..outcome import CannotTry
from ..trial import Trial, fault, prepared_site

LOCKED = 12
OUT = 6


@fault("database-away", f"the database file moved away for {OUT} s, then put back")
def database_away(trial: Trial) -> None:
    with trial.under_load() as load:
        trial.say("database moved away")
        files = trial.site.files()
        for file in files:
            file.rename(trial.folder / file.name)
        load.go_on(OUT)
        load.rest()
        for file in trial.site.files():
            file.unlink()
        for file in files:
            (trial.folder / file.name).rename(file)
        load.work()
        load.recover()


@fault("database-removed", "the database file deleted, then the last backup restored")
def database_removed(trial: Trial) -> None:
    with trial.under_load() as load:
        _back_up(trial, load)
        trial.say("database deleted")
        for file in trial.site.files():
            file.unlink()
        load.go_on(OUT)
        _bring_back(trial)
        load.work()
        load.recover()


@fault("database-truncated", "the database file cut to its half, then the last backup restored")
def database_truncated(trial: Trial) -> None:
    with trial.under_load() as load:
        _back_up(trial, load)
        trial.say("database cut to its half")
        os.truncate(trial.site.file, trial.site.file.stat().st_size // 2)
        load.go_on(OUT)
        _bring_back(trial)
        trial.site.kill_workers()
        load.work()
        load.recover()


@fault("database-locked", f"another process writes for {LOCKED} s, longer than is waited")
def database_locked(trial: Trial) -> None:
    with trial.under_load() as load:
        with _locked(trial.site.file):
            trial.say("database locked")
            load.go_on(LOCKED)
        load.recover()


@fault("database-readonly", f"the database may not be written to for {OUT} s")
def database_readonly(trial: Trial) -> None:
    with trial.under_load() as load:
        with read_only(trial.site.file):
            trial.say("database read-only, workers killed")
            trial.site.kill_workers()
            load.go_on(OUT)
        trial.site.kill_workers()
        load.recover()


@fault("postgres-stopped", f"PostgreSQL ended at once, started {OUT} s later, twice")
def postgres_stopped(trial: Trial) -> None:
    if programs() is None:
        raise CannotTry("PostgreSQL is not installed (apt-get install postgresql)")
    with running_postgres() as url:
        trial.say("preparing a site on PostgreSQL")
        trial.prepared = _on_postgres(trial, url)
        with trial.under_load(database=url) as load:
            server = Postgres(url)
            for _time in range(2):
                trial.say("PostgreSQL stopped")
                with server.away():
                    load.go_on(OUT)
                load.recover()


class Postgres:
    """The server at a URL, to be stopped and started as it was."""

    def __init__(self, url: str) -> None:
        with psycopg.connect(url) as connection:
            found = connection.execute("SHOW data_directory").fetchone()
        assert found
        self.data, self.port = Path(found[0]), urlsplit(url).port

    @contextmanager
    def away(self) -> Iterator[None]:
        self._tell("-m", "immediate", "stop")
        try:
            yield
        finally:
            options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
            options += f" -c unix_socket_directories={self.data.parent}"
            self._tell("-w", "-o", options, "-l", f"{self.data.parent}/log", "start")

    def _tell(self, *words: str) -> None:
        home = programs()
        command = [str(home / "pg_ctl") if home else "pg_ctl", "-D", str(self.data), *words]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        quiet = subprocess.DEVNULL
        subprocess.run(command, cwd="/", stdout=quiet, stderr=quiet, check=True)


def _on_postgres(trial: Trial, url: str) -> Path:
    """The static files are the same for every database."""
    folder = trial.folder / "prepared"
    shutil.copytree(trial.prepared / STATIC, folder / STATIC)
    shutil.copy(trial.prepared / f"{STATIC}.digest", folder)
    return prepared_site(folder, url)


def _back_up(trial: Trial, load: Load) -> None:
    load.rest()
    trial.say("backup made")
    trial.site.manage("backup", "--verbosity", "0")


def _bring_back(trial: Trial) -> None:
    trial.say("backup restored")
    trial.site.manage("restore", "latest", "--yes", "--verbosity", "0")


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Held by a process of its own, as a command that hangs would."""
    script = (
        "import sqlite3, sys\n"
        "held = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)\n"
        "held.execute('BEGIN EXCLUSIVE')\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout
        assert holder.stdout.readline()
        yield
    finally:
        holder.kill()
        holder.communicate()

"""A PostgreSQL server of our own, for as long as a test needs it."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOMES = "/usr/lib/postgresql"


def programs() -> Path | None:
    """Where the server's programs are; None where PostgreSQL is not installed."""
    on_path = shutil.which("initdb")
    found = sorted(Path(HOMES).glob("*/bin/initdb"))
    return Path(on_path).parent if on_path else found[-1].parent if found else None


@contextmanager
def running_postgres() -> Iterator[str]:
    """The address of an empty database, which is gone when the block ends."""
    home = programs()
    assert home is not None
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        data = Path(folder) / "data"
        _hand_over(folder)
        _run(home / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        start = ("-D", data, "-w", "-o", f"{options} -c fsync=off", "-l", f"{folder}/log", "start")
        _run(home / "pg_ctl", *start)
        try:
            yield f"postgres://tester@127.0.0.1:{port}/postgres"
        finally:
            _run(home / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _hand_over(folder: str) -> None:
    """PostgreSQL refuses to run as root; its own account does it instead."""
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    done = subprocess.run(
        words, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{done.stderr}")

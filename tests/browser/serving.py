"""The site as it runs in public, for the browser tests: prepared once, behind gunicorn.

Readers only read, so their servers share one prepared folder's copy. Whoever writes
(the staff) works on a copy of its own, so that no test sees what another one saved.
"""

import fcntl
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
EXIT_URL = "https://www.weather.gov/"
STAFF = {"name": "editor", "password": "a long password of tests"}
STATIC = "static"
# What a test brings about on purpose: a page that is not there or not theirs, a lock-out.
MEANT = [
    "WARNING django.request: Not Found: ",
    "WARNING django.request: Forbidden (Permission denied): ",
    "WARNING django.request: Too Many Requests: ",
    # Nor is it a fault that a page was given as it was because the machine is busy.
    "ERROR bluecampaign.web.pagecache.cache: A page was not ready in time.",
    "WARNING axes.handlers.database: AXES: ",
]
A_RECORD = re.compile(r"^(?=\d{4}-\d\d-\d\d )", re.MULTILINE)


@dataclass(frozen=True)
class Site:
    """A running copy: where it answers and where its data and its log are."""

    origin: str
    folder: Path

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text()

    @property
    def troubles(self) -> list[str]:
        """What the server complained of, but for what it refused to somebody."""
        records = [record for record in A_RECORD.split(self.log) if record.strip()]
        return [each for each in records if not any(m in each.splitlines()[0] for m in MEANT)]


def address(path: str, code: str) -> str:
    """Where a page stands in a language."""
    return path if code == "en" else f"/{code}{path}"


def environment(folder: Path, static: Path, port: int = 8000, database: str = "") -> dict[str, str]:
    """Every variable is given, so that an .env of this machine changes nothing."""
    return os.environ | {
        "SECRET_KEY": "only-for-tests-" + "x" * 50,
        "HTTPS": "off",
        "STAFF_SECOND_FACTOR": "off",
        "TRUST_PROXY": "off",
        "DEBUG": "off",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SITE_OFFICIAL": "off",
        "SITE_EXIT_URL": EXIT_URL,
        "SITE_EXIT_SHORTCUT": "on",
        "CONTACT_EMAIL": "",
        "SECURITY_CONTACT": "",
        "DATA_DIR": str(folder),
        "DATABASE_URL": database or f"sqlite:///{folder / 'site.sqlite3'}",
        "STATIC_ROOT": str(static),
        "LOG_LEVEL": "WARNING",
        "LOG_FORMAT": "plain",
        "METRICS_PORT": "0",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        "DJANGO_SUPERUSER_USERNAME": STAFF["name"],
        "DJANGO_SUPERUSER_PASSWORD": STAFF["password"],
        "DJANGO_SUPERUSER_EMAIL": "editor@example.org",
    }


def prepare(folder: Path, database: str = "") -> Path:
    """A folder with database, content and static files; made by the first who asks."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            _run(folder, database, ".ci/prepare.py")
            _run(folder, database, "-m", "tests.browser.extras")
            _run(folder, database, "-m", "tests.browser.staffing")
            _run(folder, database, "manage.py", "createsuperuser", "--no-input")
            (folder / "ready").touch()
    return folder


def _run(folder: Path, database: str, *command: str) -> None:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment(folder, folder / STATIC, database=database),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def serving(
    prepared: Path, folder: Path, database: str = "", port: int = 0, **settings: str
) -> Iterator[Site]:
    """A copy of the prepared site, answering on a free port (or `port`) until the block ends;
    `settings` are variables of the environment that differ from the others' copies.
    """
    shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("lock", STATIC))
    port = port or free_port()
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "bluecampaign/gunicorn.conf.py"],
            cwd=ROOT,
            env=environment(folder, prepared / STATIC, port, database) | settings,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        site = Site(f"http://127.0.0.1:{port}", folder)
        try:
            _await_address(server, site)
            yield site
        finally:
            server.terminate()
            server.communicate(timeout=40)


def _await_address(server: subprocess.Popen[str], site: Site) -> None:
    """gunicorn says its address once it listens and the application is loaded."""
    assert server.stdout
    for line in server.stdout:
        if site.origin in line:
            return
    raise RuntimeError(f"gunicorn did not start:\n{site.log}")

"""A site that can be killed: gunicorn in a process group of its own, on a copied folder."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from tests.browser.serving import ROOT, STATIC, environment
from tests.ops.asking import read
from tests.ops.chaos.patience import waited
from tests.ports import free_port

START = [sys.executable, "-m", "gunicorn", "-c", "bluecampaign/gunicorn.conf.py"]
PROCESSES = Path("/proc")


class Running:
    """`settings` are variables of the environment; each start adds to one log."""

    def __init__(
        self, prepared: Path, folder: Path, log: Path, database: str = "", **settings: str
    ) -> None:
        shutil.copytree(
            prepared,
            folder,
            ignore=shutil.ignore_patterns("lock", STATIC),
            dirs_exist_ok=True,
        )
        self.folder, self.log, self.database = folder, log, database
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        own = {"WEB_CONCURRENCY": "2", "DATABASE_TIMEOUT": "4"}
        self.environment = environment(folder, prepared / STATIC, self.port, database)
        self.environment |= own | settings
        self._master: subprocess.Popen | None = None

    @property
    def file(self) -> Path:
        return self.folder / "site.sqlite3"

    def files(self) -> list[Path]:
        """The database, its log and the memory that its processes share."""
        return [file for file in self.folder.glob("site.sqlite3*") if file.is_file()]

    def start(self) -> None:
        """Return when it answers; the application may still be loading behind."""
        with self.log.open("a") as log:
            self._master = subprocess.Popen(
                START,
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        waited("the site to answer", lambda: read(f"{self.origin}/healthz")[0] == 200)

    def workers(self) -> list[int]:
        assert self._master
        return [pid for pid in self._group() if pid != self._master.pid]

    def kill_workers(self) -> None:
        for pid in self.workers():
            _kill(pid)

    def kill_master(self) -> None:
        """Its workers see that they are alone and end; then whoever watches over services
        would start it again."""
        assert self._master
        self._master.kill()
        self._master.wait()
        waited("the workers to end", lambda: not self._group())

    def kill_all(self) -> None:
        """As when the power is cut: nobody gets to say a word."""
        if self._master:
            for pid in self._group():
                _kill(pid)
            self._master.kill()
            self._master.wait()
            waited("the processes to be gone", lambda: not self._group())

    def close(self) -> None:
        if self._master and self._master.poll() is None:
            self._master.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._master.wait(15)
        self.kill_all()

    def manage(self, *command: str) -> str:
        return managed(self.environment, "manage.py", *command)

    def _group(self) -> list[int]:
        """The processes of the session that the master began, without those that ended."""
        assert self._master
        found = []
        for process in PROCESSES.iterdir():
            if process.name.isdigit():
                try:
                    state = (process / "stat").read_text().rpartition(")")[2].split()
                except OSError:
                    continue
                if int(state[3]) == self._master.pid and state[0] not in "ZX":
                    found.append(int(process.name))
        return found


def _kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def managed(environment: dict[str, str], *command: str) -> str:
    """What a Python program of the site says. Raises RuntimeError when it fails."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout

"""A real Redis of our own, which a test may take away and bring back."""

import os
import shutil
import subprocess

import pytest

from tests.ports import answers, free_port


class RedisServer:
    """Keeps nothing over a stop, like one that lost all it had."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            (pytest.fail if os.environ.get("CI") else pytest.skip)("redis-server is missing")
        command = [program, "--bind", "127.0.0.1", "--port", str(self.port)]
        command += ["--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, cwd="/tmp", stdout=subprocess.DEVNULL)
        assert answers(self.port, self._process)

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = None

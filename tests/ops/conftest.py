"""What the tests of set-up and operations share."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the set-up files of the project and an environment of its own."""
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    python = tmp_path / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    return tmp_path


@pytest.fixture
def run(checkout: Path) -> Run:
    """Runs a command in the checkout; `env` adds variables to a bare environment."""

    def run_there(
        *command: str, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        bare = {"PATH": os.environ["PATH"], "HOME": str(checkout)}
        return subprocess.run(
            command,
            cwd=checkout,
            env=bare | (env or {}),
            capture_output=True,
            text=True,
            check=False,
        )

    return run_there

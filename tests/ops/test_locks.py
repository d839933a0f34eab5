"""The lock files: pinned, hashed, without addresses, and in agreement."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

SUPERSETS = [f"requirements-{name}.lock" for name in ("dev", "postgres", "s3", "redis")]
LOCKS = ["requirements.lock", "requirements-node.lock", *SUPERSETS]
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.M)


def pins(lock: Path) -> dict[str, str]:
    return dict(PIN.findall(lock.read_text()))


def npm_packages(root: Path) -> dict[str, dict[str, Any]]:
    return json.loads((root / "package-lock.json").read_text())["packages"]


def named(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[._]", "-", name[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_hashed_pins_and_no_address(root: Path, name: str):
    text = (root / name).read_text()

    entries = re.split(r"\n(?=\S)", text.strip())

    assert "://" not in text
    assert all(PIN.match(entry) and "--hash=sha256:" in entry for entry in entries)


def test_locks_hold_everything_that_pyproject_asks_for(root: Path):
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    asked = {
        "requirements.lock": project["dependencies"],
        "requirements-dev.lock": project["dependencies"] + extras["test"],
        "requirements-postgres.lock": project["dependencies"] + extras["postgres"],
        "requirements-s3.lock": project["dependencies"] + extras["s3"],
        "requirements-redis.lock": project["dependencies"] + extras["redis"],
    }

    missing = {
        lock: {named(line) for line in lines} - set(pins(root / lock))
        for lock, lines in asked.items()
    }

    assert missing == {lock: set() for lock in asked}


@pytest.mark.parametrize("name", SUPERSETS)
def test_tests_and_postgresql_run_what_the_site_runs(root: Path, name: str):
    site, other = pins(root / "requirements.lock"), pins(root / name)

    assert {package: other.get(package) for package in site} == site


def test_npm_lock_holds_hashes_and_no_address(root: Path):
    packages = npm_packages(root)

    installed = {path: facts for path, facts in packages.items() if path}

    assert [path for path, facts in installed.items() if "resolved" in facts] == []
    assert [path for path, facts in installed.items() if "integrity" not in facts] == []


def test_npm_lock_knows_the_builds_for_every_machine(root: Path):
    """A lock made from one machine's node_modules lacks the others, and fails there."""
    packages = npm_packages(root)
    wanted = {name for facts in packages.values() for name in facts.get("optionalDependencies", {})}

    known = {path.rpartition("node_modules/")[2] for path in packages}

    assert sorted(wanted - known) == []

"""A second master takes over while the first one still answers (docs/runbook.md)."""

import re
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["python", "/x/gunicorn/__main__.py", "-c", "a"], ["python", "-m", "gunicorn", "-c", "a"]),
        (["python", "/x/bin/gunicorn", "-c", "a"], ["python", "/x/bin/gunicorn", "-c", "a"]),
    ],
)
def test_second_master_starts_as_the_first_did(root: Path, monkeypatch, command, expected):
    monkeypatch.setenv("SITE_URL", "https://site.test")
    server = SimpleNamespace(START_CTX={"args": command})

    runpy.run_path(str(root / "bluecampaign/gunicorn.conf.py"))["pre_exec"](server)

    assert server.START_CTX["args"] == expected


@pytest.mark.parametrize("page", ["security.md", "runbook.md"])
def test_page_names_only_files_and_commands_that_are_there(root: Path, page: str):
    text = (root / "docs" / page).read_text()
    named = re.findall(
        r"`((?:bluecampaign|resources|hotlines|awareness|tests|docs|\.ci)/[\w./-]+)`", text
    )
    commands = set(re.findall(r"manage\.py (\w+)", text))
    ours = {file.stem for file in root.glob("**/management/commands/*.py")}
    django = {"migrate", "check", "shell", "changepassword", "clearsessions", "collectstatic"}

    assert [name for name in named if not (root / name).exists()] == []
    assert commands - ours - django == set()
    assert named or commands

"""The single steps of .ci/ and the list that `make` prints."""

import re
import socket
import stat
from pathlib import Path

from .conftest import Run


def programs(folder: Path, *names: str) -> str:
    """A PATH with the shell's own tools and stand-ins of the given names, no more."""
    folder.mkdir()
    for name in names:
        (folder / name).write_text("#!/bin/sh\n")
        (folder / name).chmod(0o755)
    return str(folder)


# --- make --------------------------------------------------------------------------


def test_make_alone_lists_every_public_target(run: Run, root: Path):
    documented = re.findall(r"^([a-z-]+):.*## ", (root / "Makefile").read_text(), re.M)

    listed = run("make")

    assert re.findall(r"^  make ([a-z-]+)", listed.stdout, re.M) == documented
    assert {"serve", "test", "staff", "lint", "messages", "lock"} <= set(documented)


# --- .ci/step ----------------------------------------------------------------------


def test_step_is_one_line_when_it_succeeds(run: Run):
    step = run(".ci/step", "Sweeping", "sh", "-c", "echo noise; echo more >&2")

    assert re.fullmatch(r"  Sweeping … done, \d+ s\n", step.stdout)
    assert step.returncode == 0


def test_step_says_its_own_summary(run: Run):
    step = run(".ci/step", "Sweeping", "echo", "= nothing to sweep")

    assert re.fullmatch(r"  Sweeping … nothing to sweep, \d+ s\n", step.stdout)


def test_step_shows_the_output_and_fails_when_the_command_fails(run: Run):
    step = run(".ci/step", "Sweeping", "sh", "-c", "echo no broom >&2; exit 3")

    assert "failed" in step.stdout
    assert "no broom" in step.stdout
    assert step.returncode == 3


# --- .ci/env -----------------------------------------------------------------------


def test_env_is_written_for_its_owner_only(run: Run, checkout: Path):
    run(".ci/env")

    made = checkout / ".env"
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert re.search(r"^SECRET_KEY=[\w-]{60,}$", made.read_text(), re.M)
    assert re.search(r"^HTTPS=off$", made.read_text(), re.M)


def test_env_is_never_overwritten(run: Run, checkout: Path):
    (checkout / ".env").write_text("SECRET_KEY=mine\n")

    again = run(".ci/env")

    assert again.stdout == "= yours is kept\n"
    assert (checkout / ".env").read_text() == "SECRET_KEY=mine\n"


def test_env_holds_another_secret_each_time(run: Run, checkout: Path):
    run(".ci/env")
    first = (checkout / ".env").read_text()
    (checkout / ".env").unlink()

    run(".ci/env")

    assert (checkout / ".env").read_text() != first


# --- .ci/port.py -------------------------------------------------------------------


def test_port_that_is_taken_is_named(run: Run, checkout: Path, root: Path):
    (checkout / "bluecampaign").symlink_to(root / "bluecampaign")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])

        refused = run(".venv/bin/python", ".ci/port.py", env={"PORT": port})

    accepted = run(".venv/bin/python", ".ci/port.py", env={"PORT": port})
    assert refused.returncode == 1
    assert f"127.0.0.1:{port} cannot be used" in refused.stderr
    assert (accepted.returncode, accepted.stderr) == (0, "")


# --- .ci/chromium and .ci/tools ----------------------------------------------------


def test_chromium_named_by_the_variable_wins(run: Run, tmp_path: Path):
    path = programs(tmp_path / "bin", "chromium", "my-browser")

    found = run("/bin/sh", ".ci/chromium", env={"PATH": path, "CHROMIUM": "my-browser"})

    assert found.stdout == f"{path}/my-browser\n"


def test_chromium_missing_is_said_and_fails_only_in_ci(run: Run, tmp_path: Path):
    path = programs(tmp_path / "bin")
    (tmp_path / "bin/id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "bin/id").chmod(0o755)

    here = run("/bin/sh", ".ci/chromium", env={"PATH": path})
    in_ci = run("/bin/sh", ".ci/chromium", env={"PATH": path, "CI": "true"})

    assert (here.returncode, here.stdout) == (0, "")
    assert "There is no Chromium here" in here.stderr
    assert in_ci.returncode == 1


def test_tools_missing_are_named_and_fail_only_in_ci(run: Run, tmp_path: Path):
    path = programs(tmp_path / "bin", "java", "firefox-esr")

    here = run("/bin/sh", ".ci/tools", env={"PATH": path})
    in_ci = run("/bin/sh", ".ci/tools", env={"PATH": path, "CI": "true"})

    assert "apt-get install gettext" in here.stdout
    assert "default-jre" not in here.stdout
    assert (here.returncode, in_ci.returncode) == (0, 1)


# --- .ci/messages.py ---------------------------------------------------------------


def test_messages_compiles_what_changed_and_nothing_fuzzy(run: Run, checkout: Path):
    folder = checkout / "locale/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Help"\nmsgstr "Ayuda"\n\n'
        '#, fuzzy\nmsgid "Stop"\nmsgstr "Quizás"\n'
    )

    first = run(".venv/bin/python", ".ci/messages.py")
    second = run(".venv/bin/python", ".ci/messages.py")

    assert (first.stdout, second.stdout) == ("= 1 compiled\n", "= unchanged\n")
    compiled = (folder / "django.mo").read_bytes()
    assert b"Ayuda" in compiled
    assert "Quizás".encode() not in compiled

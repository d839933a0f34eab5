"""gunicorn and the health check; the image is in test_containers.py."""

import os
import re
import runpy
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from bluecampaign import healthcheck, wsgi

# --- gunicorn ----------------------------------------------------------------------


@pytest.fixture
def gunicorn(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    for name in ("HOST", "WEB_CONCURRENCY", "ACCESS_LOG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SITE_URL", "https://site.test")
    monkeypatch.setenv("PORT", "8123")
    return runpy.run_path(str(root / "bluecampaign/gunicorn.conf.py"))


def test_gunicorn_writes_down_no_reader(gunicorn: dict[str, Any]):
    logging = gunicorn["logconfig_dict"]

    assert gunicorn["accesslog"] is None
    assert logging["loggers"]["gunicorn.access"]["handlers"] == []
    assert logging["handlers"]["console"]["filters"] == ["private"]


def test_gunicorn_limits_what_it_reads(gunicorn: dict[str, Any]):
    limits = {name: gunicorn[name] for name in gunicorn if name.startswith("limit_")}

    assert limits == {
        "limit_request_line": 4094,
        "limit_request_fields": 60,
        "limit_request_field_size": 8190,
    }
    assert gunicorn["control_socket_disable"] is True


@pytest.fixture
def arbiter(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Stands in for gunicorn's: `done` tells what was asked of it, in order."""
    done = []
    monkeypatch.setattr(wsgi, "prepare", lambda: done.append("loaded"))
    monkeypatch.setattr(os, "kill", lambda pid, signal: done.append((pid, signal.name)))
    return SimpleNamespace(done=done, spawn_worker=lambda: done.append("spawned") or 77)


def test_gunicorn_says_the_addresses_when_ready(
    gunicorn: dict[str, Any], arbiter: SimpleNamespace, capsys: pytest.CaptureFixture[str]
):
    gunicorn["when_ready"](arbiter)

    said = capsys.readouterr().out
    assert "http://127.0.0.1:8123/\n" in said
    assert "http://127.0.0.1:8123/admin/\n" in said
    assert "made with: make staff\n" in said


def test_gunicorn_names_no_make_where_there_is_none(
    gunicorn: dict[str, Any],
    arbiter: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr(wsgi, "ROOT", tmp_path)

    gunicorn["when_ready"](arbiter)

    said = capsys.readouterr().out
    assert "made with: python manage.py createsuperuser\n" in said
    assert "make staff" not in said


def test_gunicorn_says_what_is_wrong_with_the_settings_and_ends(
    gunicorn: dict[str, Any], arbiter: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    def missing() -> None:
        raise ImproperlyConfigured("SECRET_KEY is not set. Make one.")

    monkeypatch.setattr(wsgi, "prepare", missing)

    with pytest.raises(SystemExit) as ended:
        gunicorn["when_ready"](arbiter)

    assert ended.value.code == (
        "The site does not start: the settings are wrong. SECRET_KEY is not set. Make one."
    )


def test_first_worker_answers_while_the_application_loads(
    gunicorn: dict[str, Any], arbiter: SimpleNamespace
):
    gunicorn["when_ready"](arbiter)

    assert arbiter.done == ["spawned", "loaded", (77, "SIGTERM")]


def test_gunicorn_accepts_its_configuration(root: Path):
    conf = "bluecampaign/gunicorn.conf.py"

    check = subprocess.run(
        [sys.executable, "-m", "gunicorn", "--print-config", "--config", conf],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )

    assert check.returncode == 0
    assert re.search(r"^worker_class\s+= gthread$", check.stdout, re.M)


# --- The health check --------------------------------------------------------------


@pytest.fixture(params=[200, 503])
def answering(request: pytest.FixtureRequest) -> Iterator[tuple[int, str, list[str]]]:
    """A server that gives one status, its port, and the hosts it was asked for."""
    hosts: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hosts.append(self.headers["Host"])
            self.send_response(request.param if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield request.param, str(server.server_port), hosts
    server.shutdown()
    server.server_close()


def test_health_is_the_answer_of_the_site(
    answering: tuple[int, str, list[str]], monkeypatch: pytest.MonkeyPatch
):
    status, port, hosts = answering
    monkeypatch.setenv("ALLOWED_HOSTS", ".site.test,other.test")

    well = healthcheck.is_well(port)

    assert well is (status == 200)
    assert hosts == ["site.test"]


def test_health_is_bad_when_nothing_listens():
    assert healthcheck.is_well("9") is False

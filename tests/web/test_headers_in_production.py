"""With the documented variables the site has full marks where marks can be computed here.

The rules are those of the Mozilla HTTP Observatory for a page of one's own, and Django's
own check of a deployment.
"""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest
from django.test import Client

from tests.makers import make_staff
from tests.tree import ROOT

DOCUMENTED = {
    "SECRET_KEY": "k2-9fQx_7LwzB4vTn8RmYc6HsJd3PgE5aUoXi1ZtNqVbW0MhKyCrSlFpDj",
    "ALLOWED_HOSTS": "www.example.gov",
    "SITE_URL": "https://www.example.gov",
    "SECURITY_CONTACT": "security@example.gov",
}
PREFIXES = ("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_", "X_FRAME")
HALF_A_YEAR = 15_768_000
DISCREET = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@pytest.fixture
def production(settings, monkeypatch, tmp_path: Path):
    """The settings as those variables make them."""
    for name in ("HTTPS", "STAFF_SECOND_FACTOR", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (DOCUMENTED | {"DATA_DIR": str(tmp_path), "HTTPS": "on"}).items():
        monkeypatch.setenv(name, value)
    made = runpy.run_path(str(ROOT / "bluecampaign/settings.py"))
    for name, value in made.items():
        if name.startswith(PREFIXES):
            setattr(settings, name, value)


def policy_of(response) -> dict[str, list[str]]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return {part.split()[0]: part.split()[1:] for part in parts}


def shortcomings(response) -> list[str]:
    """What would cost marks, or would not earn those that can be had."""
    policy, heads = policy_of(response), response.headers
    flat = {word for words in policy.values() for word in words}
    hsts = heads.get("Strict-Transport-Security", "")
    age = int((re.search(r"max-age=(\d+)", hsts) or [0, 0])[1])
    tree = lxml.html.document_fromstring(response.content.decode())
    foreign = [src for src in tree.xpath("//script/@src") if not src.startswith("/static/")]
    bad_cookies = [
        cookie.key
        for cookie in response.cookies.values()
        if not (cookie["secure"] and cookie["httponly"] and cookie["samesite"] in ("Lax", "Strict"))
    ]
    rules = {
        "default-src is not 'none'": policy.get("default-src") == ["'none'"],
        "unsafe words": not any("unsafe" in w or w in ("*", "data:", "https:") for w in flat),
        "frames": policy.get("frame-ancestors") == ["'none'"],
        "base and forms": {"base-uri", "form-action"} <= set(policy),
        "objects": policy.get("object-src") == ["'none'"],
        "HSTS": age >= HALF_A_YEAR and "includeSubDomains" in hsts and "preload" in hsts,
        "nosniff": heads.get("X-Content-Type-Options") == "nosniff",
        "X-Frame-Options": heads.get("X-Frame-Options") == "DENY",
        "referrer": heads.get("Referrer-Policy") in DISCREET,
        "resource policy": heads.get("Cross-Origin-Resource-Policy") == "same-origin",
        "opener policy": heads.get("Cross-Origin-Opener-Policy") == "same-origin",
        "sharing": "Access-Control-Allow-Origin" not in heads,
        f"scripts from elsewhere {foreign}": not foreign,
        f"cookies {bad_cookies}": not bad_cookies,
    }
    return [name for name, holds in rules.items() if not holds]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/ar/get-help/", "/search/?q=visa", "/nowhere/"])
def test_public_page_has_full_marks(production, path: str):
    response = Client().get(path, secure=True)

    assert response.status_code in (200, 404)
    assert shortcomings(response) == []
    assert response.cookies == {}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/admin/"])
def test_page_of_staff_has_full_marks(production, settings, path: str):
    settings.STAFF_SECOND_FACTOR = False
    staff = Client()
    if path == "/admin/":
        staff.force_login(make_staff())

    response = staff.get(path, secure=True)

    assert response.status_code == 200
    assert shortcomings(response) == []
    assert "no-store" in response.headers["Cache-Control"]


def test_plain_http_leads_to_https(production):
    response = Client().get("/get-help/", HTTP_HOST="testserver")

    assert (response.status_code, response.headers["Location"]) == (
        301,
        "https://testserver/get-help/",
    )


def test_missing_head_is_seen(rf, production):
    response = Client().get("/robots.txt", secure=True)
    response.content = b"<p>a</p>"

    assert shortcomings(response) == ["resource policy"]


def test_check_of_a_deployment_has_nothing_to_say(tmp_path: Path):
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]

    done = subprocess.run(
        command,
        cwd=ROOT,
        env=bare
        | DOCUMENTED
        | {"DATA_DIR": str(tmp_path), "HTTPS": "on", "DEBUG": "off"}
        | {"STAFF_SECOND_FACTOR": "on", "STATIC_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout.strip()) == (
        0,
        "System check identified no issues (0 silenced).",
    ), done.stderr

"""What the running server writes down about those who read."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.serving import Site, serving
from tests.ops.asking import wait_for

TOLD = {
    "User-Agent": "Phone-of-Maria",
    "X-Forwarded-For": "203.0.113.7",
    "Referer": "https://mail.example/inbox",
    "Cookie": "sessionid=abcdef",
}


@pytest.fixture
def logged(prepared: Path, tmp_path: Path) -> Iterator[Site]:
    with serving(prepared, tmp_path / "data", ACCESS_LOG="on", LOG_LEVEL="INFO") as site:
        yield site


def ask(site: Site, path: str) -> None:
    try:
        urllib.request.urlopen(urllib.request.Request(site.origin + path, headers=TOLD)).read()
    except urllib.error.HTTPError as error:
        error.read()


def test_access_log_tells_the_load_and_nobody(logged: Site):
    for path in ("/es/search/?q=mi+patron", "/get-help/?from=Maria", "/nowhere/?who=Maria"):
        ask(logged, path)

    # A line is written once its answer has gone.
    wait_for(lambda: "/nowhere/ 404" in logged.log)
    lines = re.findall(r"^\S+T\d\d:\d\dZ GET .*$", logged.log, re.MULTILINE)
    assert [line.split()[2:4] for line in lines] == [
        ["/es/search/", "200"],
        ["/get-help/", "200"],
        ["/nowhere/", "404"],
    ]
    for told in ("Maria", "203.0.113.7", "127.0.0.1", "patron", "mail.example", "abcdef"):
        assert told not in logged.log


def test_no_access_log_is_written_unless_it_is_wanted(site: Site):
    ask(site, "/get-help/?from=Maria")

    assert " GET " not in site.log

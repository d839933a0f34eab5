"""Many people saving one page at the same moment, over HTTP, on both databases.

Whoever is told "saved" is among the versions, in one unbroken row; whoever came second
was told so. Nothing is lost and nothing fails.
"""

import http.cookiejar
import json
import os
import re
import shutil
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import lxml.html
import psycopg
import pytest

from tests.browser.serving import STAFF, STATIC, Site, prepare, serving
from tests.office.postgres import programs, running_postgres

PEOPLE, ROUNDS = 3, 2
PAGE = "/admin/awareness/page/"
ROW = "SELECT number, comment, kind, snapshot FROM publishing_version ORDER BY number"


class Person:
    """Somebody signed in, with cookies of their own."""

    def __init__(self, site: Site) -> None:
        self.site = site
        cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(cookies))
        form = self.form("/admin/login/")
        self.send(
            "/admin/login/", form | {"username": STAFF["name"], "password": STAFF["password"]}
        )

    def get(self, path: str) -> str:
        return self.opener.open(self.site.origin + path, timeout=60).read().decode()

    def form(self, path: str) -> dict:
        """The fields of the form on a page, as a browser would send them."""
        page = lxml.html.fromstring(self.get(path))
        form = max((f for f in page.forms if f.method == "POST"), key=lambda f: len(f.inputs))
        return dict(form.form_values())

    def send(self, path: str, form: dict) -> str:
        data = urllib.parse.urlencode(form, doseq=True).encode()
        url = self.site.origin + path
        request = urllib.request.Request(url, data, {"Referer": url, "Origin": self.site.origin})
        return self.opener.open(request, timeout=60).read().decode()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request) -> Iterator[str]:
    if request.param == "sqlite":
        yield ""
    elif programs() is None:
        if os.environ.get("CI"):
            pytest.fail("There is no PostgreSQL here. Install it: apt-get install postgresql")
        pytest.skip("There is no PostgreSQL here. Install it: apt-get install postgresql")
    else:
        with running_postgres() as url:
            yield url


@pytest.fixture
def site(database, prepared, tmp_path) -> Iterator[Site]:
    if database:
        # The static files are the same for every database.
        shutil.copytree(prepared / STATIC, tmp_path / "prepared" / STATIC)
        shutil.copy(prepared / f"{STATIC}.digest", tmp_path / "prepared")
        prepared = prepare(tmp_path / "prepared", database)
    with serving(prepared, tmp_path / "served", database) as running:
        yield running


def page_to_edit(person: Person) -> str:
    found = re.search(rf'{PAGE}(\d+)/change/[^"]*">[^<]*Myths', person.get(f"{PAGE}?q=myths"))
    assert found
    return f"{PAGE}{found[1]}/change/"


def save_until_accepted(site: Site, path: str, name: str) -> list[str]:
    """Save again and again; the comments of the saves that the site accepted."""
    person, accepted = Person(site), []
    for turn in range(ROUNDS):
        comment = f"{name}-{turn}"
        while comment not in accepted:
            form = person.form(path)
            changes = {"title_en": f"Myths by {comment}", "_comment": comment, "_save": "1"}
            answer = person.send(path, form | changes)
            if "while you were writing" not in answer:
                assert "was changed successfully" in answer, answer
                accepted.append(comment)
    return accepted


def versions(site: Site, database: str, path: str) -> list[tuple]:
    pk = int(re.findall(r"\d+", path)[0])
    query = ROW.replace("ORDER", f"WHERE object_id = {pk} AND model = 'awareness.page' ORDER")
    if database:
        with psycopg.connect(database) as connection:
            rows = connection.execute(query).fetchall()
    else:
        rows = sqlite3.connect(Path(site.folder) / "site.sqlite3").execute(query).fetchall()
    return [(n, c, k, s if isinstance(s, dict) else json.loads(s)) for n, c, k, s in rows]


def test_saves_at_the_same_moment_lose_nothing(site, database):
    path = page_to_edit(Person(site))
    names = [f"person{number}" for number in range(PEOPLE)]

    with ThreadPoolExecutor(PEOPLE) as pool:
        saved = list(pool.map(lambda name: save_until_accepted(site, path, name), names))

    first, *kept = versions(site, database, path)
    comments = [comment for _number, comment, _kind, _snapshot in kept]
    assert sorted(comments) == sorted(comment for group in saved for comment in group)
    assert [number for number, *_rest in kept] == list(range(2, PEOPLE * ROUNDS + 2))
    assert first[3]["fields"]["title_en"] == "Myths and truths"
    for _number, comment, _kind, snapshot in kept:
        assert snapshot["fields"]["title_en"] == f"Myths by {comment}"
    assert f"Myths by {comments[-1]}" in Person(site).get("/myths/")
    assert "Internal Server Error" not in site.log

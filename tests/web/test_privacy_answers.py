"""What the privacy page says of our answers: the same for everyone, without a trace."""

import io
import logging
import re
import runpy

import lxml.html
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bluecampaign.web.privacy import PrivateFilter
from tests.tree import ROOT

pytestmark = pytest.mark.django_db
# The form of partners: it makes one sheet, and what it sends is kept nowhere.
MARK = "/resources/poster-you-can-get-help/with-your-mark/"
PATHS = ["/", "/get-help/", "/staying-safe/", "/hotlines/", "/numbers/", "/ways/", "/resources/"]
IDENTIFYING = {"email", "tel", "password", "file", "url", "date"}


def tree_of(response) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(response.content.decode())


# --- No cookies, no account --------------------------------------------------------


@pytest.mark.parametrize("path", [*PATHS, "/es/get-help/", "/search/?q=visa"])
def test_everyone_gets_the_same_page(path: str):
    one = Client().get(path, REMOTE_ADDR="203.0.113.7", headers={"user-agent": "Old phone"})
    told = {"cookie": "sessionid=x", "referer": "https://a.example/", "accept-language": "ko"}
    other = Client().get(path, REMOTE_ADDR="198.51.100.2", headers={"user-agent": "New", **told})

    assert one.status_code == 200
    assert one.content == other.content


def test_public_pages_read_no_cookie():
    plain = Client()
    plain.cookies["csrftoken"] = "x" * 3
    plain.cookies["sessionid"] = "broken"

    response = plain.get("/get-help/")

    assert response.wsgi_request.COOKIES == {}
    assert response.cookies == {}


def test_no_page_asks_who_one_is(site):
    asked = {
        (page.url, field.get("type") or field.tag)
        for page in site.pages("en")
        for field in page.tree.xpath("//main//input | //main//textarea")
        if field.tag == "textarea" or field.get("type") in IDENTIFYING
    }
    typed = {
        (page.path.partition("?")[0], field.get("name"))
        for page in site.pages("en")
        for field in page.tree.xpath("//main//input[@type='text' or not(@type)]")
    }

    assert asked == {(MARK, "file")}
    # The name in one's own phone book is sent by no form; an organization's name by one,
    # and nothing of it is kept (tests/resources/test_marks.py).
    assert {(path, field) for path, field in typed if field} == {
        (MARK, "name"),
        (MARK, "second"),
    }


# --- Nothing from other sites ------------------------------------------------------


def test_camera_microphone_and_place_are_refused(client):
    refused = client.get("/").headers["Permissions-Policy"].split(", ")

    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(refused)


# --- Logs --------------------------------------------------------------------------


def test_log_leaves_out_browser_and_referrer(client):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.addFilter(PrivateFilter())
    log = logging.getLogger("django.request")
    log.addHandler(handler)

    told = {"user-agent": "Phone-of-Maria", "referer": "https://mail.example/inbox"}
    client.get("/nowhere/", headers=told)
    log.removeHandler(handler)

    assert "/nowhere/" in out.getvalue()
    assert not any(word in out.getvalue() for word in told.values())


def test_line_of_a_request_has_these_five_things(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://site.test")
    served = runpy.run_path(str(ROOT / "bluecampaign/gunicorn.conf.py"))

    # Method, path without its query, status, bytes, milliseconds.
    assert re.findall(r"%\((\w+)\)s", served["access_log_format"]) == ["m", "U", "s", "B", "M"]
    formats = served["logconfig_dict"]["formatters"]
    assert formats["access"]["datefmt"] == "%Y-%m-%dT%H:%MZ"


# --- Searching and choosing --------------------------------------------------------


def test_words_of_a_search_stand_in_the_address(client):
    form = tree_of(client.get("/search/")).xpath("//main//form[.//input[@name='q']]")[0]

    assert form.get("method", "get").lower() == "get"
    assert form.get("action") == "/search/"


def test_suggestions_are_asked_here_and_kept_nowhere(client):
    asked = tree_of(client.get("/search/")).xpath("//input/@data-suggest")[0]

    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(f"{asked}&q=visa")

    assert asked.startswith("/search/suggest/")
    assert "no-store" in answer.headers["Cache-Control"]
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT"}
    assert answer.json()["suggestions"]


def test_page_of_results_is_kept_by_nobody(client):
    kept = client.get("/search/?q=visa").headers["Cache-Control"]

    assert {"no-store", "private"} <= {part.strip() for part in kept.split(",")}


def test_answers_are_letters_in_the_address(client):
    links = tree_of(client.get("/ways/")).xpath("//main//a/@href")

    answers = [link for link in links if link.startswith("/ways/")]

    assert len(answers) >= 2
    assert [link for link in answers if not re.fullmatch(r"/ways/[a-z]/", link)] == []


def test_list_of_materials_stands_in_the_address(client):
    links = tree_of(client.get("/resources/")).xpath("//main//a/@href")

    assert [link for link in links if re.search(r"[?&]list=BC-\d+", link)]


# --- What is stored on a device ----------------------------------------------------


def test_copy_holds_no_name_and_no_list(client):
    answer = client.get("/numbers/copy/es.json")

    record = answer.json()
    assert set(record) == {"language", "made", "first", "pages", "notice"}
    # The same for everybody, whatever they read before.
    assert "/es/get-help/" in record["pages"] and "/es/staying-safe/" in record["pages"]
    assert answer.cookies == {}


# --- Writing, calling, leaving -----------------------------------------------------


def test_no_form_sends_a_message(site):
    forms = {
        (form.get("method", "get").lower(), (form.get("action") or "").partition("?")[0][:1])
        for page in site.pages("en")
        for form in page.tree.xpath("//form[@action]")
        if form.get("action") != MARK
    }

    assert forms == {("get", "/")}


def test_way_out_tells_no_referrer(site):
    ways_out = [link for page in site.pages("en") for link in page.tree.xpath("//a[@data-exit]")]

    assert settings.SECURE_REFERRER_POLICY == "no-referrer"
    assert len(ways_out) >= len(site.pages("en"))
    assert [link.get("href") for link in ways_out if "noreferrer" not in link.get("rel")] == []

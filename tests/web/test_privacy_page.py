"""The privacy page holds: each of its claims is tied to the tests that hold it.

A claim is a point of a block, counted in the English file. `CLAIMS` names for every
point the tests that fail when it stops being true; what only others can keep says so in
`NOT_OURS`. A new block or point without a test, or a test that is gone, fails here.
"""

import ast
import io
import logging
import re
import runpy
import tomllib
from pathlib import Path

import lxml.html
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bluecampaign.translation.languages import CODES
from bluecampaign.web.privacy import PrivateFilter
from tests.tree import ROOT, name

pytestmark = pytest.mark.django_db

FOLDER = ROOT / "awareness" / "content" / "pages" / "privacy"
SCRIPTS = ROOT / "assets" / "js"
URLS, LOGS = "tests/guards/test_urls.py::", "tests/web/test_privacy.py::"
LEAVING, KEEPING = "tests/browser/test_leaving_return.py::", "tests/hotlines/test_keeping.py::"
FINDER = "tests/hotlines/test_finder.py::"
MARKS = "tests/resources/test_marks.py::"
COUNTS, SERVER = "tests/resources/test_downloads.py::", "tests/browser/test_private_server.py::"

# The form of partners: it makes one sheet, and what it sends is kept nowhere.
MARK = "/resources/poster-you-can-get-help/with-your-mark/"
# What a browser or another company does: the page tells it, no test of ours can hold it.
NOT_OURS = "not ours"
# Words without a claim about this site: what to do, whom to call or to ask.
ADVICE = {"if-watched", "questions"}
CLAIMS: dict[str, list[list[str] | str]] = {
    "in-short": [
        [URLS + "test_page_sets_no_cookie_and_depends_on_none", "test_no_page_asks_who_one_is"],
        [URLS + "test_page_fetches_nothing_from_elsewhere"],
        ["test_no_script_reports_a_visit"],
        [
            LOGS + "test_scrub_takes_out_who_and_what",
            SERVER + "test_access_log_tells_the_load_and_nobody",
        ],
        ["test_scripts_store_only_the_mark_and_the_copy", "test_copy_is_made_by_its_button_alone"],
    ],
    "cookies": [
        [URLS + "test_page_sets_no_cookie_and_depends_on_none", "test_public_pages_read_no_cookie"],
        ["test_everyone_gets_the_same_page"],
        ["test_no_page_asks_who_one_is"],
    ],
    "nothing-from-elsewhere": [
        [URLS + "test_page_fetches_nothing_from_elsewhere", "test_styles_and_scripts_name_no_host"],
        [URLS + "test_page_runs_and_loads_nothing_but_our_own_files"],
        ["test_camera_microphone_and_place_are_refused"],
    ],
    "counting": [
        ["test_no_script_reports_a_visit"],
        [COUNTS + "test_download_leads_to_the_file_and_is_counted"],
        [COUNTS + "test_row_holds_nothing_about_anybody"],
    ],
    "logs": [
        [LOGS + "test_log_of_a_wrong_address_holds_no_query_and_no_reader"],
        [
            LOGS + "test_scrub_takes_out_who_and_what",
            LOGS + "test_error_does_not_quote_what_a_reader_typed",
            FINDER + "test_log_does_not_tell_the_answers",
        ],
        ["test_log_leaves_out_browser_and_referrer"],
        [
            "test_line_of_a_request_has_these_five_things",
            SERVER + "test_access_log_tells_the_load_and_nobody",
        ],
    ],
    "searching": [
        ["test_words_of_a_search_stand_in_the_address"],
        ["test_suggestions_are_asked_here_and_kept_nowhere"],
        ["test_page_of_results_is_kept_by_nobody"],
        [
            "test_answers_are_letters_in_the_address",
            FINDER + "test_step_tells_nothing_to_who_reads_the_history",
            "test_list_of_materials_stands_in_the_address",
        ],
        [MARKS + "test_nothing_of_it_is_stored"],
    ],
    "on-your-device": [
        [
            "test_mark_of_the_exit_is_one_letter",
            LEAVING + "test_nothing_is_stored_before_leaving_and_one_letter_after",
            LEAVING + "test_deliberate_visit_shows_the_site_and_takes_the_mark_away",
        ],
        ["test_copy_is_made_by_its_button_alone", "test_copy_holds_no_name_and_no_list"],
        [KEEPING + "test_typed_name_cannot_be_sent", "test_script_of_contact_cards_sends_nothing"],
        NOT_OURS,
    ],
    "what-we-keep": [
        [
            "test_no_form_sends_a_message",
            "tests/test_views.py::test_method_other_than_get_and_head_is_refused",
        ],
        ["tests/signin/test_second_factor.py::test_cookies_belong_to_staff_pages_alone"],
        NOT_OURS,
    ],
    "calls": [["test_number_is_dialled_without_a_detour"], NOT_OURS],
    "other-sites": [
        [URLS + "test_page_carries_strict_headers", "test_way_out_tells_no_referrer"],
        NOT_OURS,
        ["tests/hotlines/test_views.py::test_card_shows_who_answers_and_every_way"],
    ],
}
STORING = re.compile(
    r"localStorage|sessionStorage|indexedDB|document\.cookie|cookieStore|caches\.open"
    r"|\bcache\.put|navigator\.storage"
)
SENDING = re.compile(
    r"\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|new Image|importScripts"
)
# Scripts that ask this site: for titles while somebody types, for the words of a language
# menu, for the pages of a copy. The policy lets them ask nobody else.
ASKING = ["suggesting.js", "offer.js", "keeping-copy.js", "keeping-worker.js"]
PATHS = ["/", "/get-help/", "/staying-safe/", "/hotlines/", "/numbers/", "/ways/", "/resources/"]
IDENTIFYING = {"email", "tel", "password", "file", "url", "date"}


def structure() -> list[dict]:
    return tomllib.loads((FOLDER / "page.toml").read_text())["blocks"]


def points(code: str) -> dict[str, list[str]]:
    blocks = tomllib.loads((FOLDER / f"{code}.toml").read_text())["blocks"]
    return {key: re.findall(r"^- (.+)$", block["body"], re.M) for key, block in blocks.items()}


def functions_of(file: Path) -> set[str]:
    tree = ast.parse(file.read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def scripts_with(pattern: re.Pattern) -> dict[str, set[str]]:
    found = {file.name: set(pattern.findall(_code(file))) for file in SCRIPTS.glob("*.js")}
    return {file: words for file, words in found.items() if words}


def _code(file: Path) -> str:
    """A script without its comments."""
    return re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", file.read_text(), flags=re.S | re.M)


def tree_of(response) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(response.content.decode())


def test_storing_and_sending_are_seen():
    storing = ["localStorage.a = 1", "document.cookie = x", "await caches.open(1)", "indexedDB"]
    sending = ["await fetch(x)", "navigator.sendBeacon(x)", "new Image().src = x"]

    assert [text for text in storing if not STORING.search(text)] == []
    assert [text for text in sending if not SENDING.search(text)] == []


# --- Every claim has its test ------------------------------------------------------


def test_every_block_of_the_page_is_a_claim_or_advice():
    keys = {block["key"] for block in structure()}

    assert keys == set(CLAIMS) | ADVICE
    assert not set(CLAIMS) & ADVICE


@pytest.mark.parametrize("key", CLAIMS)
def test_every_point_has_a_test_that_holds_it(key: str):
    assert len(points("en")[key]) == len(CLAIMS[key])
    assert all(CLAIMS[key])


@pytest.mark.parametrize("key", sorted(CLAIMS))
def test_claim_stands_in_points_alone(key: str):
    """A sentence beside the points would be a claim that nobody counts."""
    block = tomllib.loads((FOLDER / "en.toml").read_text())["blocks"][key]

    assert [line for line in block["body"].splitlines() if line and line[:2] != "- "] == []


@pytest.mark.parametrize("code", CODES)
def test_every_language_makes_the_same_claims(code: str):
    assert {key: len(found) for key, found in points(code).items()} == {
        key: len(found) for key, found in points("en").items()
    }


def test_named_tests_are_there():
    here = Path(__file__).resolve()
    wanted = {
        test for claim in CLAIMS.values() for point in claim if point != NOT_OURS for test in point
    }
    places = {test: test.rpartition("::") for test in wanted}

    lost = [
        test
        for test, (file, _sign, function) in places.items()
        if function not in functions_of(ROOT / file if file else here)
    ]

    assert lost == []
    assert len(wanted) > 20


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


def test_styles_and_scripts_name_no_host():
    sources = [*(ROOT / "assets").rglob("*.scss"), *SCRIPTS.glob("*.js")]

    naming = [name(file) for file in sources if re.search(r"(?:https?:)?//[\w-]+\.\w", _code(file))]

    assert len(sources) > 10
    assert naming == []


def test_camera_microphone_and_place_are_refused(client):
    refused = client.get("/").headers["Permissions-Policy"].split(", ")

    assert {"camera=()", "microphone=()", "geolocation=()"} <= set(refused)


# --- What is counted ---------------------------------------------------------------


def test_no_script_reports_a_visit(site):
    pinging = [page.url for page in site.pages("en") if page.tree.xpath("//*[@ping]")]
    pictures = {
        source
        for page in site.pages("en")
        for source in page.tree.xpath("//img/@src")
        if not source.startswith(("/static/", "/files/", "/r/"))
    }

    assert scripts_with(SENDING) == {file: {"fetch("} for file in ASKING}
    assert (pinging, pictures) == ([], set())


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
    assert formats["access"]["datefmt"] == "%Y-%m-%d %H:%M"


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


def test_scripts_store_only_the_mark_and_the_copy():
    assert scripts_with(STORING) == {
        "leaving.js": {"sessionStorage"},
        "keeping-copy.js": {"caches.open", "cache.put"},
    }


def test_mark_of_the_exit_is_one_letter():
    script = _code(SCRIPTS / "leaving.js")

    assert re.findall(r'^const MARK = "(.*)";$', script, re.M) == ["l"]
    assert re.findall(r"\bmarks\[.+?\] = (.+?);", script) == ["1"]
    assert "delete marks[MARK]" in script


def test_copy_is_made_by_its_button_alone():
    """A worker is registered and a first copy made in one place, which a click reaches."""
    before, _sign, making = _code(SCRIPTS / "keeping.js").partition("async function keepOrSay")
    _start, click = before.split('save.addEventListener("click", ')

    assert scripts_with(re.compile(r"serviceWorker\.register\b")) == {
        "keeping.js": {"serviceWorker.register"}
    }
    assert ("makeCopy(" in making, "makeCopy(" in before) == (True, False)
    assert (click.count("keepOrSay("), before.count("keepOrSay(")) == (1, 1)


def test_copy_holds_no_name_and_no_list(client):
    answer = client.get("/numbers/copy/es.json")

    record = answer.json()
    assert set(record) == {"language", "made", "first", "pages", "notice"}
    # The same for everybody, whatever they read before.
    assert "/es/get-help/" in record["pages"] and "/es/staying-safe/" in record["pages"]
    assert answer.cookies == {}


def test_script_of_contact_cards_sends_nothing():
    assert not SENDING.search(_code(SCRIPTS / "keeping-card.js"))


# --- Writing, calling, leaving -----------------------------------------------------


def test_no_form_sends_a_message(site):
    forms = {
        (form.get("method", "get").lower(), (form.get("action") or "").partition("?")[0][:1])
        for page in site.pages("en")
        for form in page.tree.xpath("//form[@action]")
        if form.get("action") != MARK
    }

    assert forms == {("get", "/")}


def test_number_is_dialled_without_a_detour(site):
    links = [
        link
        for page in site.pages("en")
        for link in page.tree.xpath("//a[starts-with(@href, 'tel:') or starts-with(@href, 'sms:')]")
    ]

    assert len(links) > 100
    assert [link.attrib for link in links if {"ping", "target", "onclick"} & set(link.attrib)] == []
    assert scripts_with(re.compile(r"\btel:|\bsms:|href\^=")) == {}


def test_way_out_tells_no_referrer(site):
    ways_out = [link for page in site.pages("en") for link in page.tree.xpath("//a[@data-exit]")]

    assert settings.SECURE_REFERRER_POLICY == "no-referrer"
    assert len(ways_out) >= len(site.pages("en"))
    assert [link.get("href") for link in ways_out if "noreferrer" not in link.get("rel")] == []

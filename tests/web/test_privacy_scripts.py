"""What the privacy page says of our scripts: what they store, and whom they ask."""

import re
from pathlib import Path

import pytest

from tests.tree import ROOT, name

pytestmark = pytest.mark.django_db
SCRIPTS = ROOT / "assets" / "js"
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


def scripts_with(pattern: re.Pattern) -> dict[str, set[str]]:
    found = {file.name: set(pattern.findall(_code(file))) for file in SCRIPTS.glob("*.js")}
    return {file: words for file, words in found.items() if words}


def _code(file: Path) -> str:
    """A script without its comments."""
    return re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", file.read_text(), flags=re.S | re.M)


def test_storing_and_sending_are_seen():
    storing = ["localStorage.a = 1", "document.cookie = x", "await caches.open(1)", "indexedDB"]
    sending = ["await fetch(x)", "navigator.sendBeacon(x)", "new Image().src = x"]

    assert [text for text in storing if not STORING.search(text)] == []
    assert [text for text in sending if not SENDING.search(text)] == []


# --- Nothing from other sites ------------------------------------------------------


def test_styles_and_scripts_name_no_host():
    sources = [*(ROOT / "assets").rglob("*.scss"), *SCRIPTS.glob("*.js")]

    naming = [name(file) for file in sources if re.search(r"(?:https?:)?//[\w-]+\.\w", _code(file))]

    assert len(sources) > 10
    assert naming == []


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


def test_script_of_contact_cards_sends_nothing():
    assert not SENDING.search(_code(SCRIPTS / "keeping-card.js"))


# --- Writing, calling, leaving -----------------------------------------------------


def test_number_is_dialled_without_a_detour(site):
    links = [
        link
        for page in site.pages("en")
        for link in page.tree.xpath("//a[starts-with(@href, 'tel:') or starts-with(@href, 'sms:')]")
    ]

    assert len(links) > 100
    assert [link.attrib for link in links if {"ping", "target", "onclick"} & set(link.attrib)] == []
    assert scripts_with(re.compile(r"\btel:|\bsms:|href\^=")) == {}

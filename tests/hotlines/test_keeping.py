"""The page about keeping the numbers, and the copy for when there is no connection."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from hotlines.keeping.contacts import NAMES
from tests.hotlines.cards import CARDS, TELLING, card_url, tree_of

pytestmark = pytest.mark.django_db


# --- The page about keeping them ---------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_page_offers_every_card_under_an_address_that_tells_nothing(client, code: str):
    tree = tree_of(client, localize("/numbers/keep/", code))

    links = [str(href) for href in tree.xpath("//a/@href") if "/card/" in href]

    assert links == [card_url(slug, n, code) for slug in CARDS for n in range(len(NAMES))]
    assert [link for link in links if TELLING.search(link)] == []
    assert all(re.fullmatch(r"/numbers/card/[a-z-]+/[0-9a-f]{6}-\d\.vcf", link) for link in links)


def test_page_says_beside_each_line_whether_the_police_answer(client):
    folds = tree_of(client, "/numbers/keep/").xpath("//details[@class='fold']")

    said = {
        fold.find("summary/span").text: fold.xpath(".//p[1]")[0].text_content() for fold in folds
    }

    assert len(said) == 7
    assert said["ICE HSI Tip Line"] == "Law enforcement answers"
    assert said["National Human Trafficking Hotline"] == "Not police. Not immigration."


def test_typed_name_cannot_be_sent(client):
    """Without a name no browser puts the field into a form, and none remembers it."""
    [form] = tree_of(client, "/numbers/keep/").xpath("//form[@data-card]")

    controls = form.xpath(".//input | .//select | .//textarea")
    assert form.get("action") is None
    assert form.get("hidden") is not None
    assert [control.get("name") for control in controls] == [None, None]
    assert {control.get("autocomplete") for control in controls} == {"off"}
    assert form.xpath(".//input/@spellcheck") == ["false"]


def test_script_gets_the_numbers_of_the_directory(client):
    options = tree_of(client, "/numbers/keep/").xpath("//option/@data-numbers")

    given = [{each.partition(":")[2] for each in option.split()} for option in options]

    assert given == list(CARDS.values())


def test_page_without_scripts_says_what_to_do_instead(client):
    tree = tree_of(client, "/numbers/keep/")

    [instead] = tree.xpath("//p[@data-instead]")
    assert instead.get("hidden") is None
    assert "Print the page of numbers" in instead.text_content()
    assert tree.xpath("//div[@data-copy]")[0].get("hidden") is not None


def test_directory_leads_to_keeping(client):
    links = tree_of(client, "/es/hotlines/").xpath("//main//a/@href")

    assert links.count("/es/numbers/keep/") == 1


# --- The copy for when there is no connection --------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_record_of_a_copy_names_pages_of_its_language(client, code: str):
    answer = client.get(f"/numbers/copy/{code}.json")
    record = answer.json()

    assert record["language"] == code
    assert record["first"] == localize("/numbers/", code)
    assert record["pages"] == [
        localize(path, code)
        for path in ("/numbers/", "/get-help/", "/is-this-happening-to-me/", "/staying-safe/")
    ]
    assert record["made"] in record["notice"]
    assert "data-remove" in record["notice"]
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.cookies == {}


def test_record_of_a_copy_in_no_language_of_the_site_is_not_found(client):
    assert client.get("/numbers/copy/xx.json").status_code == 404


def test_service_worker_stands_at_the_root_and_is_asked_for_anew(client):
    answer = client.get("/sw.js")

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert b"/admin/" in answer.content
    assert (
        client.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )


def test_only_the_page_about_keeping_loads_the_script_that_could_store(client):
    def scripts(path: str) -> list[str]:
        return tree_of(client, path).xpath("//script/@src")

    assert "/static/built/keeping.js" in scripts("/numbers/keep/")
    assert "/static/built/keeping.js" not in scripts("/get-help/") + scripts("/hotlines/")
    others = [Path(finders.find(f"built/{name}")) for name in ("site.js", "leaving.js")]
    assert [file.name for file in others if "serviceWorker" in file.read_text()] == []


@pytest.mark.parametrize("path", ["/sw.js", "/numbers/copy/en.json", "/numbers/", "/numbers/keep/"])
def test_nothing_can_be_sent(client, path: str):
    assert client.post(path, json.dumps({}), content_type="application/json").status_code == 405

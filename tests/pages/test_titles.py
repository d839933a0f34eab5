"""Titles stand in the history of a browser that somebody else may look at."""

import re

import lxml.html
import pytest
from django.core.checks import run_checks
from django.utils import translation

from bluecampaign.pages.titles import CHOICES, DISCREET, head_title
from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize

HELP = [
    *("/get-help/", "/is-this-happening-to-me/", "/staying-safe/"),
    *("/hotlines/", "/numbers/", "/numbers/keep/"),
]
TELLING = re.compile(r"traffick|help|hotline|happening|safe|victim|crisis", re.IGNORECASE)


def title_of(client, path: str) -> str:
    tree = lxml.html.document_fromstring(client.get(path).content.decode())
    return tree.findtext(".//title")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("site-first", "Blue Campaign: Myths"),
        ("page-first", "Myths | Blue Campaign"),
        ("site-only", "Blue Campaign"),
    ],
)
def test_title_has_the_form_that_was_chosen(settings, form: str, expected: str):
    settings.SITE_TITLES = form

    assert head_title("Myths", "/myths/") == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("site-first", "Blue Campaign: Contacts"),
        ("page-first", "Get help | Blue Campaign"),
        ("site-only", "Blue Campaign"),
    ],
)
def test_page_of_help_is_called_by_a_neutral_name_unless_pages_come_first(
    settings, form: str, expected: str
):
    settings.SITE_TITLES = form

    assert head_title("Get help", "/get-help/") == expected


def test_pages_of_help_are_those_with_a_neutral_name():
    assert sorted(DISCREET) == sorted(HELP)


@pytest.mark.parametrize("code", CODES)
def test_neutral_names_differ_and_are_translated(code: str):
    with translation.override(code):
        names = [str(name) for name in DISCREET.values()]

    assert len(set(names)) == len(names)
    assert [name for name in names if TELLING.search(name)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", CODES)
def test_site_stands_first_in_every_language(client, settings, code: str):
    paths = [*HELP, "/resources/", "/myths/", "/no-such-page/"]

    titles = {path: title_of(client, localize(path, code)) for path in paths}

    with translation.override(code):
        name = str(settings.SITE_NAME)
    assert [path for path, text in titles.items() if not text.startswith(name)] == []
    assert TELLING.findall(" ".join(titles[path] for path in HELP)) == []


@pytest.mark.django_db
def test_page_keeps_its_heading(client):
    html = client.get("/get-help/").content.decode()

    assert "<title>Blue Campaign: Contacts</title>" in html
    assert lxml.html.document_fromstring(html).findtext(".//h1") == "Get help"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", *HELP])
@pytest.mark.parametrize("code", ["en", "es", "ar"])
def test_shared_link_shows_the_name_of_the_site_alone(client, path: str, code: str):
    html = client.get(localize(path, code)).content.decode()
    tree = lxml.html.document_fromstring(html)

    shown = {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in tree.xpath("//meta[starts-with(@property, 'og:') or starts-with(@name, 'tw')]")
    }

    told = {key: text for key, text in shown.items() if not key.startswith(("og:image", "og:url"))}
    assert set(told.values()) <= {"Blue Campaign", "website", "summary_large_image"}
    assert shown.get("og:image:alt", "") == ""
    assert shown.get("og:image", "share.png").endswith("share.png")


@pytest.mark.parametrize("form", ["", "site", "SITE-FIRST"])
def test_unknown_form_is_reported(settings, form: str):
    settings.SITE_TITLES = form

    [found] = [error for error in run_checks() if "SITE_TITLES" in error.msg]

    assert found.id == "bluecampaign.E007"
    assert all(each in found.hint for each in CHOICES)


@pytest.mark.parametrize("form", CHOICES)
def test_known_forms_are_not_reported(settings, form: str):
    settings.SITE_TITLES = form

    assert [error for error in run_checks() if "SITE_TITLES" in error.msg] == []

"""Every public page, in every language: what it answers."""

from urllib.parse import urlsplit

import pytest
from django.urls import URLPattern, URLResolver, resolve

from bluecampaign import urls, views
from bluecampaign.translation.languages import BY_CODE
from tests.reading import MISSING, PublicSite, language_of

pytestmark = pytest.mark.django_db

# Nothing else: no host, no hash, no nonce, and nothing that is called unsafe.
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "frame-src 'none'",
    "object-src 'none'",
}
# What a browser fetches by itself; the links that only tell something are not among it.
FETCHED = "//*[@src or @srcset or @poster or @data] | //link | //form[@action]"
TELLING = {"canonical", "alternate"}
# What holds a reader's own words or list, and what is not there, is kept by nobody.
UNKEPT = ("/search/", "/my-list/", "list=", MISSING)


def patterns(entries) -> list[URLPattern]:
    found = []
    for entry in entries:
        nested = isinstance(entry, URLResolver)
        found += patterns(entry.url_patterns) if nested else [entry]
    return found


# --- The URL table -----------------------------------------------------------------


def test_public_address_declares_how_long_it_is_kept():
    public = patterns([*urls.MACHINE, *urls.PUBLIC])

    silent = [str(p.pattern) for p in public if not hasattr(p.callback, "cache_posture")]

    assert len(public) > 10
    assert silent == []


def test_public_view_is_read_by_these_tests(site: PublicSite):
    """An address added to the table is read below, or this fails; the page for when there
    is no other is read with the pages of errors."""
    wanted = {pattern.callback for pattern in patterns(urls.PUBLIC)} - {views.unavailable}

    read = {resolve(urlsplit(address).path).func for address in site.addresses}

    assert read == wanted


# --- Answers -----------------------------------------------------------------------


def test_page_answers_in_its_language(pages):
    found = {page.url: (page.status, *language_of(page.tree)) for page in pages}

    language = BY_CODE[pages[0].code]
    assert found == {
        page.url: (404 if page.path == MISSING else 200, language.tag, language.dir)
        for page in pages
    }


def test_page_sets_no_cookie_and_depends_on_none(pages):
    kept = {page.url: page.cookies for page in pages if page.cookies}
    varying = {page.url: page.headers.get("Vary", "") for page in pages}

    assert kept == {}
    assert [url for url, vary in varying.items() if "cookie" in vary.lower()] == []
    assert [page.url for page in pages if "csrf" in page.html.lower()] == []


def test_page_carries_strict_headers(pages):
    wanted = {
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
    }

    weak = [p.url for p in pages if {k: p.headers.get(k) for k in wanted} != wanted]

    assert weak == []


def test_page_runs_and_loads_nothing_but_our_own_files(pages):
    policies = {page.headers["Content-Security-Policy"] for page in pages}

    assert [set(policy.split("; ")) for policy in policies] == [POLICY] * len(policies)


def test_page_says_who_may_keep_it(pages):
    shared = "max-age=300, public, stale-while-revalidate=600, stale-if-error=345600"
    private = "max-age=0, no-cache, no-store, must-revalidate, private"

    wrong = [
        page.url
        for page in pages
        if parts(page.headers["Cache-Control"])
        != parts(private if any(part in page.path for part in UNKEPT) else shared)
    ]

    assert wrong == []


def parts(header: str) -> set[str]:
    return {part.strip() for part in header.split(",")}


def test_page_fetches_nothing_from_elsewhere(pages):
    foreign = [
        (page.url, address)
        for page in pages
        for element in page.tree.xpath(FETCHED)
        if not TELLING & set((element.get("rel") or "").split())
        for key in ("src", "srcset", "poster", "data", "href", "action")
        for address in [element.get(key) or ""]
        if address.startswith("//") or urlsplit(address).netloc
    ]

    assert foreign == []


def test_machine_address_answers(client):
    asked = [
        "/healthz",
        "/robots.txt",
        "/.well-known/security.txt",
        "/site.webmanifest",
        "/sitemap.xml",
        *(f"/sitemap-{name}.xml" for name in ("pages", "hotlines", "catalogue", "resources")),
    ]

    answers = {path: client.get(path) for path in asked}

    assert {path: a.status_code for path, a in answers.items()} == dict.fromkeys(asked, 200)
    assert [path for path, answer in answers.items() if answer.cookies] == []

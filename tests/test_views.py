import datetime as dt
import json

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bluecampaign.last_resort import last_resort
from bluecampaign.translation.languages import BY_CODE, CODES, LANGUAGES
from bluecampaign.translation.paths import localize
from tests.broken import without_tables

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
KEPT_BY_NOBODY = "max-age=0, no-cache, no-store, must-revalidate, private"
STALE = "stale-while-revalidate=600, stale-if-error=345600"
POSTURES = {
    "/": f"public, max-age=300, {STALE}",
    "/get-help/": f"public, max-age=300, {STALE}",
    "/es/hotlines/": f"public, max-age=300, {STALE}",
    "/resources/": f"public, max-age=300, {STALE}",
    "/resources/youth-indicator-card-pocket-size/": f"public, max-age=300, {STALE}",
    "/robots.txt": f"public, max-age=86400, {STALE}",
    "/.well-known/security.txt": f"public, max-age=86400, {STALE}",
    "/site.webmanifest": f"public, max-age=86400, {STALE}",
    "/sitemap.xml": f"public, max-age=3600, {STALE}",
    "/sitemap-hotlines.xml": f"public, max-age=3600, {STALE}",
    "/search/?q=visa": KEPT_BY_NOBODY,
    "/healthz": KEPT_BY_NOBODY,
    "/unavailable/": KEPT_BY_NOBODY,
    "/nothing-here/": KEPT_BY_NOBODY,
}
NUMBERS = ("tel:+18883737888", "sms:233733", "tel:911")


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def forgiving():
    """A client that shows the error page instead of the error."""
    return Client(raise_request_exception=False)


@pytest.fixture
def no_pages():
    """The tables of the pages and the hotlines are away."""
    with without_tables("awareness_page", "hotlines_hotline"):
        yield


@pytest.mark.parametrize(("path", "expected"), POSTURES.items())
def test_answer_says_who_may_keep_it_and_sets_no_cookie(client, path, expected):
    response = client.get(path)

    assert response.headers["Cache-Control"] == expected
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("path", POSTURES)
def test_head_is_get_without_a_body(client, path):
    get, head = client.get(path), client.head(path)

    assert (head.status_code, head.content) == (get.status_code, b"")
    for name in ("Cache-Control", "Content-Type", "Content-Language"):
        assert head.headers.get(name) == get.headers.get(name)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/", "/es/hotlines/", "/resources/", "/search/", "/healthz"])
def test_method_other_than_get_and_head_is_refused(forgiving, method, path):
    response = forgiving.generic(method, path, data="a=b")

    assert response.status_code == 405
    assert response.headers["Cache-Control"] == KEPT_BY_NOBODY


def test_process_is_alive_without_its_database(client, no_pages, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_robots_keeps_engines_out_of_the_office_and_the_search(client):
    response = client.get("/robots.txt")

    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /*/search/",
        "Disallow: /r/*/files/",
        "Disallow: /r/*.zip",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("", f"{SITE}/contact/"),
        ("security@a.gov", "mailto:security@a.gov"),
        ("https://a.gov/report", "https://a.gov/report"),
    ],
)
def test_security_txt_says_whom_to_write_to(client, settings, contact, expected):
    settings.SECURITY_CONTACT = contact

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    found = dict(line.split(": ", 1) for line in lines)
    expires = dt.datetime.fromisoformat(found["Expires"])
    days = (expires - dt.datetime.now(dt.UTC)).days
    assert found["Contact"] == expected
    assert 170 < days < 366
    assert found["Canonical"] == f"{SITE}/.well-known/security.txt"


def test_manifest_is_neutral(client):
    response = client.get("/site.webmanifest")

    manifest = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/manifest+json"
    assert (manifest["name"], manifest["start_url"]) == ("Blue Campaign", "/")
    assert [icon["sizes"] for icon in manifest["icons"]] == ["192x192", "512x512"]


@pytest.mark.parametrize("code", CODES)
def test_missing_page_speaks_the_language_of_its_address(client, code):
    response = client.get(localize("/nothing-here/", code))

    html = response.content.decode()
    assert response.status_code == 404
    assert f'<html lang="{BY_CODE[code].tag}" dir="{BY_CODE[code].dir}">' in html
    assert all(number in html for number in NUMBERS)
    assert 'value="nothing here"' in html or code != "en"


def test_missing_page_prints_the_address_as_text(client):
    html = client.get('/"><script>alert(1)</script>/').content.decode()

    assert "<script>alert" not in html


@pytest.mark.parametrize(("path", "code"), [("/", "en"), ("/es/", "es"), ("/ar/about/", "ar")])
def test_broken_site_still_shows_the_numbers(forgiving, no_pages, path, code):
    response = forgiving.get(path)

    html = response.content.decode()
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    assert response.headers["Cache-Control"] == KEPT_BY_NOBODY
    assert response.headers["Content-Language"] == code
    assert "tel:+18883737888" in html
    assert "tel:911" in html
    assert "Traceback" not in html


@pytest.mark.parametrize(
    ("code", "opening"), [("en", '<html lang="en"'), ("ar", '<html lang="ar"')]
)
def test_error_page_speaks_the_language_of_the_address(rf, code, opening):
    from django.utils import translation

    from bluecampaign.views import server_error

    with translation.override(code):
        response = server_error(rf.get(localize("/about/", code)))

    html = response.content.decode()
    assert response.status_code == 503
    assert opening in html
    assert all(number in html for number in NUMBERS)


def test_last_resort_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        html = last_resort()

    assert html.count("<li>") == 2
    assert "tel:+18883737888" in html
    assert "tel:911" in html


def test_host_that_is_not_ours_is_refused(forgiving):
    response = forgiving.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/%00/",
        "/es/%00",
        "/%zz/",
        "/%",
        "/%ff%fe/",
        "/%E0%A4%A/",
        "/" + "a" * 10_000 + "/",
        "/resources/" + "a" * 10_000 + "/",
        "/" + "a/" * 2000,
        "/es/" + "%F0%9F%98%80" * 500 + "/",
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/get-help/%0d%0aX-Evil:1/",
        "/get-help//",
        "/.env",
        "/static/../manage.py",
        "/files/%00",
        "/sitemap-%00.xml",
        "/\u202e/",
    ],
)
def test_strange_address_is_not_found(forgiving, path):
    response = forgiving.get(path)

    assert response.status_code in (301, 400, 404)
    assert "X-Evil" not in response.headers


@pytest.mark.parametrize("path", ["/hotlines/", "/resources/", "/search/"])
@pytest.mark.parametrize(
    "query",
    [
        "%00=%00",
        "q=%00&kind=%00&page=%00&need=%00",
        "q=%ff&language=%ff",
        "page=-1&page=1e9&sort=%27",
        "q=" + "x" * 10_000,
        "&".join(f"kind=k{n}" for n in range(500)),
        "&".join(f"a{n}={n}" for n in range(6000)),
        "%",
        "&&==&?;",
        "q[]=a&q[$ne]=b&__proto__=c",
        "page=" + "9" * 5000,
        "year=99999999999999999999&year=%D9%A1",
    ],
)
def test_wild_query_is_answered(forgiving, path, query):
    response = forgiving.get(f"{path}?{query}")

    assert response.status_code in (200, 400)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(path=st.text(min_size=1, max_size=60), query=st.dictionaries(st.text(max_size=9), st.text()))
def test_no_address_breaks_the_site(path, query, db):
    response = Client(raise_request_exception=False).get(f"/{path}", query)

    assert response.status_code < 500


def test_header_that_is_wild_breaks_nothing(forgiving):
    response = forgiving.get(
        "/",
        headers={
            "accept-language": "x" * 10_000,
            "accept-encoding": ";q=,,br;q=nan",
            "if-none-match": '"' * 99,
            "if-modified-since": "yesterday",
            "range": "bytes=-99999999999",
        },
    )

    assert response.status_code == 200
    assert not response.cookies


def test_offers_are_in_the_words_of_each_language(client):
    answer = client.get("/offers.json")

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.json() == {language.tag: language.offer for language in LANGUAGES}
    assert len(set(answer.json().values())) == len(LANGUAGES) == 13

import datetime as dt

import lxml.etree
import pytest

from bluecampaign.publishing.models import Status
from tests.makers import make_page, make_resource

pytestmark = pytest.mark.django_db
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
SITE = "http://testserver"


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.SITE_URL = SITE


def read(client, section: str):
    response = client.get(f"/sitemap-{section}.xml")
    return lxml.etree.fromstring(response.content)


def alternates_of(tree, path: str) -> dict[str, str] | None:
    for url in tree.iterfind("s:url", SPACES):
        if url.findtext("s:loc", namespaces=SPACES) == SITE + path:
            found = url.iterfind("x:link", SPACES)
            return {each.get("hreflang"): each.get("href") for each in found}
    return None


def test_sitemap_index_names_the_four_sections(client):
    tree = lxml.etree.fromstring(client.get("/sitemap.xml").content)

    found = [each.text for each in tree.iterfind("s:sitemap/s:loc", SPACES)]
    assert found == [
        f"{SITE}/sitemap-{name}.xml" for name in ("pages", "hotlines", "catalogue", "resources")
    ]


def test_sitemap_lists_a_page_in_its_languages_only(client):
    make_page(slug="told", title_es="Dicho", title_zh_hans="说")

    tree = read(client, "pages")

    expected = {
        "en": f"{SITE}/told/",
        "es": f"{SITE}/es/told/",
        "zh-Hans": f"{SITE}/zh-hans/told/",
        "x-default": f"{SITE}/told/",
    }
    assert alternates_of(tree, "/told/") == expected
    assert alternates_of(tree, "/es/told/") == expected
    assert alternates_of(tree, "/fr/told/") is None


def test_sitemap_leaves_out_what_is_not_public(client):
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    make_page(slug="sketch", status=Status.DRAFT)
    make_page(slug="later", publish_at=tomorrow)
    make_resource(slug="hidden", status=Status.ARCHIVED)
    make_resource(slug="shown")

    pages, items = read(client, "pages"), read(client, "resources")

    assert alternates_of(pages, "/sketch/") is None
    assert alternates_of(pages, "/later/") is None
    assert alternates_of(items, "/resources/hidden/") is None
    assert set(alternates_of(items, "/resources/shown/")) == {"en", "x-default"}


@pytest.mark.parametrize(
    ("section", "path"), [("hotlines", "/hotlines/"), ("catalogue", "/resources/")]
)
def test_sitemap_lists_interface_pages_in_every_language(client, section, path):
    tree = read(client, section)

    addresses = [url.findtext("s:loc", namespaces=SPACES) for url in tree.findall("s:url", SPACES)]
    assert len(addresses) == len(set(addresses)) == 13 * sum("/ar/" in each for each in addresses)
    assert len(alternates_of(tree, path)) == 14
    assert alternates_of(tree, f"/ar{path}")["ar"] == f"{SITE}/ar{path}"


def test_sitemap_says_when_a_page_was_changed(client):
    make_page(slug="dated", updated_at=dt.datetime(2026, 3, 4, 12, tzinfo=dt.UTC))

    tree = read(client, "pages")

    dates = {
        url.findtext("s:loc", namespaces=SPACES): url.findtext("s:lastmod", namespaces=SPACES)
        for url in tree.iterfind("s:url", SPACES)
    }
    assert dates[f"{SITE}/dated/"] == "2026-03-04"


@pytest.mark.parametrize("query", ["?p=2000", "?p=x", "?p=-1"])
def test_sitemap_page_that_does_not_exist_is_not_found(client, query):
    assert client.get(f"/sitemap-pages.xml{query}").status_code == 404


def test_sitemap_section_that_does_not_exist_is_not_found(client):
    assert client.get("/sitemap-secrets.xml").status_code == 404

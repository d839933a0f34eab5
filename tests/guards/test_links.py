"""Every public page, in every language: where its links lead, and what it names exists."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.urls import resolve

from bluecampaign.translation.languages import BY_CODE, CODES
from bluecampaign.translation.paths import localize, split
from tests.reading import MISSING, PublicSite
from tests.tree import ROOT

pytestmark = pytest.mark.django_db

ORIGIN = "http://testserver"
WAYS_OUT = ("https:", "mailto:", "tel:", "sms:")


def test_link_leads_to_a_place_that_exists(pages, site: PublicSite):
    code = pages[0].code
    places: dict[str, set[str]] = {localize(path, code): set() for path in site.addresses}
    places |= {page.url: set(page.ids) for page in pages}
    dead = [
        (page.url, href)
        for page in pages
        for href in page.tree.xpath("//a/@href")
        if not href.startswith(WAYS_OUT)
        if not leads_somewhere(href, page, places)
    ]

    assert dead == []


def leads_somewhere(href: str, page, places: dict[str, set[str]]) -> bool:
    """Whether an address inside the site is one of ours, with its anchor.

    Links to other languages and queries are followed by the next two tests.
    """
    target = urlsplit(href)
    if target.netloc or (target.scheme and target.scheme != "https"):
        return False
    path = target.path or urlsplit(page.url).path
    if path.startswith("/numbers/card/"):
        return True  # tests/hotlines/test_cards.py opens each.
    if path.endswith("/with-your-mark/"):
        return True  # tests/resources/test_marks.py opens such pages.
    if path.endswith("/print/qr.svg"):
        return True  # tests/resources/test_printed.py opens such codes.
    if path.startswith("/p/"):
        return True  # tests/resources/test_pages_on_paper.py opens each.
    if split(path)[0] != page.code:
        same = "/" if page.path == MISSING else urlsplit(page.path).path
        return split(path)[1] == same
    # A link that only adds to a reader's list leads to the same items as are here.
    same_list = "list=" in target.query and path == urlsplit(page.url).path
    inside = places.get(page.url if href.startswith("#") or same_list else path)
    return inside is not None and (not target.fragment or target.fragment in inside)


def test_link_with_a_query_is_understood(site: PublicSite, client):
    """The queries are the same in all languages, so the English ones are followed."""
    followed = representatives(queries(site.pages("en")))

    answers = {url: client.get(url) for url in sorted(followed)}

    assert len(answers) > 20
    assert [url for url, answer in answers.items() if answer.status_code != 200] == []
    assert [
        url
        for url, answer in answers.items()
        if "chosen" in answer.context and getattr(answer.context["chosen"], "dropped", False)
    ] == []


def test_list_that_a_link_carries_holds_items_there_are(site: PublicSite):
    from resources.models import Resource

    carried = {
        code
        for url in queries(site.pages("en"))
        for codes in parse_qs(urlsplit(url).query).get("list", ())
        for code in codes.split(",")
    }

    assert len(carried) > 20
    assert carried <= set(Resource.objects.live().values_list("code", flat=True))


def representatives(urls_: set[str]) -> set[str]:
    """Every address without a list, and one of each kind with one: they are thousands."""
    kinds = {}
    for url in sorted(urls_):
        target = urlsplit(url)
        names = tuple(parse_qs(target.query))
        kind = (resolve(target.path).view_name, names) if "list" in names else url
        kinds.setdefault(kind, url)
    return set(kinds.values())


def queries(pages) -> set[str]:
    """The addresses with a query that pages link to, without the language."""
    found = set()
    for page in pages:
        for href in page.tree.xpath("//main//a/@href"):
            target = urlsplit(href)
            if target.query and not target.scheme:
                path = target.path or urlsplit(page.url).path
                found.add(f"{split(path)[1]}?{target.query}")
    return found


def test_links_with_queries_are_those_of_the_english_page(pages, site: PublicSite):
    # What a search finds and what an audience is offered first differ by language.
    found = {url for url in queries(pages) if "list=" not in url and "/search/" not in url}

    assert found <= queries(site.pages("en"))


def test_language_menu_offers_every_language(pages):
    wanted = [language.tag for language in BY_CODE.values()]

    wrong = [
        page.url
        for page in pages
        if page.path != MISSING
        if page.tree.xpath("//details[@data-languages]//a/@hreflang") != wanted
        or page.tree.xpath("//details[@data-languages]//a/@href")
        != [localize(kept_in_menu(page.path), code) for code in CODES]
    ]

    assert wrong == []


def kept_in_menu(path: str) -> str:
    """Filters and lists stay chosen in another language; the words of a search do not."""
    return path if path.startswith(("/resources/", "/hotlines/")) else urlsplit(path).path


def test_alternates_name_each_other(pages, site: PublicSite):
    english = {page.path: alternates(page) for page in site.pages("en")}

    different = [p.url for p in pages if alternates(p) != english[p.path]]
    without_this = [
        page.url
        for page in pages
        if page.is_indexed and canonical(page) not in alternates(page).values()
    ]

    assert different == []
    assert without_this == []


def alternates(page) -> dict[str, str]:
    links = page.tree.xpath("//link[@rel='alternate']")
    return {link.get("hreflang"): link.get("href") for link in links}


def canonical(page) -> str:
    [link] = page.tree.xpath("//link[@rel='canonical']/@href")
    return link


def test_canonical_address_is_this_page_or_the_english_one(pages):
    named = {p.url: p.tree.xpath("//link[@rel='canonical']/@href") for p in pages}

    wrong = {
        page.url: named[page.url]
        for page in pages
        if named[page.url] not in ([ORIGIN + page.url], [ORIGIN + page.path])
        and (page.is_indexed or len(named[page.url]) > 1)
    }

    assert wrong == {}


def test_static_file_that_a_page_names_exists(site: PublicSite):
    pages = [*site.pages("en"), *site.pages("ar")]
    named = {
        urlsplit(address)
        for page in pages
        for address in page.tree.xpath("//@src | //link/@href | //use/@href")
        if address.startswith("/static/")
    }

    missing = [url.path for url in named if not finders.find(url.path[len("/static/") :])]
    icons = (ROOT / "static/built/icons.svg").read_text()
    drawn = set(re.findall(r'id="([^"]+)"', icons))
    undrawn = {url.fragment for url in named} - drawn - {""}

    assert missing == []
    assert undrawn == set()

"""Every public page, in every language: what it answers and where its links lead."""

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import html5lib
import polib
import pytest
from django.contrib.staticfiles import finders
from django.urls import URLPattern, URLResolver, resolve

from bluecampaign import urls, views
from bluecampaign.translation.languages import BY_CODE, CODES
from bluecampaign.translation.paths import localize, split
from bluecampaign.translation.text import text_of
from tests.reading import MISSING, PublicSite, fetch, language_of
from tests.tree import ROOT

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
ORIGIN = "http://testserver"
# What a browser fetches by itself; the links that only tell something are not among it.
FETCHED = "//*[@src or @srcset or @poster or @data] | //link | //form[@action]"
TELLING = {"canonical", "alternate"}
MESSAGES = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
NOTICE = "//div[@class='page-notice']"
# Names of the law that translations keep in English.
TERMS = {"Continued Presence"}
# What holds a reader's own words or list, and what is not there, is kept by nobody.
UNKEPT = ("/search/", "/my-list/", "list=", MISSING)
WAYS_OUT = ("https:", "mailto:", "tel:", "sms:")


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


# --- Links -------------------------------------------------------------------------


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
        return True  # tests/hotlines/test_keeping.py opens each.
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


# --- The document ------------------------------------------------------------------


def test_id_stands_once_on_a_page(pages):
    repeated = {
        page.url: [each for each, number in Counter(page.ids).items() if number > 1]
        for page in pages
    }

    assert {url: ids for url, ids in repeated.items() if ids} == {}


def test_id_that_an_element_refers_to_is_there(pages):
    lost = [
        (page.url, each)
        for page in pages
        for names in page.tree.xpath("//@for | //@aria-labelledby | //@aria-describedby")
        for each in names.split()
        if each not in page.ids
    ]

    assert lost == []


def test_headings_begin_with_one_h1_and_skip_no_level(pages):
    outlines = {page.url: levels(page) for page in pages}

    several = [url for url, outline in outlines.items() if outline.count(1) != 1]
    skipping = [
        url for url, outline in outlines.items() if any(b > a + 1 for a, b in pairwise(outline))
    ]

    assert several == []
    assert skipping == []


def levels(page) -> list[int]:
    found = page.tree.body.iter("h1", "h2", "h3", "h4", "h5", "h6")
    return [int(heading.tag[1]) for heading in found]


def test_heading_and_link_say_something(pages):
    silent = [
        (page.url, element.get("href") or element.tag)
        for page in pages
        for element in page.tree.body.iter("h1", "h2", "h3", "h4", "h5", "h6", "a", "button")
        if not element.text_content().strip() and not element.get("aria-label")
    ]

    assert silent == []


def test_image_has_words_and_a_size(pages):
    wanted = {"alt", "width", "height"}

    bare = [
        (page.url, image.get("src"))
        for page in pages
        for image in page.tree.iter("img")
        if not wanted <= set(image.keys())
    ]

    assert bare == []


def test_page_has_no_inline_style_or_handler(pages):
    inline = [
        (page.url, element.tag)
        for page in pages
        for element in page.tree.xpath("//*[@style] | //style | //script[not(@src)]")
        if element.get("type") != "application/ld+json"
    ]
    handlers = [
        (page.url, str(name))
        for page in pages
        for name in page.tree.xpath("//@*[starts-with(name(), 'on')]")
    ]

    assert inline == []
    assert handlers == []


def test_title_and_description_are_there_once(pages):
    indexed = [page for page in pages if page.is_indexed]
    titles = Counter(page.tree.findtext(".//title") for page in indexed)
    descriptions = Counter(
        str(text) for p in indexed for text in p.tree.xpath("//meta[@name='description']/@content")
    )

    assert titles.total() == descriptions.total() == len(indexed)
    assert [text for text in titles if not text.strip()] == []
    assert [text for text in descriptions if not text.strip()] == []
    assert [text for text, number in titles.items() if number > 1] == []
    assert [text for text, number in descriptions.items() if number > 1] == []


@pytest.mark.parametrize("code", ["en", "ar"])
def test_page_is_html_without_a_mistake(site: PublicSite, code: str):
    items = list(site.items)
    wanted = {*site.addresses, MISSING} - set(items[1:])
    mistakes = {}

    for page in site.pages(code):
        if page.path in wanted:
            parser = html5lib.HTMLParser()
            parser.parse(page.html)
            mistakes[page.url] = [f"{place}: {text}" for place, text, _ in parser.errors]

    assert {url: found for url, found in mistakes.items() if found} == {}


# --- Languages ---------------------------------------------------------------------


def test_english_on_a_page_of_another_language_is_marked(pages):
    code = pages[0].code
    english = english_only(code)

    unmarked = {
        (page.url, text)
        for page in pages
        for text, element in page.texts()
        if text in english and language_of(element) != ("en", "ltr")
    }

    assert len(english) > 50 or code in ("en", "es")
    assert unmarked == set()


def english_only(code: str) -> set[str]:
    """Texts of the content that pages of a language show in English, because they are
    not translated into it. Words that the interface has too are left out: those it
    translates by itself."""
    from awareness.models import Block, Indicator, Page, Term
    from hotlines.models import Hotline
    from resources.models import Resource, Topic

    fields = {
        Page: ("title", "summary"),
        Block: ("heading", "link_text"),
        Resource: ("title", "summary"),
        Indicator: ("text",),
        Term: ("term",),
        Hotline: ("name", "who_answers"),
        Topic: ("name",),
    }
    texts = [
        text_of(row, field, code)
        for model, names in fields.items()
        for row in model.objects.all()
        for field in names
    ]
    own = {text.plain for text in texts if text.language == code}
    fallen_back = {" ".join(t.plain.split()) for t in texts if t.language != code}
    interface = {entry.msgid for entry in polib.pofile(str(MESSAGES))}
    return fallen_back - own - interface - TERMS - {""}


def test_fallback_page_says_so_in_the_language_of_the_page(pages):
    """A reader who meets English is told why, in words of their own."""
    language = BY_CODE[pages[0].code]
    fallen_back = [
        page for page in pages if page.tree.xpath("//h1//*[@lang='en']") and page.code != "en"
    ]

    told = {
        page.url: [language_of(each) for each in page.tree.xpath(NOTICE)] for page in fallen_back
    }

    expected = [(language.tag, language.dir)]
    assert [url for url, found in told.items() if found != expected] == []


def test_address_of_a_language_is_not_asked_of_the_reader(client):
    plain = fetch("/get-help/", "en")

    asked = {"Accept-Language": "es", "Cookie": "django_language=es"}
    spanish_browser = client.get("/get-help/", headers=asked)

    assert spanish_browser.content.decode() == plain.html
    assert spanish_browser.headers["Content-Language"] == "en"

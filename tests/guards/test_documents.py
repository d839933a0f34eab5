"""Every public page, in every language, is a sound document: ids, headings, images, titles."""

from collections import Counter
from itertools import pairwise

import html5lib
import pytest

from tests.reading import MISSING, PublicSite

pytestmark = pytest.mark.django_db


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

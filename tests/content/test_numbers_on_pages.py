"""The numbers, digit by digit: every page in every language prints and dials what the
table says.
"""

import json
import re

import pytest

from bluecampaign.translation.languages import BY_CODE
from hotlines.models import Hotline
from tests.content.lines import DIALLED, LETTERS, LINES, ORDER, SHOWN
from tests.phones import LONG, phone_in
from tests.reading import MISSING, language_of

pytestmark = pytest.mark.django_db

STRIP = ["tel:+18883737888", "sms:233733?body=HELP", "tel:911"]
# Nothing but the lines, so no strip above them.
ONLY_NUMBERS = "/numbers/"
# Tells which numbers one may write down or put into the phone book.
TO_KEEP = "/numbers/keep/"
# 988 is part of its line's name.
NAMED_AFTER_ITS_NUMBER = re.compile(r"988")
LINKS = "//a[starts-with(@href, 'tel:') or starts-with(@href, 'sms:')]"
SAID = "//@aria-label | //@alt | //@title | //meta/@content | //title/text()"


def test_page_dials_and_texts_only_these_numbers(pages):
    wrong = [
        (page.url, link.get("href"), link.text_content())
        for page in pages
        for link in page.tree.xpath(LINKS)
        if DIALLED.get(link.get("href")) != link.text_content().strip()
    ]

    assert wrong == []


def test_number_is_read_from_left_to_right(pages):
    turned = [
        (page.url, link.get("href"))
        for page in pages
        for link in page.tree.xpath(LINKS)
        if [child.get("dir") for child in link.iter("bdi")] != ["ltr"]
    ]

    assert turned == []


def test_page_carries_the_three_lifelines_above_its_content(pages):
    wrong = {
        page.url
        for page in pages
        if page.path != ONLY_NUMBERS
        if page.tree.xpath("//section[@class='lifelines']//a/@href") != STRIP
        or not page.tree.xpath("//section[@class='lifelines']/following::main")
    }

    assert len(pages) > 50
    assert wrong == set()


def tiles(page) -> list:
    return page.tree.xpath("//section[@class='lifelines']//li")


def who_of(tile) -> str:
    """What the strip says beside a number about who answers it."""
    [who] = tile.xpath(".//*[contains(@class, 'lifeline__who')]")
    return " ".join(who.text_content().split())


def test_strip_says_who_answers_each_number(pages):
    """The hotline is not the police and 911 is: never one word for both."""
    with_strip = [page for page in pages if page.path != ONLY_NUMBERS]
    said = {page.url: [who_of(tile) for tile in tiles(page)] for page in with_strip}

    assert [url for url, who in said.items() if len(who) != 3 or "" in who] == []
    assert [url for url, (voice, text, _) in said.items() if voice != text] == []
    assert [url for url, (voice, _, emergency) in said.items() if voice == emergency] == []


def test_english_strip_says_it_in_these_words(site):
    [home] = [page for page in site.pages("en") if page.path == "/"]

    said = [" ".join(tile.text_content().split()) for tile in tiles(home)]

    assert said == [
        "Free call, day and night 1-888-373-7888 Not police. Not immigration.",
        "Text HELP to 233733 Not police. Not immigration.",
        "In danger now 911 Police, fire and ambulance",
    ]


def test_text_holds_no_number_outside_a_link(pages):
    typed = {
        (page.url, found, text[:80])
        for page in pages
        for text, element in page.texts()
        if (found := phone_in(text))
        if not is_explained(text, element, page)
    }

    assert typed == set()


def is_explained(text: str, element, page) -> bool:
    """A number in a link that dials it, in letters, or in the name of its line."""
    link = element.xpath(LINKS.replace("//", "ancestor-or-self::"))
    if link or text in LETTERS:
        return True
    if page.path == TO_KEEP and element.tag == "bdi" and element.get("dir") == "ltr":
        return text in SHOWN
    is_search = element.tag == "input" or page.path == MISSING
    return is_search or not phone_in(NAMED_AFTER_ITS_NUMBER.sub("", text))


def test_attribute_and_description_hold_no_number(pages):
    typed = {
        (page.url, value[:80])
        for page in pages
        for value in page.tree.xpath(SAID)
        if LONG.search(value)
    }

    assert typed == set()


def test_machines_are_told_only_these_numbers(pages):
    told = {
        each["telephone"]
        for page in pages
        for script in page.tree.xpath("//script[@type='application/ld+json']/text()")
        for each in as_list(json.loads(script))
        if "telephone" in each
    }

    voices = {
        way.number
        for slug, line in LINES.items()
        for way in line.ways.values()
        if way.kind == "voice" and slug != "press"
    }
    assert told == voices


def as_list(data) -> list[dict]:
    return data if isinstance(data, list) else [data]


def test_directory_shows_every_line_with_who_answers(pages):
    [page] = [page for page in pages if page.path == "/hotlines/"]
    cards = page.tree.xpath("//article[contains(@class, 'hotline')]")
    language = BY_CODE[page.code]
    who = {
        line.slug: " ".join(getattr(line, f"who_answers_{language.suffix}").split())
        for line in Hotline.objects.all()
    }

    assert [card.get("id") for card in cards] == ORDER
    for card in cards:
        said = " ".join(card.text_content().split())
        hrefs = card.xpath(".//a[@class='call']/@href")
        assert who[card.get("id")] in said
        assert hrefs == [way.href for way in LINES[card.get("id")].ways.values()]


def test_card_of_the_police_looks_other_than_that_of_the_hotline(pages):
    [page] = [page for page in pages if page.path == "/hotlines/"]

    marked = {
        card.get("id")
        for card in page.tree.xpath("//article[contains(@class, 'hotline')]")
        if card.xpath(".//*[contains(@class, 'badge--police')]")
    }

    assert marked == {"emergency", "hsi"}


def test_missing_page_carries_the_numbers(pages):
    [page] = [page for page in pages if page.path == MISSING]

    assert page.tree.xpath("//main//a[starts-with(@href, 'tel:')]/@href")[:2] == [
        "tel:911",
        "tel:+18883737888",
    ]
    assert language_of(page.tree) == (BY_CODE[page.code].tag, BY_CODE[page.code].dir)

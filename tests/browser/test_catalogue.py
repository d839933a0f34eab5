"""The catalogue as a reader uses it: a list of one's own, filters, audiences, and what
stands on a poster.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Readers
from tests.browser.test_accessibility import violations
from tests.browser.test_journeys import cards, choose, number_of_items, show

NATIONAL = "1-888-373-7888"


# --- A list of one's own -----------------------------------------------------------


def codes(page: Page) -> list[str]:
    return page.locator(".my-list__item .meta > [lang=en]").all_inner_texts()


def listed(page: Page) -> str:
    """The items that the address of a page carries."""
    return page.url.split("list=")[1].split("#")[0]


def test_list_is_put_together_without_scripts(reader: Readers):
    page = reader(scripts=False)
    page.goto("/resources/?kind=poster")
    for number in (0, 1):
        cards(page).nth(number).locator(".list-link").click()
    first, second = listed(page).split(",")
    expect(cards(page).locator(".list-link--on")).to_have_count(2)

    page.locator(".my-list-bar a").click()
    assert codes(page) == [first, second]
    page.get_by_role("link", name="Move down").click()
    assert codes(page) == [second, first]
    expect(page.locator("#address")).to_have_value(page.url.split("#")[0])
    page.locator(".languages > summary").click()
    page.locator(".languages").get_by_role("link", name="Español", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert codes(page) == [second, first]
    expect(page.locator("#address")).to_have_value(page.url)
    page.get_by_role("link", name="Quitar de la lista").first.click()

    assert codes(page) == listed(page).split(",") == [first]
    expect(page.locator("#address")).to_have_value(page.url)
    assert page.context.cookies() == []


# --- Who one is, and filters -------------------------------------------------------


def test_audience_is_led_to_its_own_page(reader: Readers):
    page = reader(scripts=False)
    page.goto("/resources/")
    page.locator(".audiences > summary").click()
    link = page.locator(".audiences a[href='/resources/for/educators/']")
    name = link.inner_text()

    link.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    whole = page.get_by_role("link", name="items with filters")
    said = int(re.findall(r"\d+", whole.inner_text())[0])
    whole.click()
    assert number_of_items(page) == said > 0
    expect(page.locator(".chips .chip")).to_have_text([re.compile(name)])


def test_filters_are_set_and_taken_off_without_scripts(reader: Readers):
    page = reader(scripts=False)
    page.goto("/resources/")
    page.locator(".narrow > summary").click()
    choose(page, "kind", "poster")
    choose(page, "language", "es")

    both = show(page)
    expect(page.locator(".chips .chip")).to_have_count(2)
    page.locator(".chip", has_text="Español").click()

    expect(page.locator(".chips .chip")).to_have_count(1)
    assert page.url.endswith("/resources/?kind=poster")
    assert number_of_items(page) > both > 0


# --- What stands on a poster -------------------------------------------------------


@pytest.mark.parametrize("printed", ["/r/BC-011/es/", "/R/bc-011/ES/"])
def test_printed_address_leads_to_its_language(reader: Readers, printed: str):
    page = reader()

    page.goto(printed)

    assert page.url.endswith("-sheet/#files-es") and "/es/resources/" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("#files-es")).to_be_in_viewport()
    expect(page.locator("#content").get_by_text("BC-011", exact=True).first).to_be_attached()


@pytest.mark.parametrize("code, direction", [("es", "ltr"), ("ar", "rtl")])
def test_unknown_code_shows_the_numbers_in_the_language(reader: Readers, code, direction):
    page = reader()

    answer = page.goto(f"/r/BC-999/{code}/")

    assert answer.status == 404
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect(page.locator(".lifelines").get_by_text(NATIONAL, exact=True)).to_be_visible()
    expect(page.locator("#content .hotlines a[href^='tel:']").first).to_be_attached()
    assert violations(page) == []

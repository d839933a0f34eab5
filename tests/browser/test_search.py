"""The search as a reader meets it: suggestions, typing errors, languages, facets."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.layout import overflow
from tests.browser.test_accessibility import violations
from tests.browser.test_journeys import WITH_AND_WITHOUT_SCRIPTS

ENGLISH_ALONE = "Estos resultados aún no están en su idioma."


def ask(page: Page, words: str) -> None:
    page.locator("#search").fill(words)
    page.locator("#search").press("Enter")
    page.wait_for_url("**/search/?q=*")


def number_of_results(page: Page) -> int:
    return int(re.findall(r"\d+", page.locator("#content [role=status]").inner_text())[0])


def results(page: Page) -> Locator:
    return page.locator("#content .results .result")


# --- Suggestions -------------------------------------------------------------------


@pytest.fixture
def field(reader: Readers) -> Locator:
    """The field of the search with three letters in it, and what they suggest."""
    page = reader()
    page.goto("/search/")
    field = page.locator("#search")
    field.press_sequentially("vis")
    expect(page.get_by_role("option").first).to_be_visible()
    return field


def test_suggestion_leads_to_its_page(field: Locator):
    page = field.page
    first = page.get_by_role("option").first
    expect(field).to_have_attribute("role", "combobox")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox")).to_have_id(field.get_attribute("aria-controls"))
    assert field.get_attribute("aria-activedescendant") is None

    field.press("ArrowDown")

    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(first).to_have_attribute("aria-selected", "true")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    expect(field).to_be_focused()
    title = first.locator("span").first.inner_text()
    field.press("Enter")
    page.wait_for_url(lambda url: "/search/" not in url)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_arrows_go_around_through_the_field(field: Locator):
    last = field.page.get_by_role("option").last.get_attribute("id")

    field.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", last)
    field.press("ArrowDown")

    assert field.get_attribute("aria-activedescendant") is None
    expect(field).to_have_value("vis")


def test_escape_closes_the_suggestions(field: Locator):
    page = field.page
    field.press("ArrowDown")

    field.press("Escape")

    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("vis")
    expect(page.get_by_role("option")).to_have_count(0)
    assert field.get_attribute("aria-activedescendant") is None
    field.press("Enter")
    page.wait_for_url("**/search/?q=vis")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_open_suggestions_have_no_barrier(field: Locator, size: dict[str, int]):
    page = field.page
    page.set_viewport_size(size)
    open_found = violations(page)

    field.press("ArrowDown")

    expect(page.locator("[role=option][aria-selected=true]")).to_be_visible()
    assert (open_found, violations(page)) == ([], [])
    assert overflow(page) == 0


def test_search_works_without_scripts(reader: Readers):
    page = reader(scripts=False)
    page.goto("/search/")
    assert page.locator("#search").get_attribute("role") is None

    ask(page, "visa")

    assert number_of_results(page) >= results(page).count() > 0
    expect(page.locator("#search")).to_have_value("visa")
    expect(results(page).locator("mark").first).to_be_visible()


# --- Words -------------------------------------------------------------------------


@WITH_AND_WITHOUT_SCRIPTS
def test_typing_error_leads_to_what_was_meant(reader: Readers, scripts: bool):
    page = reader(scripts=scripts)
    page.goto("/search/")
    ask(page, "traficking")
    instead = page.locator(".results__instead a")
    expect(instead).to_have_text("trafficking")

    instead.click()
    page.wait_for_url("**/search/?q=trafficking")

    assert number_of_results(page) > 0
    expect(results(page).first.locator("mark").first).to_have_text(re.compile("traffick", re.I))
    expect(page.locator(".results__instead")).to_have_count(0)


def test_search_in_spanish_shows_spanish_before_english(reader: Readers):
    page = reader(locale="es", scripts=False)
    page.goto("/es/search/")

    ask(page, "hotel")

    own, english = page.locator("#content .results").all()
    notice = page.locator("#content .results + .notice")
    expect(notice).to_contain_text(ENGLISH_ALONE)
    expect(notice.locator("xpath=following-sibling::*[1]")).to_have_class("results")
    assert own.locator("[lang=en]").count() == 0
    for title in english.locator(".result__title").all():
        expect(title.locator("[lang=en]").first).to_be_visible()
    assert all("/es/" in a.get_attribute("href") for a in own.locator("h3 a").all())


@pytest.mark.parametrize("name", ["kind", "in"])
def test_facet_shows_as_many_as_it_says(reader: Readers, name: str):
    page = reader(locale="es", scripts=False)
    page.goto("/es/search/?q=hotel")
    every = number_of_results(page)
    option = page.locator(f".filter__options li:has(a[href*='{name}='])").first
    said = int(option.locator(".filter__count").inner_text())
    label = option.locator("a").inner_text()

    option.locator("a").click()
    page.wait_for_url(f"**{name}=*")

    assert every > said > 0
    assert number_of_results(page) == said
    chosen = page.locator(".filter__options").get_by_role("link", name=label, exact=True)
    expect(chosen).to_have_attribute("aria-current", "true")

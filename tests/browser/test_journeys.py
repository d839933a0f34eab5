"""What readers come for, from their first page to what they were looking for."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Readers
from tests.browser.layout import overflow
from tests.browser.traces import NOTHING, STORED

WITH_AND_WITHOUT_SCRIPTS = pytest.mark.parametrize("scripts", [True, False])
HOTLINE = "tel:+18883737888"


# --- Help, in Arabic, on a phone ---------------------------------------------------


@WITH_AND_WITHOUT_SCRIPTS
def test_help_is_found_in_arabic_on_a_phone(reader: Readers, scripts: bool):
    page = reader(locale="ar", size=PHONE, scripts=scripts)
    page.goto("/")

    page.locator(".languages > summary").click()
    page.locator(".languages").get_by_role("link", name="العربية", exact=True).click()
    page.wait_for_url("**/ar/")
    page.locator(".menu-fold > summary").click()
    page.locator(".menu-fold a[href='/ar/get-help/']").click()
    page.wait_for_url("**/ar/get-help/")

    number = page.locator(".lifelines").get_by_text("1-888-373-7888", exact=True)
    expect(number).to_be_in_viewport(ratio=1)
    expect(page.locator(".lifelines a").first).to_have_attribute("href", HOTLINE)
    expect(page.locator(f"#content a[href='{HOTLINE}']").first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("[؀-ۿ]"))
    assert overflow(page) == 0


# --- A poster, in Spanish, without JavaScript --------------------------------------


def choose(page: Page, facet: str, value: str) -> int:
    """Tick a choice of the catalogue; how many items it says it leads to."""
    unfold(page)
    choice = page.locator(f"#{facet}-{value}")
    if not choice.is_visible():
        page.locator("details.filter", has=choice).locator("summary").click()
    choice.check()
    return int(page.locator(f"label[for={facet}-{value}] .filter__count").inner_text())


def unfold(page: Page) -> None:
    """On a phone all filters are folded away until somebody asks for them."""
    if not page.locator(".narrow__body").is_visible():
        page.locator(".narrow > summary").click()


def show(page: Page) -> int:
    """Send the filters; the number of items that the list says it has."""
    page.locator(".catalogue__filters button[type=submit]").click()
    return number_of_items(page)


def number_of_items(page: Page) -> int:
    said = page.locator("#results").inner_text()
    return int(re.findall(r"\d+", said)[0])


def cards(page: Page):
    return page.locator(".catalogue__list .card--resource")


@pytest.fixture
def catalogue(reader: Readers) -> Page:
    page = reader(locale="es", scripts=False)
    page.goto("/es/resources/")
    return page


def test_poster_in_spanish_is_found_by_its_filters(catalogue: Page):
    choose(catalogue, "audience", "general")
    general = show(catalogue)
    expected = choose(catalogue, "kind", "poster")
    posters = show(catalogue)
    in_spanish = choose(catalogue, "language", "es")
    shown = show(catalogue)

    assert general > posters > shown > 0
    assert (posters, shown) == (expected, in_spanish)
    expect(cards(catalogue)).to_have_count(shown)
    expect(catalogue.locator(".chips .chip")).to_have_count(3)
    assert all("Español" in card for card in cards(catalogue).all_inner_texts())


def test_filter_is_taken_off_by_its_chip(catalogue: Page):
    catalogue.goto("/es/resources/?audience=general&kind=poster&language=es")
    unfold(catalogue)
    before = number_of_items(catalogue)
    counted = int(catalogue.locator("label[for=kind-poster] .filter__count").inner_text())

    catalogue.locator(".chip", has_text="Español").click()

    assert counted == before
    assert number_of_items(catalogue) > before
    assert catalogue.url.endswith("/es/resources/?audience=general&kind=poster")
    expect(catalogue.locator(".chips .chip")).to_have_count(2)
    expect(catalogue.locator("#language-es")).not_to_be_checked()


def test_poster_says_where_to_get_it(catalogue: Page):
    catalogue.goto("/es/resources/?audience=general&kind=poster&language=es")
    card = catalogue.locator(".card__title a[href*='forced-labor']")
    title = card.inner_text()

    card.click()

    place = catalogue.locator("section", has=catalogue.locator("#editions"))
    expect(catalogue.get_by_role("heading", level=1)).to_have_text(title)
    expect(catalogue.locator("html")).to_have_attribute("lang", "es")
    expect(place.locator("a[href='https://www.dhs.gov/blue-campaign']")).to_be_visible()
    expect(place.get_by_text("Español", exact=True)).to_be_visible()


def test_hotel_is_led_to_what_there_is_for_hotels(catalogue: Page):
    expected = choose(catalogue, "audience", "hospitality")

    shown = show(catalogue)

    assert shown == expected
    expect(cards(catalogue)).to_have_count(shown)
    expect(cards(catalogue).locator("a[href*='hospitality-toolkit']")).to_have_count(1)
    expect(catalogue.locator("#kind-psa")).to_have_count(0)


def test_list_without_items_leads_on(catalogue: Page):
    catalogue.goto("/es/resources/?kind=psa&audience=hospitality")

    empty = number_of_items(catalogue)
    catalogue.locator(".chip").first.click()

    assert empty == 0
    assert number_of_items(catalogue) > 0
    expect(catalogue.locator(".empty")).to_have_count(0)
    expect(catalogue.locator(".chips .chip")).to_have_count(1)


# --- The reader's own language -----------------------------------------------------


def test_language_offer_goes_away_and_nothing_is_stored(reader: Readers):
    page = reader(locale="es-MX")
    page.goto("/get-help/")
    offer = page.locator(".offer")
    expect(offer.get_by_role("link")).to_have_text("Ver esta página en español")
    expect(offer).to_have_attribute("lang", "es")

    offer.get_by_role("button").click()

    expect(offer).to_have_count(0)
    assert page.url.endswith("/get-help/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate(STORED) == NOTHING
    assert page.context.cookies() == []


def test_language_offer_leads_to_the_same_page(reader: Readers):
    page = reader(locale="es-MX")
    page.goto("/get-help/")

    page.locator(".offer a").click()
    page.wait_for_url("**/es/get-help/")

    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(".offer")).to_have_count(0)
    assert page.evaluate(STORED) == NOTHING
    assert page.context.cookies() == []


def test_reader_of_english_is_offered_nothing(reader: Readers):
    page = reader(locale="en-GB")

    page.goto("/get-help/")

    expect(page.locator(".languages")).to_be_visible()
    expect(page.locator(".offer")).to_have_count(0)


def test_language_is_not_chosen_for_the_reader_without_scripts(reader: Readers):
    page = reader(locale="es-MX", scripts=False)

    page.goto("/get-help/")

    assert page.url.endswith("/get-help/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator(".offer")).to_have_count(0)

"""axe finds nothing on a page with everything opened that can be.

In `test_every_page` it looks at all of them as they stand.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import extras
from tests.browser.barriers import colours, violations
from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.serving import address

SIZES = {"320 px": PHONE, "1280 px": DESK}
CODES = ["en", "ar"]
# Every template, and every state that looks different.
PAGES = {
    "home": "/",
    "page with all kinds of blocks": extras.PAGE,
    "page": "/get-help/",
    "page with signs": "/indicators/",
    "page with questions": "/myths/",
    "page with days": "/awareness-day/",
    "page with pages below": "/get-involved/",
    "glossary": "/glossary/",
    "contact": "/contact/",
    "finder": "/ways/",
    "finder, found": "/ways/baaba/",
    "numbers": "/numbers/",
    "keep the numbers": "/numbers/keep/",
    "profile": "/components/ice/",
    "hotlines": "/hotlines/",
    "hotlines filtered": "/hotlines/?need=report&police=no",
    "hotlines empty": "/hotlines/?need=press&way=tty&police=no",
    "resources": "/resources/",
    "resources filtered": "/resources/?kind=poster&language=es&sort=title",
    "resources empty": "/resources/?kind=poster&audience=hospitality",
    "resources with a wrong filter": "/resources/?kind=nothing",
    "resources paged": "/resources/?page=2",
    "resources with a list": "/resources/?kind=poster&list=BC-003,BC-004",
    "material for an audience": "/resources/for/educators/",
    "duties": "/resources/required-posters/",
    "duties of a place": "/resources/required-posters/?place=US-TX&kind=lodging",
    "duties of no place": "/resources/required-posters/?place=nowhere",
    "my list": "/resources/my-list/?list=BC-011,BC-043,BC-999",
    "my list, empty": "/resources/my-list/",
    "fact sheet": "/resources/immigration-options-victims-of-trafficking/?list=BC-011",
    "resource": "/resources/hospitality-toolkit/",
    "resource with files": extras.WITH_FILES,
    "sheet with one's own mark": "/resources/poster-you-can-get-help/with-your-mark/",
    "resource that was replaced": extras.REPLACED,
    "search": "/search/",
    "search with results": "/search/?q=visa",
    "search without results": "/search/?q=qqqqqq",
    "missing page": "/no-such-page/",
}
FOLDS = [".menu-fold", ".languages", ".search-fold"]


def in_both_schemes(page: Page) -> list[str]:
    """What axe holds against a page as it stands, in the light and in the dark."""
    light = violations(page)
    page.emulate_media(color_scheme="dark")
    dark = colours(page)
    page.emulate_media(color_scheme="light")
    return [*light, *(f"dark: {each}" for each in dark)]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", [extras.PAGE, "/resources/", "/myths/"])
def test_opened_details_have_no_barrier(reader: Readers, code: str, path: str):
    page = reader(size=PHONE)
    page.goto(address(path, code))
    folds = page.locator("#content details")

    folds.evaluate_all("all => all.forEach((fold) => { fold.open = true; })")

    assert folds.count() > 1
    assert in_both_schemes(page) == []


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("fold", FOLDS)
def test_opened_menu_has_no_barrier(reader: Readers, code: str, fold: str):
    page = reader()
    page.goto(address("/get-help/", code))
    found = {}

    for name, size in SIZES.items():
        page.set_viewport_size(size)
        if page.locator(fold).is_visible():
            page.locator(f"{fold} > summary").click()
            found[name] = in_both_schemes(page)
            page.keyboard.press("Escape")

    assert found == {key: [] for key in found}
    assert "320 px" in found


@pytest.mark.parametrize("locale, path", [("es", "/get-help/"), ("ar", "/get-help/")])
def test_offer_of_a_language_has_no_barrier(reader: Readers, locale: str, path: str):
    page = reader(locale=locale, size=PHONE)

    page.goto(path)

    expect(page.locator(".offer")).to_be_visible()
    assert in_both_schemes(page) == []

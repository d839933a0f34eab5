"""Nothing moves under a finger when a picture comes late, as on a slow line."""

import re

import pytest
from playwright.sync_api import Page, Route

from tests.browser.chromium import PHONE, Readers
from tests.browser.test_accessibility import PAGES as TEMPLATES

PICTURES = re.compile(r"\.(png|webp|avif|jpe?g|svg)(\?.*)?$")
# For those far down, which wait until a reader comes near.
ASK = "() => { for (const image of document.images) image.loading = 'eager'; }"
ARE_THERE = "() => [...document.images].every((image) => image.complete)"
PLACES = """() => [...document.querySelectorAll("main *, footer *")]
  .filter((element) => element.checkVisibility() && !element.closest("svg > *"))
  .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect().top])"""


def places(page: Page) -> list[list]:
    return page.evaluate(PLACES)


@pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)
def test_pictures_have_their_room_before_they_come(reader: Readers, path: str):
    page = reader(size=PHONE)
    held: list[Route] = []
    page.route(PICTURES, lambda route: held.append(route))
    page.goto(path, wait_until="domcontentloaded")
    page.evaluate(ASK)
    before = places(page)

    for route in held:
        route.continue_()
    page.wait_for_function(ARE_THERE)

    assert held or page.locator("img").count() == 0
    assert [
        (one, top, other)
        for (one, top), (_, other) in zip(before, places(page), strict=True)
        if abs(top - other) > 1
    ] == []

"""Another language opens at the place where the reader was."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import PHONE, Readers

SPANISH = ".languages a[hreflang='es']"


@pytest.mark.parametrize("path", ["/get-help/", "/resources/?kind=poster"])
def test_language_keeps_the_place(reader: Readers, path: str):
    page = reader(size=PHONE)
    page.goto(path)
    anchor = page.locator("main h2[id], main section[id]").last.get_attribute("id")
    page.evaluate("(id) => { location.hash = id; }", anchor)

    page.locator(".languages > summary").click()
    page.locator(SPANISH).click()
    page.wait_for_url(lambda url: url.endswith(f"/es{path}#{anchor}"))

    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_offered_language_keeps_the_place(reader: Readers):
    page = reader(size=PHONE, locale="es")

    page.goto("/get-help/#content")

    expect(page.locator(".offer__link")).to_have_attribute(
        "href", re.compile("/es/get-help/#content$")
    )


def test_language_without_a_place_opens_at_the_top(reader: Readers):
    page = reader(size=PHONE)

    page.goto("/get-help/")

    expect(page.locator(SPANISH)).to_have_attribute("href", "/es/get-help/")


def test_language_opens_at_the_top_without_scripts(reader: Readers):
    page = reader(size=PHONE, scripts=False)
    page.goto("/get-help/#content")

    page.locator(".languages > summary").click()
    page.locator(SPANISH).click()
    page.wait_for_url("**/es/get-help/")

    expect(page.get_by_role("heading", level=1)).to_be_attached()

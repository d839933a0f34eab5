"""Cards for the phone book, made on the device or loaded down."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import Readers
from tests.browser.serving import address
from tests.browser.traces import NO_TRACE, leftovers

CODES = ["en", "es", "ar"]


def test_card_under_an_own_name_is_made_without_sending_it(reader: Readers):
    page = reader()
    page.goto("/numbers/keep/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    page.locator("#own-name").fill("  Aunt May; Tax\\i, 3")

    with page.expect_download() as download:
        page.get_by_role("button", name="Make the card").click()

    card = Path(download.value.path()).read_bytes().decode()
    assert download.value.suggested_filename == "contact.vcf"
    assert card.split("\r\n") == [
        *("BEGIN:VCARD", "VERSION:3.0", "N:Aunt May\\; Tax\\\\i\\, 3;;;;"),
        *("FN:Aunt May\\; Tax\\\\i\\, 3", "TEL;TYPE=VOICE:+18883737888", "TEL;TYPE=CELL:233733"),
        *("END:VCARD", ""),
    ]
    assert [each for each in asked if "Aunt" in each or "May" in each] == []
    expect(page.locator("#own-name")).to_have_value("")
    assert leftovers(page) == NO_TRACE


@pytest.mark.parametrize("code", CODES)
def test_card_of_the_page_is_that_of_the_site(reader: Readers, code: str):
    page = reader()
    page.goto(address("/numbers/keep/", code))
    lines = page.locator("#own-line option").count()
    for place in range(lines):
        link = page.locator("details.fold").nth(place).locator(".names a").nth(1)
        theirs = page.request.get(link.get_attribute("href")).text()
        page.locator("#own-line").select_option(index=place)
        page.locator("#own-name").fill(link.text_content())

        with page.expect_download() as download:
            page.locator("[data-card] button").click()

        assert Path(download.value.path()).read_bytes().decode() == theirs
    assert lines == 7


def test_name_that_is_too_long_is_cut(reader: Readers):
    page = reader()
    page.goto("/numbers/keep/")

    page.locator("#own-name").press_sequentially("n" * 40)

    expect(page.locator("#own-name")).to_have_value("n" * 22)


@pytest.mark.parametrize("scripts", [True, False])
def test_card_of_a_neutral_name_is_loaded_down(reader: Readers, scripts: bool):
    page = reader(scripts=scripts)
    page.goto("/numbers/keep/")

    with page.expect_download() as download:
        page.get_by_role("link", name="Library").first.click()

    assert download.value.suggested_filename == "contact.vcf"
    assert "TEL;TYPE=VOICE:+18883737888\r\n" in Path(download.value.path()).read_bytes().decode()

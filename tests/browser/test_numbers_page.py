"""The page of numbers and the one that saves them: their weight, on paper, for everybody."""

import json
import re
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import expect

from tests.browser.barriers import violations
from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.layout import overflow
from tests.browser.serving import Site, address
from tests.browser.test_weight import Meter

PAGES = ["/numbers/", "/numbers/keep/"]
CODES = ["en", "es", "ar"]

# --- The page of numbers -----------------------------------------------------------


@pytest.mark.parametrize("code", ["en", "es", "ar", "th", "ru", "vi"])
def test_page_of_numbers_weighs_less_than_5_kilobytes(reader: Readers, site: Site, code: str):
    page, meter = reader(), Meter()
    session = page.context.new_cdp_session(page)
    session.on("Network.responseReceived", meter.answered)
    session.on("Network.loadingFinished", meter.finished)
    session.send("Network.enable")

    page.goto(address("/numbers/", code), wait_until="networkidle")

    assert len(meter.bytes) == 3
    assert sum(meter.bytes.values()) < 5 * 1024, meter.bytes


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("code", ["en", "es", "ar", "th", "ru"])
def test_numbers_stand_on_one_sheet(reader: Readers, tmp_path: Path, code: str, paper: str):
    page = reader(size=DESK)
    page.goto(address("/numbers/", code))

    page.pdf(path=tmp_path / "sheet.pdf", format=paper)

    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as sheet:
        digits = re.sub(r"[^\d+]", "", sheet[0].get_textpage().get_text_range())
        assert len(sheet) == 1
    for number in ("18883737888", "233733", "911", "18663472423", "18006564673"):
        assert number in digits


def test_paper_shows_where_to_fold_and_no_way_out(reader: Readers):
    page = reader(size=DESK)
    page.goto("/numbers/")

    page.emulate_media(media="print")

    lines = page.locator(".sheet li").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).borderBottomStyle)"
    )
    expect(page.locator("[data-exit]")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    expect(page.locator(".paper")).to_be_visible()
    assert lines == ["dashed"] * 8


def test_page_of_numbers_leads_away(reader: Readers):
    page = reader(scripts=False)

    page.goto("/numbers/")

    expect(page.locator("[data-exit]")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-exit]")).to_have_attribute("rel", "nofollow noreferrer")


# --- For everybody -----------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_barrier(reader: Readers, code: str, path: str):
    page = reader()
    page.goto(address(path, code))
    found = {}

    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        found[size["width"]] = violations(page)

    assert found == {320: [], 1280: []}


@pytest.mark.parametrize("code", ["en", "es", "ar", "th", "ru"])
@pytest.mark.parametrize("percent", [100, 200])
def test_narrow_page_never_scrolls_sideways(reader: Readers, code: str, percent: int):
    page = reader(size=PHONE)
    too_wide = {}

    for path in PAGES:
        page.goto(address(path, code))
        page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
        too_wide[path] = overflow(page)

    assert too_wide == dict.fromkeys(PAGES, 0)


def test_titles_in_the_history_tell_nothing(reader: Readers):
    page = reader()
    titles = []

    for path in ("/get-help/", "/is-this-happening-to-me/", "/hotlines/", *PAGES):
        page.goto(path)
        titles.append(page.title())

    assert titles == [
        *("Blue Campaign: Contacts", "Blue Campaign: Questions", "Blue Campaign: Phone numbers"),
        *("Blue Campaign: Numbers", "Blue Campaign: Save and print"),
    ]
    assert json.loads(page.request.get("/site.webmanifest").text())["name"] == "Blue Campaign"

"""The finder in a browser: without scripts, on a phone, in two directions of writing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.layout import overflow
from tests.browser.test_accessibility import violations
from tests.browser.test_weight import Meter

HOTLINE = "tel:+18883737888"
SMALLEST = 44
# A question, danger, a call, another language, two countries, a child, chat.
STEPS = ["", "a/", "b/", "baab/", "baabaa/", "babbb/", "bbab/", "acb/", "babaac/"]
# A step with its head, beside the sheet and the scripts that all pages share.
MOST_BYTES = 6 * 1024


def choose(page: Page, place: int) -> None:
    """Follow a choice by its place, as somebody who cannot be told by their words."""
    here = page.url
    page.locator(".finder__choices a").nth(place).click()
    page.wait_for_url(lambda url: url != here)


def first_way(page: Page) -> str:
    return page.locator(".finder__ways .call").first.get_attribute("href") or ""


@pytest.mark.parametrize("code, direction", [("ar", "rtl"), ("es", "ltr")])
def test_answers_lead_to_the_right_number_on_a_phone(reader: Readers, code: str, direction: str):
    page = reader(locale=code, size=PHONE, scripts=False)
    page.goto(f"/{code}/get-help/")
    page.locator("#content a[href$='/ways/']").first.click()
    page.wait_for_url(f"**/{code}/ways/")

    choose(page, 1)  # no danger
    choose(page, 0)  # in the United States
    choose(page, 0)  # about me
    choose(page, 1)  # no child
    choose(page, 0)  # the language of the page
    if code == "es":
        choose(page, 0)  # a call

    assert first_way(page) == HOTLINE
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect(page.locator(".finder__given dl > div")).to_have_count(6 if code == "es" else 5)
    assert "?" not in page.url
    assert page.context.cookies() == []
    assert overflow(page) == 0


def test_three_answers_abroad_lead_to_the_number_there_in_arabic(reader: Readers):
    page = reader(locale="ar", size=PHONE, scripts=False)
    page.goto("/ar/ways/")

    choose(page, 1)  # no danger
    choose(page, 1)  # in the United Kingdom
    choose(page, 0)  # about me
    choose(page, 1)  # no child

    assert first_way(page) == "tel:+448000121700"


def test_danger_is_answered_at_once_in_arabic(reader: Readers):
    page = reader(locale="ar", size=PHONE, scripts=False)
    page.goto("/ar/ways/")

    choose(page, 0)

    assert first_way(page) == "tel:911"
    expect(page.locator(f".finder__ways a[href='{HOTLINE}']")).to_have_count(1)


def test_answer_is_changed_and_taken_back(reader: Readers):
    page = reader(size=PHONE, scripts=False)
    page.goto("/ways/babaa/")

    page.locator(".finder__given a[href='/ways/ba/']").click()
    page.wait_for_url("**/ways/ba/")
    choose(page, 0)
    page.wait_for_url("**/ways/baa/")
    page.locator(".finder__moves a").first.click()
    page.wait_for_url("**/ways/ba/")
    page.locator(".finder__moves a").last.click()

    page.wait_for_url("**/ways/")


def test_language_is_changed_without_losing_the_answers(reader: Readers):
    page = reader(size=PHONE, scripts=False)
    page.goto("/ways/bcab/")

    page.locator(".languages > summary").click()
    page.locator(".languages").get_by_role("link", name="العربية", exact=True).click()

    page.wait_for_url("**/ar/ways/bcab/")
    expect(page.locator(".finder__given dl > div")).to_have_count(4)


def test_finder_is_used_with_the_keyboard_alone(reader: Readers):
    page = reader(size=DESK)
    page.goto("/ways/")

    page.locator("#content").focus()
    seen = []
    for _n in range(12):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.className"))
        if seen[-1] == "finder__choice":
            break
    page.keyboard.press("Enter")

    page.wait_for_url("**/ways/a/")


@pytest.mark.parametrize("code", ["en", "ar", "th"])
def test_choice_is_large_enough_for_a_thumb(reader: Readers, code: str):
    page = reader(size=PHONE)
    page.goto("/ways/ba/" if code == "en" else f"/{code}/ways/ba/")

    boxes = [link.bounding_box() for link in page.locator(".finder a").all()]

    assert len(boxes) > 4
    assert [box for box in boxes if box and box["height"] < SMALLEST] == []


@pytest.mark.parametrize("code", ["en", "es", "ar"])
@pytest.mark.parametrize("step", STEPS)
def test_step_has_no_barrier(reader: Readers, code: str, step: str):
    page = reader()
    page.goto(f"/ways/{step}" if code == "en" else f"/{code}/ways/{step}")
    found = {}

    for name, size in {"320 px": PHONE, "1280 px": DESK}.items():
        page.set_viewport_size(size)
        found[name] = (violations(page), overflow(page))

    assert found == {"320 px": ([], 0), "1280 px": ([], 0)}


@pytest.mark.parametrize("path", ["/ways/", "/ways/a/", "/ar/ways/babbb/", "/th/ways/baabaa/"])
def test_step_is_light(reader: Readers, path: str):
    page = reader(size=PHONE)
    meter = Meter()
    session = page.context.new_cdp_session(page)
    session.on("Network.responseReceived", meter.answered)
    session.on("Network.loadingFinished", meter.finished)
    session.send("Network.enable")

    page.goto(path, wait_until="networkidle")

    assert meter.encoding(path) == "br"
    assert meter.bytes[path] <= MOST_BYTES, meter.bytes
    assert [name for name in meter.bytes if "/more." in name] == []

"""The whole site without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, PHONE, Readers

PAGES = ["/", "/get-help/", "/resources/", "/ar/resources/"]
MOST_STOPS = 400
# Looks at the corners and the middle of what has the focus. It must be in view and
# not below the bar that stays there (WCAG 2.4.11, and 2.4.12 without a part hidden).
# A box that is higher than the room below the bar cannot be seen whole.
FOCUSED = """() => {
  const bar = document.querySelector(".topbar");
  const focused = document.activeElement;
  if (focused === document.body) return null;
  for (const movement of document.getAnimations()) movement.finish();
  const room = innerHeight - bar.offsetHeight;
  const corners = ({left, right, top, bottom}) => [
    [left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2],
    [right - 2, bottom - 2], [(left + right) / 2, (top + bottom) / 2],
  ];
  const isSeen = ([x, y]) => {
    if (y < 0 || y > innerHeight) return false;
    const there = document.elementFromPoint(x, y);
    return there !== null && (bar.contains(focused) || !bar.contains(there));
  };
  const boxes = [...focused.getClientRects()].filter((box) => box.height < room);
  const style = getComputedStyle(focused);
  return {
    tag: focused.outerHTML.slice(0, 120),
    isSeen: boxes.flatMap(corners).every(isSeen),
    hasRing: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


def stops(page: Page, key: str) -> list[dict]:
    """What has the focus after each press of a key, from one end to the other."""
    found: list[dict] = []
    while len(found) < MOST_STOPS:
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        found.append(focused)
    return found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_focus_is_always_seen(reader: Readers, path: str, size, key: str):
    page = reader(size=size)
    page.goto(path)

    found = stops(page, key)

    assert 30 < len(found) < MOST_STOPS
    assert [stop["tag"] for stop in found if not stop["isSeen"]] == []
    assert [stop["tag"] for stop in found if not stop["hasRing"]] == []


@pytest.mark.parametrize("path", PAGES)
def test_skip_link_comes_first_and_skips(reader: Readers, path: str):
    page = reader()
    page.goto(path)
    skip = page.locator(".usa-skipnav")
    expect(skip).not_to_be_in_viewport()

    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")

    expect(page.locator("#content :focus")).to_have_count(1)


@pytest.mark.parametrize("path", PAGES)
def test_way_out_comes_right_after_the_skip_link(reader: Readers, path: str):
    page = reader()
    page.goto(path)

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    expect(page.locator("[data-exit]")).to_be_focused()
    expect(page.locator("[data-exit]")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("fold", [".menu-fold", ".languages", ".search-fold"])
def test_fold_opens_and_escape_gives_the_focus_back(reader: Readers, fold: str):
    page = reader()
    page.goto("/get-help/")
    summary = page.locator(f"{fold} > summary")

    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(fold)).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator(f"{fold} :focus")).to_have_count(1)
    page.keyboard.press("Escape")

    expect(summary).to_be_focused()
    expect(page.locator(fold)).not_to_have_attribute("open", "")


def test_language_is_chosen_with_the_keyboard(reader: Readers):
    page = reader()
    page.goto("/get-help/")

    page.locator(".languages > summary").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".languages a:focus")).to_have_attribute("hreflang", "es")
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/get-help/")

    expect(page.locator("html")).to_have_attribute("lang", "es")


def test_page_is_reached_through_the_menu_with_the_keyboard(reader: Readers):
    page = reader()
    page.goto("/")

    page.locator(".menu-fold > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/get-help/")

    expect(page.locator(".menu-fold")).not_to_have_attribute("open", "")

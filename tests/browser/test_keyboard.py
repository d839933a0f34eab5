"""The whole site without a mouse."""

from itertools import cycle, pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.serving import address
from tests.browser.test_accessibility import PAGES as TEMPLATES

PAGES = ["/", "/get-help/", "/resources/", "/ar/resources/"]
MOST_STOPS = 400
# The offer of the browser's own language, English, comes after the page.
IS_WHOLE = """() => !document.querySelector("[data-languages^='/']") ||
  document.documentElement.lang === "en" || document.querySelector(".offer")"""
# A window of 1280 by 1024 at 400 %.
ZOOMED = {"width": 320, "height": 256}
SIZES = [PHONE, DESK, ZOOMED]
# Looks at the corners and the middle of what has the focus whenever the Tab key has gone
# up. It must be in view and not below the bar that stays there (WCAG 2.4.11, and 2.4.12
# without a part hidden). A box that is higher than the room below the bar cannot be seen
# whole. Where the focus is in the document, and how far down, tells the order.
RECORD = """() => {
  const bar = document.querySelector(".topbar, header");
  const all = [...document.querySelectorAll("*")];
  const corners = ({left, right, top, bottom}) => [
    [left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2],
    [right - 2, bottom - 2], [(left + right) / 2, (top + bottom) / 2],
  ];
  const look = (focused) => {
    for (const movement of document.getAnimations()) movement.finish();
    const room = innerHeight - bar.offsetHeight;
    const isSeen = ([x, y]) => {
      if (y < 0 || y > innerHeight) return false;
      const there = document.elementFromPoint(x, y);
      return there !== null && (bar.contains(focused) || !bar.contains(there));
    };
    const boxes = [...focused.getClientRects()].filter((box) => box.height < room);
    const style = getComputedStyle(focused);
    return {
      tag: focused.outerHTML.slice(0, 120),
      place: all.indexOf(focused),
      height: focused.closest("main") ? focused.getBoundingClientRect().top + scrollY : null,
      isSeen: boxes.flatMap(corners).every(isSeen),
      hasRing: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  };
  window.stops = [];
  window.isOver = () => document.activeElement === document.body;
  window.isDone = () => {
    const isAround = stops.slice(0, -1).some((stop) => stop.place === stops.at(-1).place);
    if (isAround) stops.pop();
    return isAround || (isOver() && stops.length > 0);
  };
  window.onkeyup = (event) => {
    if (event.key === "Tab" && !isOver()) stops.push(look(document.activeElement));
  };
}"""


def stops(page: Page, key: str) -> list[dict]:
    """What has the focus after each press of a key, from one end to the other."""
    page.wait_for_function(IS_WHOLE)
    page.evaluate(RECORD)
    pressed = 0
    while pressed < MOST_STOPS:
        page.keyboard.press(key)
        pressed += 1
        if page.evaluate("isDone()"):
            break
    return page.evaluate("stops")


def walks() -> list:
    """Every template in English or in Arabic, on one size of screen after the other; on the
    Arabic ones all that can be unfolded is."""
    turns = zip(TEMPLATES.items(), cycle(["en", "ar"]), cycle(SIZES), strict=False)
    return [
        pytest.param(address(path, code), size, id=f"{name}, {code}, {size['width']}")
        for (name, path), code, size in turns
    ]


@pytest.mark.parametrize("path, size", walks())
def test_focus_is_always_seen_and_goes_the_way_one_reads(reader: Readers, path: str, size):
    page = reader(size=size)
    page.goto(path)
    if path.startswith("/ar/"):
        folds = page.locator("#content details")
        folds.evaluate_all("all => all.forEach((fold) => { fold.open = true; })")

    there, back = stops(page, "Tab"), stops(page, "Shift+Tab")

    places = [stop["place"] for stop in there]
    heights = [stop["height"] for stop in there if stop["height"] is not None]
    assert 10 < len(there) < MOST_STOPS
    assert [stop["tag"] for stop in there + back if not stop["isSeen"]] == []
    assert [stop["tag"] for stop in there + back if not stop["hasRing"]] == []
    assert places == sorted(places)
    assert [stop["place"] for stop in back] == places[::-1]
    if size["width"] == PHONE["width"]:
        # Links beside each other in a line differ a little.
        assert [b - a for a, b in pairwise(heights) if b < a - 24] == []


@pytest.mark.parametrize("path", PAGES)
def test_skip_link_comes_right_after_the_way_out_and_skips(reader: Readers, path: str):
    page = reader()
    page.goto(path)
    skip = page.locator(".skip[href='#content']")
    expect(skip).not_to_be_in_viewport()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("Tab")

    expect(page.locator("#content :focus")).to_have_count(1)


@pytest.mark.parametrize("path", PAGES)
def test_way_out_comes_first_and_once_more_where_it_is_seen(reader: Readers, path: str):
    page = reader()
    page.goto(path)
    first = page.locator(".skip[data-exit]")
    expect(first).not_to_be_in_viewport()

    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    expect(first).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    expect(page.locator(".exit")).to_be_focused()
    expect(page.locator(".exit")).to_be_in_viewport(ratio=1)
    expect(first).not_to_be_in_viewport()


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

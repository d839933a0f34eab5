"""On paper, with large letters, with more room between them, in a low window, with the
reader's own colours, and without movement.
"""

from collections.abc import Iterator
from itertools import cycle

import pytest
from playwright.sync_api import Browser, expect

from bluecampaign.translation.languages import CODES as LANGUAGES
from tests.browser.chromium import DESK, FLAGS, PHONE, Readers, find_chromium
from tests.browser.layout import covered, cut_off, overflow, overlaps, spread
from tests.browser.serving import Site, address
from tests.browser.test_accessibility import PAGES as TEMPLATES
from tests.browser.test_journeys import HOTLINE

PAGES = [
    "/",
    "/get-help/",
    "/indicators/",
    "/resources/",
    "/resources/hospitality-toolkit/",
    "/hotlines/",
]
CODES = ["es", "vi"]
# 1280 by 1024 at 400 %.
ZOOMED = {"width": 320, "height": 256}


def in_language(path: str, code: str) -> str:
    return path if code == "en" else f"/{code}{path}"


# --- On paper ----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/get-help/", "/hotlines/", "/ar/get-help/"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["narrow", "wide"])
def test_paper_shows_numbers_and_no_menus(reader: Readers, path: str, size):
    page = reader(size=size)
    page.goto(path)
    expect(page.locator(".exit")).to_be_visible()

    page.emulate_media(media="print")

    for hidden in (".exit", ".skip", ".exit-hint", ".masthead", ".crumbs", ".footer__columns"):
        expect(page.locator(hidden).first).to_be_hidden()
    for number in page.locator(f"a[href='{HOTLINE}']").all():
        expect(number).to_be_visible()
    expect(page.locator(".lifelines .call")).to_have_text(["1-888-373-7888", "233733", "911"])
    expect(page.get_by_role("heading", level=1)).to_be_visible()


# --- Large letters -----------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_narrow_page_never_scrolls_sideways(reader: Readers, code: str):
    page = reader(size=PHONE)
    too_wide = {}

    for path in PAGES:
        page.goto(in_language(path, code))
        for percent in (100, 200):
            page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
            too_wide[path, percent] = overflow(page)

    assert too_wide == dict.fromkeys(too_wide, 0)
    assert len(too_wide) == 2 * len(PAGES)


@pytest.mark.parametrize("code", ["en", "ar", "ru"])
@pytest.mark.parametrize("fold", [".menu-fold", ".languages", ".search-fold"])
def test_open_menu_never_scrolls_sideways(reader: Readers, code: str, fold: str):
    page = reader(size=PHONE)
    page.goto(in_language("/get-help/", code))
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    page.locator(f"{fold} > summary").click()

    expect(page.locator(fold)).to_have_attribute("open", "")
    assert overflow(page) == 0


# --- More room, less window -------------------------------------------------------


def in_turn(*codes: str) -> list:
    """Every template, each in the next of some languages."""
    pairs = zip(TEMPLATES.items(), cycle(codes), strict=False)
    return [pytest.param(address(path, code), id=f"{name}, {code}") for (name, path), code in pairs]


@pytest.mark.parametrize("path", in_turn("en", "th", "ar", "ru"))
def test_page_bears_wide_spacing_large_letters_and_a_low_window(reader: Readers, path: str):
    """WCAG 1.4.12, 1.4.4 and 1.4.10: nothing is cut off, laid over other words or pushed
    out, and half of the height at least is the page's."""
    page = reader(size=PHONE)
    page.goto(path)
    page.locator("#content details").evaluate_all("all => all.forEach((f) => { f.open = true; })")
    found = {}

    for name, percent, is_spread in (("spread", 100, True), ("large", 200, False)):
        spread(page, is_spread)
        page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
        found[name] = [overflow(page), cut_off(page), overlaps(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(ZOOMED)

    assert found == {"spread": [0, [], []], "large": [0, [], []]}
    assert overflow(page) == 0
    assert covered(page) <= 0.5


def test_bar_is_one_line_in_every_language(reader: Readers):
    page, heights = reader(size=PHONE), {}

    for code in LANGUAGES:
        page.goto(address("/contact/", code))
        heights[code] = page.locator(".topbar").bounding_box()["height"]

    assert {code: height for code, height in heights.items() if height > 80} == {}


@pytest.fixture(scope="module")
def far_sighted(browser: Browser) -> Iterator[Browser]:
    """A browser whose owner has set the letters twice as large."""
    large = browser.browser_type.launch(
        executable_path=find_chromium(), args=[*FLAGS, "--blink-settings=defaultFontSize=32"]
    )
    yield large
    large.close()


@pytest.mark.parametrize("path", ["/", "/get-help/", "/ar/get-help/", "/ru/hotlines/", "/numbers/"])
def test_low_window_with_large_letters_is_half_the_page(
    far_sighted: Browser, site: Site, path: str
):
    readers = Readers(far_sighted, site.origin)
    page = readers(size=ZOOMED)
    page.goto(path)
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"

    assert overflow(page) == 0
    assert covered(page) <= 0.5
    assert readers.close() == []


# --- The reader's own colours ------------------------------------------------------

UNSEEN = """() => {
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = getComputedStyle(each).backgroundColor;
      if (!/^(transparent|rgba\\(.*, 0\\))$/.test(color)) return color;
    }
    return "none";
  };
  const controls = [...document.querySelectorAll("a, button, summary, select, input")];
  return controls.filter((element) => {
    if (element.type === "hidden" || !element.checkVisibility()) return false;
    const style = getComputedStyle(element);
    const isBox = element.matches("select, [type=search], .usa-button, .exit, .chip");
    const bordered = style.borderTopStyle !== "none"
      && parseFloat(style.borderTopWidth) >= 1
      && style.borderTopColor !== ground(element.parentElement);
    return style.color === ground(element) || (isBox && !bordered);
  }).map((element) => element.outerHTML.slice(0, 120));
}"""


@pytest.mark.parametrize("path", in_turn("en", "ar"))
def test_forced_colors_leave_links_and_buttons_visible(reader: Readers, path: str):
    page = reader(size=DESK, forced_colors="active", locale="es")
    page.goto(path)
    page.locator("details").evaluate_all("all => all.forEach((fold) => fold.open = true)")
    unseen, grounds = {}, set()

    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        unseen[scheme] = page.evaluate(UNSEEN)
        grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert len(grounds) == 2
    assert unseen == {"light": [], "dark": []}


# --- No movement -------------------------------------------------------------------

MOVING = """() => {
  const moving = [];
  const look = (rules) => {
    for (const rule of rules) {
      if (rule.media?.mediaText.includes("prefers-reduced-motion: no-preference")) continue;
      if (rule.cssRules?.length) look(rule.cssRules);
      const style = rule.style || {};
      const length = parseFloat(style.transitionDuration) || 0;
      const isMoving = style.animationName && style.animationName !== "none";
      if (length || isMoving || style.scrollBehavior === "smooth") moving.push(rule.cssText);
    }
  };
  for (const sheet of document.styleSheets) look(sheet.cssRules);
  return [document.styleSheets.length, moving];
}"""


@pytest.mark.parametrize("path", ["/", "/resources/", "/search/?q=visa", "/numbers/keep/"])
def test_nothing_moves(reader: Readers, path: str):
    page = reader(size=DESK)
    page.goto(path)

    sheets, moving = page.evaluate(MOVING)

    assert sheets > 0
    assert moving == []
    assert page.evaluate("document.getAnimations().length") == 0

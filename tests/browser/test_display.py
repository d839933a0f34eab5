"""On paper, with large letters, with the reader's own colours."""

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.layout import overflow
from tests.browser.test_journeys import HOTLINE

PAGES = [
    "/",
    "/get-help/",
    "/indicators/",
    "/resources/",
    "/resources/hospitality-toolkit/",
    "/hotlines/",
]
CODES = ["en", "es", "ar", "th", "vi", "ru"]
PLAIN = ["/", "/get-help/", "/resources/", "/ar/resources/?kind=poster", "/no-such-page/"]


def in_language(path: str, code: str) -> str:
    return path if code == "en" else f"/{code}{path}"


# --- On paper ----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/get-help/", "/hotlines/", "/ar/get-help/"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["narrow", "wide"])
def test_paper_shows_numbers_and_no_menus(reader: Readers, path: str, size):
    page = reader(size=size)
    page.goto(path)
    expect(page.locator("[data-exit]")).to_be_visible()

    page.emulate_media(media="print")

    for hidden in ("[data-exit]", ".masthead", ".crumbs", ".footer__columns"):
        expect(page.locator(hidden)).to_be_hidden()
    for number in page.locator(f"a[href='{HOTLINE}']").all():
        expect(number).to_be_visible()
    expect(page.locator(".lifelines .call")).to_have_text(["1-888-373-7888", "233733", "911"])
    expect(page.get_by_role("heading", level=1)).to_be_visible()


# --- Large letters -----------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("percent", [100, 200])
def test_narrow_page_never_scrolls_sideways(reader: Readers, code: str, percent: int):
    page = reader(size=PHONE)
    too_wide = {}

    for path in PAGES:
        page.goto(in_language(path, code))
        page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
        too_wide[path] = overflow(page)

    assert too_wide == dict.fromkeys(PAGES, 0)


@pytest.mark.parametrize("code", ["en", "ar", "ru"])
@pytest.mark.parametrize("fold", [".menu-fold", ".languages", ".search-fold"])
def test_open_menu_never_scrolls_sideways(reader: Readers, code: str, fold: str):
    page = reader(size=PHONE)
    page.goto(in_language("/get-help/", code))
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    page.locator(f"{fold} > summary").click()

    expect(page.locator(fold)).to_have_attribute("open", "")
    assert overflow(page) == 0


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


@pytest.mark.parametrize("path", PLAIN)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colors_leave_links_and_buttons_visible(reader: Readers, path: str, scheme: str):
    page = reader(size=DESK, forced_colors="active", color_scheme=scheme, locale="es")
    page.goto(path)
    page.locator("details").evaluate_all("all => all.forEach((fold) => fold.open = true)")

    unseen = page.evaluate(UNSEEN)

    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert unseen == []

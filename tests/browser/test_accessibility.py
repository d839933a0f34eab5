"""axe finds nothing on any kind of page, in three languages, narrow and wide."""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Page

from tests.browser import extras
from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.serving import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"320 px": PHONE, "1280 px": DESK}
CODES = ["en", "es", "ar"]
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
    "my list": "/resources/my-list/?list=BC-011,BC-043,BC-999",
    "my list, empty": "/resources/my-list/",
    "fact sheet": "/resources/immigration-options-victims-of-trafficking/?list=BC-011",
    "resource": "/resources/hospitality-toolkit/",
    "resource with files": extras.WITH_FILES,
    "resource that was replaced": extras.REPLACED,
    "search": "/search/",
    "search with results": "/search/?q=visa",
    "search without results": "/search/?q=qqqqqq",
    "missing page": "/no-such-page/",
}
FOLDS = [".menu-fold", ".languages", ".search-fold"]
# axe would load the style sheets once more for a rule that is not among these.
RUN = """([tags, without]) => axe.run(
  { include: [["html"]], exclude: without.map((each) => [each]) },
  { runOnly: tags, resultTypes: ["violations"], preload: false },
)"""
SETTLE = "for (const movement of document.getAnimations()) movement.finish()"


def violations(page: Page, *, without: Sequence[str] = ()) -> list[str]:
    """What axe holds against a page as it stands, one line for each place; `without`
    selects parts that are left out.

    It is handed over by the debugger, which the page's own policy does not concern.
    """
    page.evaluate(SETTLE)
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE.read_text()}; 0")
    found = page.evaluate(RUN, [RULES, list(without)])
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def address(path: str, code: str) -> str:
    return path if code == "en" else f"/{code}{path}"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page_has_no_barrier(reader: Readers, code: str, path: str):
    page = reader()
    page.goto(address(path, code))
    found = {}

    for name, size in SIZES.items():
        page.set_viewport_size(size)
        found[name] = violations(page)

    assert page.locator("html").get_attribute("lang") == code
    assert found == {"320 px": [], "1280 px": []}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", [extras.PAGE, "/resources/", "/myths/"])
def test_opened_details_have_no_barrier(reader: Readers, code: str, path: str):
    page = reader(size=PHONE)
    page.goto(address(path, code))
    folds = page.locator("#content details")

    folds.evaluate_all("all => all.forEach((fold) => { fold.open = true; })")

    assert folds.count() > 1
    assert violations(page) == []


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
            found[name] = violations(page)
            page.keyboard.press("Escape")

    assert found == {key: [] for key in found}
    assert "320 px" in found


@pytest.mark.parametrize("locale, path", [("es", "/get-help/"), ("ar", "/get-help/")])
def test_offer_of_a_language_has_no_barrier(reader: Readers, locale: str, path: str):
    page = reader(locale=locale, size=PHONE)

    page.goto(path)

    assert page.locator(".offer").is_visible()
    assert violations(page) == []

""" "Leave this site now": where it stands, and the ways to use it."""

import pytest
from playwright.sync_api import Browser, Page, expect

from bluecampaign.translation.languages import CODES
from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.leaving import Outside, is_led_out
from tests.browser.serving import EXIT_URL, address, serving
from tests.browser.test_keyboard import MOST_STOPS, stops

LANDSCAPE = {"width": 568, "height": 320}
# 1280 by 800 at 400 %.
ZOOMED = {"width": 320, "height": 200}
SIZES = {"phone": PHONE, "landscape": LANDSCAPE, "zoomed": ZOOMED, "desk": DESK}
PATHS = [
    "/",
    "/get-help/",
    "/hotlines/",
    "/resources/",
    "/search/?q=visa",
    "/no-such-page/",
    "/ar/get-help/",
    "/ar/numbers/",
]
# Whether a click on each corner of the way out would reach it.
IN_REACH = """(exit) => {
  const {left, right, top, bottom} = exit.getBoundingClientRect();
  return [[left + 8, top + 8], [right - 8, bottom - 8]].every(([x, y]) =>
    exit.contains(document.elementFromPoint(x, y)));
}"""

# --- Where it stands ---------------------------------------------------------------


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_way_out_is_in_view_and_in_reach_wherever_the_reader_scrolls(visit, path: str, size):
    page = visit(path, size=size)
    way_out = page.locator(".exit, header > [data-exit]")
    height = page.evaluate("document.documentElement.scrollHeight")

    for position in (0, 40, height // 3, height):
        page.evaluate(f"scrollTo(0, {position})")
        expect(way_out).to_be_in_viewport(ratio=1)
        assert way_out.evaluate(IN_REACH), position

    box = way_out.bounding_box()
    assert min(box["width"], box["height"]) >= 44
    assert way_out.get_attribute("href") == EXIT_URL
    assert way_out.get_attribute("rel") == "nofollow noreferrer"


@pytest.mark.parametrize("path", ["/get-help/", "/ar/resources/"])
@pytest.mark.parametrize("size", [LANDSCAPE, ZOOMED], ids=["landscape", "zoomed"])
def test_way_out_covers_nothing_that_has_the_focus(visit, path: str, size):
    page = visit(path, size=size)

    found = stops(page, "Tab") + stops(page, "Shift+Tab")

    assert 60 < len(found) < 2 * MOST_STOPS
    assert [stop["tag"] for stop in found if not stop["isSeen"]] == []


@pytest.mark.parametrize("code", CODES)
def test_bar_fits_a_small_phone_in_every_language(visit, code: str):
    page = visit(address("/get-help/", code), size=PHONE)
    page.keyboard.press("Shift")

    bar = page.locator(".topbar").bounding_box()
    padding = page.evaluate(
        "parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)"
    )

    assert page.locator(".exit").inner_text().strip()
    assert page.locator(".exit-said").inner_text().strip()
    assert bar["height"] <= padding
    assert page.locator(".exit").evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_way_out_has_a_border_in_the_colours_of_the_reader(visit, scheme: str):
    page = visit("/get-help/", forced_colors="active", color_scheme=scheme)

    border = page.locator(".exit").evaluate("e => getComputedStyle(e).borderTopColor")
    ground = page.locator(".topbar").evaluate("e => getComputedStyle(e).backgroundColor")

    assert border != ground


# --- Ways to leave -----------------------------------------------------------------


@pytest.mark.parametrize("path", ["/get-help/", "/ar/get-help/", "/no-such-page/", "/ar/numbers/"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_reader_leaves_by_a_click_and_back_does_not_return(visit, outside, path: str, size):
    page = visit("/myths/", size=size)
    page.goto(path)

    page.locator(".exit, header > [data-exit]").click()
    page.wait_for_url(EXIT_URL)

    assert is_led_out(page, outside, -1)
    assert {"referer"} & {name for headers in outside.told for name in headers} == set()


def test_reader_leaves_without_a_script(visit, outside):
    page = visit("/get-help/", scripts=False)

    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    page.go_back()

    # A link is what it is: Back shows the page.
    assert page.url.endswith("/get-help/")
    assert [headers.get("referer") for headers in outside.told] == [None]


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("link", [".skip[data-exit]", ".exit"])
def test_reader_leaves_with_the_keyboard(visit, link: str, key: str):
    page = visit("/get-help/")

    page.locator(link).focus()
    page.keyboard.press(key)
    page.wait_for_url(EXIT_URL)

    assert len(page.context.pages) == 1


@pytest.mark.parametrize(
    "how", [{"button": "middle"}, {"modifiers": ["Control"]}, {"modifiers": ["Shift"]}], ids=str
)
def test_click_meant_for_another_tab_leaves_in_this_one(visit, how: dict):
    page = visit("/get-help/")

    page.locator(".exit").click(**how)
    page.wait_for_url(EXIT_URL)

    assert len(page.context.pages) == 1


def test_right_click_stays(visit, outside):
    page = visit("/get-help/")

    page.locator(".exit").click(button="right")
    page.wait_for_timeout(500)

    assert page.url.endswith("/get-help/")
    assert outside.told == []


def test_touch_leaves(visit):
    page = visit("/ar/get-help/", has_touch=True, is_mobile=True)

    page.locator(".exit").tap()
    page.wait_for_url(EXIT_URL)


# --- Shift -------------------------------------------------------------------------


def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("code", CODES)
def test_shift_three_times_leaves_and_says_how_many_are_missing(visit, code: str):
    page = visit(address("/get-help/", code), size=DESK)
    said = page.get_by_role("status").and_(page.locator("[data-shift]"))
    expect(said).to_have_text("")

    page.keyboard.press("Shift")
    expect(said).to_have_text(said.get_attribute("data-two"))
    expect(said).to_be_in_viewport(ratio=1)
    page.keyboard.press("Shift")
    expect(said).to_have_text(said.get_attribute("data-one"))
    page.keyboard.press("Shift")

    page.wait_for_url(EXIT_URL)


def test_two_shifts_run_out_with_a_word(visit, outside):
    page = visit("/get-help/")
    said = page.locator("[data-shift]")

    press_shift(page, 2)
    expect(said).to_have_text(said.get_attribute("data-over"), timeout=7000)
    press_shift(page, 1)
    page.wait_for_timeout(300)

    expect(said).to_have_text(said.get_attribute("data-two"))
    assert outside.told == []


def test_word_that_time_ran_out_goes_away(visit):
    page = visit("/get-help/")
    said = page.locator("[data-shift]")

    press_shift(page, 1)
    expect(said).to_have_text(said.get_attribute("data-over"), timeout=7000)

    expect(said).to_have_text("", timeout=7000)


@pytest.mark.parametrize(
    "typed",
    [
        ["Shift+Tab"] * 4,
        ["Shift+KeyA", "Shift+KeyB", "Shift+KeyC", "Shift+KeyD"],
        ["Shift", "Shift", "KeyN", "Shift", "Shift"],
        ["Shift", "Shift", "Escape", "Shift", "Shift"],
        ["Control+Shift", "Alt+Shift", "Control+Shift", "Alt+Shift"],
        ["Escape"] * 6,
    ],
    ids=["Shift+Tab", "capitals", "between letters", "Escape between", "chords", "Escape"],
)
def test_other_uses_of_the_keyboard_stay(visit, outside, typed: list[str]):
    page = visit("/search/?q=visa", size=DESK)
    page.locator("main input[type=search]").focus()

    for keys in typed:
        page.keyboard.press(keys)
    page.wait_for_timeout(500)

    assert "/search/" in page.url
    assert outside.told == []


def test_shift_that_is_held_or_clicked_with_stays(visit, outside):
    page = visit("/get-help/", size=DESK)

    for _ in range(4):
        page.keyboard.down("Shift")
        page.keyboard.down("Shift")
        page.keyboard.up("Shift")
    for _ in range(4):
        page.keyboard.down("Shift")
        page.locator("h1").click()
        page.keyboard.up("Shift")
    page.wait_for_timeout(300)

    assert page.url.endswith("/get-help/")
    assert outside.told == []


def test_hint_is_seen_on_a_desk_and_belongs_to_the_link(visit):
    page = visit("/get-help/", size=DESK)
    hint = page.locator("#exit-hint")

    expect(hint).to_be_visible()
    expect(page.locator(".exit")).to_have_accessible_description(hint.inner_text())
    page.keyboard.press("Shift")
    expect(hint).to_be_hidden()


@pytest.mark.parametrize("options", [{"scripts": False}, {"has_touch": True, "is_mobile": True}])
def test_hint_is_not_given_where_it_would_be_wrong(visit, options: dict):
    page = visit("/get-help/", **options)

    expect(page.locator("#exit-hint")).to_be_hidden()
    expect(page.locator(".exit")).not_to_have_attribute("aria-describedby", "exit-hint")


def test_operator_switches_the_shortcut_off(browser: Browser, prepared, tmp_path, outside: Outside):
    with serving(prepared, tmp_path / "data", SITE_EXIT_SHORTCUT="off") as site:
        readers = Readers(browser, site.origin)
        page = readers(size=DESK, also=EXIT_URL)
        page.context.route(f"{EXIT_URL}**", outside)
        page.goto("/get-help/")

        press_shift(page, 5)
        page.wait_for_timeout(300)

        assert page.url.endswith("/get-help/")
        expect(page.locator("[data-shift], #exit-hint")).to_have_count(0)
        page.locator(".exit").click()
        page.wait_for_url(EXIT_URL)
        assert readers.close() == []

""" "Leave this site now": at once, with nothing left to see, and no way back by accident."""

import base64
import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect

from bluecampaign.translation.languages import CODES
from tests.browser.chromium import DESK, FLAGS, PHONE, Readers, find_whole_chromium
from tests.browser.conftest import missing
from tests.browser.serving import EXIT_URL, Site, serving
from tests.browser.test_accessibility import address
from tests.browser.test_keyboard import MOST_STOPS, stops

ELSEWHERE = "www.weather.gov"
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


# What the browser shows around a page: icons but the plain one, colours of the campaign.
TELLING = "link[rel*=icon]:not([href*=plain]), meta[name$=color]"


class Outside:
    """The site that one leaves for: it answers with a page, or with nothing at all
    (`status` 204), or keeps one waiting.
    """

    def __init__(self) -> None:
        self.status = 200
        self.is_slow = False
        self.waiting: list[Route] = []
        self.told: list[dict[str, str]] = []

    def __call__(self, route: Route) -> None:
        self.told.append(route.request.headers)
        self.waiting.append(route)
        if not self.is_slow:
            self.answer()

    def answer(self) -> None:
        body = "<title>Weather</title>Sun"
        self.waiting.pop().fulfill(body=body, content_type="text/html", status=self.status)


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def visit(reader: Readers, outside: Outside) -> Callable[..., Page]:
    """A reader's page, with the world outside as a stand-in."""

    def visited(path: str, **options) -> Page:
        page = reader(also=EXIT_URL, **options)
        page.context.route(f"{EXIT_URL}**", outside)
        page.goto(path)
        return page

    return visited


@pytest.fixture
def keeping(browser: Browser, site: Site) -> Iterator[Readers]:
    """Readers whose browser keeps pages ready for Back, as it does outside of tests."""
    chromium = find_whole_chromium()
    if chromium is None:
        missing("Chromium with a window", "chromium")
    other = browser.browser_type.launch(
        executable_path=chromium,
        args=FLAGS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    readers = Readers(other, site.origin)
    yield readers
    assert readers.close() == []
    other.close()


def go(page: Page, steps: int, to: str) -> None:
    """Back (-1) or Forward (1), as the button does it, until another address is there."""
    page.evaluate(f"setTimeout(() => history.go({steps}))")
    page.wait_for_url(to, wait_until="commit")


def is_led_out(page: Page, outside: Outside, steps: int) -> bool:
    """Whether Back or Forward ends at the site that the reader left for."""
    asked = len(outside.told)
    page.evaluate(f"setTimeout(() => history.go({steps}))")
    for _ in range(100):
        page.wait_for_timeout(100)
        if len(outside.told) > asked:
            page.wait_for_url(EXIT_URL)
            return page.get_by_text("Sun").is_visible()
    return False


def press_shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


class Screen:
    """A tab as somebody beside the reader sees it; Chromium's debugger shows it even
    while the page waits for the next one and answers no script.
    """

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    @property
    def title(self) -> str:
        return self.session.send("Target.getTargetInfo")["targetInfo"]["title"]

    def ask(self, expression: str) -> object:
        """What a script of the page says; Playwright would wait for a whole page."""
        asked = {"expression": expression, "returnByValue": True}
        return self.session.send("Runtime.evaluate", asked)["result"].get("value")

    @property
    def is_blank(self) -> bool:
        """One light colour and nothing else."""
        shot = base64.b64decode(self.session.send("Page.captureScreenshot")["data"])
        colours = Image.open(io.BytesIO(shot)).convert("RGB").getcolors(maxcolors=1_000_000)
        return len(colours) == 1 and min(colours[0][1]) > 230

    @property
    def said(self) -> set[str]:
        """Every word that a screen reader comes to."""
        nodes = self.session.send("Accessibility.getFullAXTree")["nodes"]
        return {node["name"]["value"] for node in nodes if node.get("name", {}).get("value")}


def assert_covered(page: Page) -> None:
    """Nothing is left of the page, and it stays so."""
    page.wait_for_timeout(300)

    assert Screen(page).is_blank
    assert_tells_nothing(page)


def assert_never_seen(page: Page) -> None:
    """The page was covered before it was painted: what stood there before still does."""
    screen = Screen(page)
    page.wait_for_timeout(800)

    assert screen.ask("performance.getEntriesByType('paint').length") == 0
    assert screen.ask("document.body ? document.body.textContent : ''") == ""
    assert_tells_nothing(page)


def assert_tells_nothing(page: Page) -> None:
    screen = Screen(page)

    assert screen.title == screen.ask("document.title") == ELSEWHERE
    assert screen.said <= {ELSEWHERE}
    assert screen.ask(f"document.querySelectorAll('{TELLING}').length") == 0


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


# --- While the next page is on its way ---------------------------------------------


@pytest.mark.parametrize("path", ["/get-help/", "/ar/get-help/"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_page_is_covered_at_once_however_slow_the_next_one_is(visit, outside, path, size):
    outside.is_slow = True
    page = visit(path, size=size)
    screen = Screen(page)
    assert not screen.is_blank

    page.locator(".exit").click(no_wait_after=True)
    for _ in range(10):
        page.wait_for_timeout(300)
        assert screen.is_blank
        assert screen.title == ELSEWHERE
    outside.answer()
    page.wait_for_url(EXIT_URL)

    expect(page.get_by_text("Sun")).to_be_visible()


@pytest.mark.parametrize("path", ["/get-help/", "/ar/get-help/", "/numbers/"])
def test_site_does_not_come_back_when_there_is_no_next_page(visit, outside, path: str):
    outside.status = 204
    page = visit(path)
    assert len(Screen(page).said) > 20

    page.locator(".exit, header > [data-exit]").click()

    assert_covered(page)
    assert page.url.endswith(path)


@pytest.mark.parametrize("failure", ["internetdisconnected", "namenotresolved", "aborted"])
def test_site_does_not_come_back_when_the_next_page_fails(visit, failure: str):
    page = visit("/myths/")
    page.goto("/get-help/")
    page.context.route(f"{EXIT_URL}**", lambda route: route.abort(failure))

    page.locator(".exit").click(no_wait_after=True)
    page.wait_for_timeout(1000)

    # The browser shows its own error, or stays where it is: covered.
    assert "Blue" not in Screen(page).title
    expect(page.locator(".topbar")).to_be_hidden()


def test_covered_page_prints_nothing(visit, outside):
    outside.status = 204
    page = visit("/get-help/")

    page.locator(".exit").click()
    page.emulate_media(media="print")

    assert_covered(page)


@pytest.mark.parametrize("path", ["/get-help/", "/numbers/"])
def test_cover_is_light_for_readers_with_a_dark_screen(visit, outside, path: str):
    outside.status = 204
    page = visit(path, color_scheme="dark")

    page.locator(".exit, header > [data-exit]").click()

    assert_covered(page)


# --- Back and Forward --------------------------------------------------------------


def leave_after_three_pages(page: Page) -> None:
    for path in ("/myths/", "/es/glossary/", "/get-help/"):
        page.goto(path)
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)


def test_back_leads_out_again_from_every_page_of_the_site(visit, outside):
    page = visit("/about/")
    leave_after_three_pages(page)
    length = page.evaluate("history.length")

    led_out = [is_led_out(page, outside, -1) for _ in range(3)]
    go(page, -1, to="about:blank")

    assert led_out == [True] * 3
    assert length == 5


def test_page_reached_by_back_is_never_painted(visit, outside):
    page = visit("/myths/")
    page.goto("/get-help/")
    page.wait_for_function("performance.getEntriesByType('paint').length > 0")
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    outside.status = 204

    go(page, -1, to="**/myths/")

    assert_never_seen(page)


def test_forward_leads_out_again(visit, outside):
    page = visit("/about/")
    page.goto("/myths/")
    page.evaluate("history.back()")
    page.wait_for_url("**/about/")
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)

    assert is_led_out(page, outside, 1)


def test_page_that_the_browser_kept_for_back_is_not_shown(keeping: Readers, outside: Outside):
    page = keeping(also=EXIT_URL)
    page.context.route(f"{EXIT_URL}**", outside)
    page.goto("/myths/")
    page.evaluate("window.isKept = true")
    page.goto("/get-help/")
    go(page, -1, to="**/myths/")
    assert page.evaluate("window.isKept") is True
    go(page, 1, to="**/get-help/")
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    outside.status = 204

    go(page, -1, to="**/myths/")

    assert_never_seen(page)


def test_page_restored_from_memory_is_covered(visit, outside):
    """Where a browser keeps a page in spite of the message that it should go."""
    page = visit("/get-help/")
    outside.status = 204
    page.evaluate("sessionStorage.l = 1")

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.wait_for_timeout(300)

    assert_covered(page)


def test_page_restored_from_memory_is_shown_to_who_has_not_left(visit, outside):
    page = visit("/get-help/")

    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    page.wait_for_timeout(300)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert outside.told == []


# --- Coming back on purpose --------------------------------------------------------


def test_deliberate_visit_shows_the_site_and_takes_the_mark_away(visit):
    page = visit("/myths/")
    leave_after_three_pages(page)

    page.goto("/get-help/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    page.goto("/hotlines/")
    go(page, -1, to="**/get-help/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_link_from_elsewhere_shows_the_site(visit, site: Site):
    page = visit("/get-help/")
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    page.set_content(f"<a href='{site.origin}/get-help/'>Somewhere</a>")

    page.get_by_text("Somewhere").click()
    page.wait_for_url("**/get-help/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_reload_of_a_covered_page_shows_the_site(visit, outside):
    page = visit("/myths/")
    page.goto("/get-help/")
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    outside.status = 204
    go(page, -1, to="**/myths/")
    assert_never_seen(page)

    page.reload()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_going_back_and_forth_without_leaving_is_what_it_always_was(visit, outside):
    page = visit("/myths/")
    page.goto("/get-help/")

    go(page, -1, to="**/myths/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    go(page, 1, to="**/get-help/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert outside.told == []


def test_nothing_is_stored_before_leaving_and_one_letter_after(visit, outside):
    outside.status = 204
    page = visit("/get-help/")
    stored = "JSON.stringify([{...sessionStorage}, localStorage.length, document.cookie])"
    assert page.evaluate(stored) == '[{},0,""]'

    page.locator(".exit").click()
    page.wait_for_timeout(300)

    assert page.evaluate(stored) == '[{"l":"1"},0,""]'
    assert page.context.cookies() == []


def test_reader_leaves_where_nothing_may_be_stored(visit):
    page = visit("/myths/")
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no') } })"
    )
    page.goto("/get-help/")

    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    go(page, -1, to="**/myths/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()


# --- Other tabs --------------------------------------------------------------------


def test_every_tab_of_the_site_leaves(visit):
    page = visit("/myths/")
    other = page.context.new_page()
    other.goto("/get-help/")

    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    other.wait_for_url(EXIT_URL)
    go(other, -1, to="about:blank")


def test_tab_opened_after_leaving_shows_the_site(visit):
    page = visit("/myths/")
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)

    other = page.context.new_page()
    other.goto("/get-help/")

    expect(other.get_by_role("heading", level=1)).to_be_visible()
    assert other.evaluate("sessionStorage.length") == 0

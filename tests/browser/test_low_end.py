"""The cheapest phones: a slow connection, no pictures, no styles, no scripts.

No test here measures time. What has to arrive before the number can be read is counted in
bytes and round trips; `python -m benchmarks.low_end` measures it with a clock.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.chromium import PHONE, Readers
from tests.browser.slowness import FIRST_WINDOW, TWO_G, Connection
from tests.browser.test_weight import Meter

MOST_SECONDS = 3
NUMBER = "a[href^='tel:+']"
WAY_OUT = "a[data-exit]"
DIGEST = re.compile(r"\.[0-9a-f]{12}(?=\.\w+$)")
# What has to be there before anything is painted, besides the page itself.
BLOCKING = {
    "/": {"leaving.js", "site.css", "more.css"},
    "/get-help/": {"leaving.js", "site.css"},
    "/ar/get-help/": {"leaving.js", "site.rtl.css"},
    "/th/get-help/": {"leaving.js", "site.css"},
    "/ways/": {"leaving.js", "site.css"},
    "/numbers/": {"leaving.js", "numbers.css"},
    "/th/numbers/": {"leaving.js", "numbers.css"},
}
WAITED_FOR = """() => performance.getEntriesByType("resource")
  .filter((each) => each.renderBlockingStatus === "blocking")
  .map((each) => new URL(each.name).pathname)"""

PAGES = ["/", "/get-help/", "/hotlines/", "/resources/hospitality-toolkit/"]
EMPTY = {"stylesheet": "text/css", "image": "image/png", "other": "image/svg+xml"}
WITHOUT = {
    "pictures": {"image", "other"},
    "styles": {"stylesheet"},
    "scripts": set(),
    "all three": {"image", "other", "stylesheet"},
}
# What is seen and can be pressed, but says nothing in letters.
WORDLESS = """() => [...document.querySelectorAll("a, summary, button, label, h1, h2, h3")]
  .filter((each) => each.checkVisibility() && !each.innerText.trim())
  .map((each) => each.outerHTML)"""
# Buttons outside of a form: without a script they would do nothing.
DEAD = "button[type='button']:visible, [hidden]:visible, [data-shift]:not(:empty):visible"


def test_seconds_are_those_of_trips_and_bytes():
    connection = Connection(down=8_000, up=8_000, trip=2)

    assert connection.opening == 6
    assert connection.seconds(1_000) == 6 + 2 + 1
    assert connection.seconds(1_000, 500) == 6 + 2 + 1 + 2 + 0.5
    assert connection.seconds(FIRST_WINDOW) == 6 + 2 + FIRST_WINDOW / 1_000
    assert connection.seconds(FIRST_WINDOW + 1) == 6 + 4 + (FIRST_WINDOW + 1) / 1_000


@pytest.mark.parametrize("path", BLOCKING)
def test_number_is_there_within_three_seconds_of_2g(reader: Readers, path: str):
    page, meter = reader(size=PHONE), Meter()
    session = page.context.new_cdp_session(page)
    session.on("Network.responseReceived", meter.answered)
    session.on("Network.loadingFinished", meter.finished)
    session.send("Network.enable")

    page.goto(path, wait_until="networkidle")

    files = page.evaluate(WAITED_FOR)
    assert {DIGEST.sub("", file.rpartition("/")[2]) for file in files} == BLOCKING[path]
    weight = meter.bytes[path], sum(meter.bytes[file] for file in files)
    assert min(weight) > 0
    assert TWO_G.seconds(*weight) <= MOST_SECONDS, meter.bytes
    expect(page.locator(NUMBER).first).to_be_in_viewport(ratio=1)
    assert _letters(page.locator(NUMBER).first) >= 16


def _letters(link: Locator) -> float:
    """The size of the letters of a link, in pixels."""
    return float(link.evaluate("(link) => parseFloat(getComputedStyle(link).fontSize)"))


@pytest.mark.parametrize(
    ("missing", "prefix"),
    [*((missing, "") for missing in WITHOUT), ("styles", "/ar"), ("all three", "/ar")],
)
def test_page_helps_without(reader: Readers, missing: str, prefix: str):
    page = reader(size=PHONE, scripts=missing not in ("scripts", "all three"))
    page.route("**/*", lambda route: _let_through(route, WITHOUT[missing]))

    for path in PAGES:
        page.goto(f"{prefix}{path}")

        places = [
            _top(page.locator(f"{WAY_OUT}:visible").first),
            _top(page.locator(f".lifelines {NUMBER}")),
            _top(page.locator(".lifelines a[href='tel:911']")),
            _top(page.get_by_role("heading", level=1)),
            _top(page.locator("footer")),
        ]
        assert places == sorted(places)
        assert places[2] < PHONE["height"]
        assert page.evaluate(WORDLESS) == []
        assert page.locator("img:not([alt])").count() == 0
        assert _largest(page.locator("svg:visible")) <= 48
        expect(page.locator(".languages a[hreflang]:visible")).to_have_count(0)
        page.locator(".languages > summary").click()
        expect(page.locator(".languages a[hreflang]:visible")).to_have_count(13)
        if missing in ("scripts", "all three"):
            assert page.locator(DEAD).count() == 0


def _let_through(route: Route, missing: set[str]) -> None:
    """An empty answer rather than none: the browser complains of what fails."""
    kind = route.request.resource_type
    is_file = urlsplit(route.request.url).path.startswith("/static/")
    if kind in missing and is_file:
        route.fulfill(status=200, body="", content_type=EMPTY[kind])
    else:
        route.continue_()


def _top(thing: Locator) -> float:
    expect(thing).to_be_visible()
    box = thing.bounding_box()
    assert box
    return box["y"]


def _largest(drawings: Locator) -> float:
    """The longest side of any drawing: an icon without its style must not fill the screen."""
    sides = "(all) => Math.max(0, ...all.map((each) => each.getBoundingClientRect().height))"
    return float(drawings.evaluate_all(sides))

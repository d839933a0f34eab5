""" "Leave this site now" in Firefox, whose memory for Back differs from Chromium's."""

import base64
import io
from collections.abc import Iterator

import pytest
from PIL import Image

from tests.browser.conftest import missing
from tests.browser.firefox import SHIFT, TAB, Tab, find_firefox, started
from tests.browser.serving import EXIT_URL, Site

ELSEWHERE = "www.weather.gov"
SAID = "document.querySelector('[data-shift]').textContent"
STORED = "JSON.stringify([{...sessionStorage}, localStorage.length, document.cookie])"
HEADING = "document.querySelector('h1').checkVisibility()"


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    found = find_firefox()
    if found is None:
        missing("Firefox", "firefox-esr")
    with started(found, tmp_path_factory.mktemp("firefox")) as tab:
        yield tab


@pytest.fixture
def tab(firefox: Tab) -> Tab:
    """A new tab, as nobody has used it."""
    firefox.renew()
    return firefox


def is_blank(tab: Tab) -> bool:
    """One light colour and nothing else."""
    picture = Image.open(io.BytesIO(base64.b64decode(tab.picture()))).convert("RGB")
    colours = picture.getcolors(maxcolors=1_000_000)
    return len(colours) == 1 and min(colours[0][1]) > 230


def leave_after_three_pages(tab: Tab, site: Site) -> None:
    for path in ("/myths/", "/es/glossary/", "/get-help/"):
        tab.goto(site.origin + path)
    tab.click(".exit")
    assert tab.until(lambda: tab.url == EXIT_URL)


@pytest.mark.parametrize("path", ["/get-help/", "/ar/get-help/", "/no-such-page/"])
def test_page_is_covered_until_the_next_one_is_there(tab: Tab, site: Site, path: str):
    tab.answer = None
    tab.goto(site.origin + path)
    assert not is_blank(tab)

    tab.click(".exit")
    tab.wait(2)

    assert is_blank(tab)
    assert tab.evaluate("document.title") == ELSEWHERE
    assert tab.evaluate("document.body.checkVisibility()") is False
    assert tab.url == site.origin + path
    assert tab.asked[-1] == EXIT_URL


@pytest.mark.parametrize("button", [0, 1], ids=["left", "middle"])
def test_back_leads_out_again_from_every_page_of_the_site(tab: Tab, site: Site, button: int):
    tab.goto(site.origin + "/myths/")
    tab.goto(site.origin + "/get-help/")
    tab.click(".exit", button)
    assert tab.until(lambda: tab.url == EXIT_URL)

    tab.back()

    assert tab.until(lambda: tab.url == EXIT_URL)
    assert tab.evaluate("document.title") == "Weather"


def test_page_that_the_browser_kept_for_back_is_not_shown(tab: Tab, site: Site):
    tab.goto(site.origin + "/myths/")
    tab.evaluate("window.isKept = true")
    tab.goto(site.origin + "/get-help/")
    tab.back()
    assert tab.evaluate("window.isKept") is True
    tab.goto(site.origin + "/get-help/")
    tab.click(".exit")
    assert tab.until(lambda: tab.url == EXIT_URL)
    tab.answer = None

    tab.back()

    assert tab.url == site.origin + "/myths/"
    assert is_blank(tab)
    assert tab.evaluate("document.title") == ELSEWHERE


def test_deliberate_visit_shows_the_site_and_takes_the_mark_away(tab: Tab, site: Site):
    leave_after_three_pages(tab, site)

    tab.goto(site.origin + "/get-help/")
    shown = tab.evaluate(HEADING)
    stored = tab.evaluate(STORED)
    tab.goto(site.origin + "/hotlines/")
    tab.back()

    assert shown is True
    assert stored == '[{},0,""]'
    assert tab.url == site.origin + "/get-help/"
    assert tab.evaluate(HEADING) is True


def test_shift_three_times_leaves(tab: Tab, site: Site):
    tab.goto(site.origin + "/get-help/")

    tab.press(SHIFT)
    first = tab.evaluate(SAID)
    tab.press(SHIFT)
    second = tab.evaluate(SAID)
    tab.press(SHIFT)

    assert "2" in first
    assert "1" in second
    assert tab.until(lambda: tab.url == EXIT_URL)


def test_two_shifts_run_out_with_a_word(tab: Tab, site: Site):
    tab.goto(site.origin + "/get-help/")
    words = tab.evaluate("document.querySelector('[data-shift]').dataset.over")

    tab.press(SHIFT, SHIFT)

    assert tab.until(lambda: tab.evaluate(SAID) == words)
    assert tab.url == site.origin + "/get-help/"


def test_other_uses_of_shift_stay(tab: Tab, site: Site):
    tab.goto(site.origin + "/search/?q=visa")
    tab.evaluate("document.querySelector('main input[type=search]').focus()")

    for _ in range(4):
        tab.press_together(SHIFT, TAB)
    for letter in "ABCD":
        tab.press_together(SHIFT, letter)
    tab.press(SHIFT, SHIFT, "a", SHIFT, SHIFT)

    assert tab.url == site.origin + "/search/?q=visa"
    assert tab.asked == []


def test_every_tab_of_the_site_leaves(tab: Tab, site: Site):
    tab.goto(site.origin + "/myths/")
    other = tab.id
    tab.open()
    tab.goto(site.origin + "/get-help/")

    tab.click(".exit")

    assert tab.until(lambda: tab.url == EXIT_URL)
    tab.id = other
    assert tab.until(lambda: tab.url == EXIT_URL)

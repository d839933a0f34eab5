""" "Leave this site now": nothing is left to see, at once and when Back is pressed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import DESK, FLAGS, PHONE, Readers, find_whole_chromium
from tests.browser.conftest import missing
from tests.browser.leaving import (
    ELSEWHERE,
    Outside,
    Screen,
    assert_covered,
    assert_never_seen,
    go,
    is_led_out,
    leave_after_three_pages,
    leave_and_go_back,
)
from tests.browser.serving import EXIT_URL, Site


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

    leave_and_go_back(page, outside)

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

    leave_and_go_back(page, outside)

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

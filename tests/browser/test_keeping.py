"""What a reader keeps on purpose, and what is there before and after."""

import re
import sqlite3

import pytest
from playwright.sync_api import Browser, Page, expect

from bluecampaign.web.pagecache.clock import ContentClock
from bluecampaign.web.pagecache.places import clock_file
from tests.browser.barriers import violations
from tests.browser.chromium import Readers
from tests.browser.holding import slow
from tests.browser.layout import overflow
from tests.browser.serving import Site, address
from tests.browser.traces import NO_TRACE, REGISTERED, STORED, leftovers

NUMBER = "1-888-373-7888"
KEPT = """async () => {
  const cache = await caches.open("pages");
  return (await cache.keys()).map((request) => new URL(request.url).pathname);
}"""
AGE = """async () => {
  const cache = await caches.open("pages");
  const record = await (await cache.match("/numbers/copy/")).json();
  await cache.put("/numbers/copy/", new Response(JSON.stringify({ ...record, at: 0 })));
}"""
IS_FRESH = """async (digits) => {
  const page = await (await caches.open("pages")).match("/numbers/");
  return (await page.text()).includes(digits);
}"""
# As a page would be kept on which a line closes this afternoon.
MAKE_OF_THE_MOMENT = """async () => {
  const cache = await caches.open("pages");
  const kept = await cache.match("/get-help/");
  const said = "<li data-now>Open now until 5 p.m.</li><li>9 to 5</li>";
  const html = (await kept.text()).replace(/<ul class="way__facts">/, (list) => list + said);
  await cache.put("/get-help/", new Response(html, { headers: kept.headers }));
}"""
CODES = ["en", "es", "ar"]


def save(page: Page, code: str = "en") -> None:
    page.goto(address("/numbers/keep/", code))
    page.locator("[data-save]").click()
    expect(page.locator("[data-remove]")).to_be_visible(timeout=20_000)


def await_in_copy(page: Page, script: str, argument: str) -> None:
    """The copy is renewed behind the page, so nothing on it tells when."""
    for _attempt in range(100):
        if page.evaluate(script, argument):
            return
        page.wait_for_timeout(200)
    raise AssertionError(f"The copy never held {argument}.")


# --- The copy ----------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/numbers/keep/", "/ar/numbers/keep/", "/numbers/"])
def test_nothing_is_kept_before_the_button_is_pressed(reader: Readers, path: str):
    page = reader()

    page.goto(path, wait_until="networkidle")

    assert leftovers(page) == NO_TRACE


def test_button_to_remove_is_not_offered_where_there_is_nothing(reader: Readers):
    page = reader()

    page.goto("/numbers/keep/")

    expect(page.locator("[data-save]")).to_be_visible()
    expect(page.locator("[data-remove]")).to_be_hidden()
    expect(page.locator("[data-instead]")).to_be_hidden()


@pytest.mark.parametrize("code", CODES)
def test_copy_opens_without_a_connection_and_goes_away_by_one_press(reader: Readers, code: str):
    page = reader(locale=code)
    save(page, code)
    kept = page.evaluate(KEPT)
    page.context.set_offline(True)

    for path in ("/get-help/", "/is-this-happening-to-me/", "/numbers/"):
        answer = page.goto(address(path, code))
        assert answer.from_service_worker
        expect(page.get_by_text(NUMBER, exact=True).first).to_be_visible()
        expect(page.locator("[data-copy-shown]")).to_contain_text(re.compile(r"20\d\d"))
        expect(page.locator("html")).to_have_attribute("lang", code)
    page.locator("[data-remove]").click()

    expect(page.locator("[data-said]")).to_be_focused()
    expect(page.locator("[data-remove]")).to_be_hidden()
    assert leftovers(page) == NO_TRACE
    assert {address(path, code) for path in ("/get-help/", "/numbers/")} < set(kept)
    assert [
        each for each in kept if not each.startswith((address("/", code), "/static", "/num"))
    ] == []


def test_any_other_page_shows_the_numbers_without_a_connection(reader: Readers):
    page = reader()
    save(page)
    page.context.set_offline(True)

    for path in ("/", "/myths/", "/es/get-help/"):
        page.goto(path)

        expect(page.get_by_role("heading", level=1)).to_have_text("Numbers")
        expect(page.get_by_role("link", name=NUMBER).first).to_be_visible()
        expect(page.locator("[data-copy-shown]")).to_be_visible()


def test_copy_with_a_connection_is_not_shown(reader: Readers):
    page = reader()
    save(page)

    page.goto("/get-help/")

    expect(page.locator("[data-copy-shown]")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Get help")


def test_copy_is_removed_where_it_was_made(reader: Readers):
    page = reader()
    save(page)
    page.reload()
    expect(page.locator("[data-said]")).to_contain_text(re.compile(r"copy of .+ 20\d\d"))

    page.locator("[data-remove]").click()

    expect(page.locator("[data-said]")).to_have_text("The copy is gone from this device.")
    assert leftovers(page) == NO_TRACE
    page.goto("/get-help/")
    assert leftovers(page) == NO_TRACE


def test_copy_in_another_language_takes_the_place_of_the_first(reader: Readers):
    page = reader()
    save(page)

    page.goto("/ar/numbers/keep/")
    page.locator("[data-save]").click()
    await_in_copy(page, f"async (path) => !(await ({KEPT})()).includes(path)", "/get-help/")

    kept = page.evaluate(KEPT)
    assert {"/ar/get-help/", "/ar/numbers/"} < set(kept)
    assert [path for path in kept if path in ("/get-help/", "/numbers/")] == []
    assert page.evaluate(REGISTERED) == 1


def test_copy_holds_nothing_that_the_reader_did(reader: Readers):
    page = reader()
    page.goto("/search/?q=secret+words")
    save(page)
    page.goto("/myths/")
    page.goto("/search/?q=other+words")

    kept = page.evaluate(KEPT)

    assert [path for path in kept if "search" in path or "myths" in path] == []
    assert page.evaluate(STORED) == [0, 0, "", 0, 1]


@pytest.mark.parametrize("path", ["/admin/login/", "/preview/no-such-token/"])
def test_pages_of_staff_are_none_of_its_business(reader: Readers, path: str):
    page = reader()
    save(page)

    assert not page.goto(path).from_service_worker


def test_save_that_fails_leaves_nothing(browser: Browser, site: Site):
    readers = Readers(browser, site.origin)
    page = readers()
    page.goto("/numbers/keep/")
    page.context.set_offline(True)

    page.locator("[data-save]").click()

    expect(page.locator("[data-said]")).to_contain_text("could not be saved")
    assert leftovers(page) == NO_TRACE
    assert all("ERR_INTERNET_DISCONNECTED" in complaint for complaint in readers.close())


def test_button_without_scripts_is_replaced_by_words(reader: Readers):
    page = reader(scripts=False)

    page.goto("/numbers/keep/")

    expect(page.locator("[data-instead]")).to_be_visible()
    expect(page.locator("[data-save], [data-remove], [data-card]")).to_have_count(3)
    for control in page.locator("[data-save], [data-remove], [data-card]").all():
        expect(control).to_be_hidden()
    expect(page.locator("a[href*='/numbers/card/']").first).to_be_visible()


# --- What is wrong does not live on ------------------------------------------------


def test_copy_does_not_say_that_a_line_is_open_now(reader: Readers):
    page = reader()
    save(page)
    page.evaluate(MAKE_OF_THE_MOMENT)
    page.context.set_offline(True)

    page.goto("/get-help/")

    expect(page.locator("[data-copy-shown]")).to_be_visible()
    expect(page.locator("[data-now]")).to_have_text("Open now until 5 p.m.")
    expect(page.locator("[data-now]")).to_be_hidden()
    expect(page.get_by_text("9 to 5", exact=True)).to_be_visible()


def test_copy_takes_the_new_number_at_the_next_visit(people: Readers, office: Site):
    page = people()
    save(page)
    assert page.evaluate(IS_FRESH, NUMBER)
    with sqlite3.connect(office.folder / "site.sqlite3") as database:
        database.execute(
            "UPDATE hotlines_channel SET number='+18885550123', display='1-888-555-0123' "
            "WHERE number='+18883737888'"
        )
    # Past Django, so the kept pages have to be told.
    ContentClock(clock_file(office.folder)).changed()
    page.evaluate(AGE)

    page.goto("/myths/")
    await_in_copy(page, IS_FRESH, "1-888-555-0123")
    page.context.set_offline(True)
    page.goto("/get-help/")

    expect(page.get_by_text("1-888-555-0123", exact=True).first).to_be_visible()
    expect(page.get_by_text(NUMBER)).to_have_count(0)
    assert not page.evaluate(IS_FRESH, NUMBER)


def await_network(page: Page, path: str) -> None:
    """A busy machine answers late as well: the network has a few tries to be quick again."""
    for _attempt in range(10):
        page.goto(path)
        if not page.locator("[data-copy-shown]").count():
            return
    raise AssertionError(f"{path} never came from the network again.")


def test_slow_connection_shows_the_copy_after_a_while(browser: Browser, site: Site):
    with slow(site) as before:
        readers = Readers(browser, before.origin)
        page = readers()
        save(page)
        before.held.set()

        answer = page.goto("/get-help/")

        assert answer.from_service_worker
        expect(page.locator("[data-copy-shown]")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_have_text("Get help")
        before.held.clear()
        await_network(page, "/get-help/")
        assert readers.close() == []


# --- For everybody -----------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", ["/get-help/", "/numbers/"])
def test_page_of_a_copy_has_no_barrier(reader: Readers, code: str, path: str):
    page = reader()
    save(page, code)
    page.context.set_offline(True)

    page.goto(address(path, code))

    expect(page.locator("[data-copy-shown]")).to_be_visible()
    assert violations(page) == []
    assert overflow(page) == 0

"""What a reader keeps on purpose, what is there before and after, and what is on paper."""

import json
import re
import socket
import socketserver
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from bluecampaign.web.pagecache.clock import ContentClock
from bluecampaign.web.pagecache.places import clock_file
from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.layout import overflow
from tests.browser.serving import Site
from tests.browser.test_accessibility import violations
from tests.browser.test_journeys import NOTHING, STORED
from tests.browser.test_weight import Meter

NUMBER = "1-888-373-7888"
REGISTERED = "async () => (await navigator.serviceWorker.getRegistrations()).length"
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
PAGES = ["/numbers/", "/numbers/keep/"]
CODES = ["en", "es", "ar"]


def address(path: str, code: str) -> str:
    return path if code == "en" else f"/{code}{path}"


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


def leftovers(page: Page) -> list:
    return [*page.evaluate(STORED), page.evaluate(REGISTERED), page.context.cookies()]


NO_TRACE = [*NOTHING, 0, []]


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


class Slow(socketserver.ThreadingTCPServer):
    """Stands before a site and holds back what is asked for, once `held` is set."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, site: Site) -> None:
        self.held = threading.Event()
        self.port = int(site.origin.rpartition(":")[2])
        super().__init__(("127.0.0.1", 0), Passing)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Passing(socketserver.BaseRequestHandler):
    server: Slow

    def handle(self) -> None:
        with socket.create_connection(("127.0.0.1", self.server.port)) as site:
            threading.Thread(target=self._pump, args=(site, self.request), daemon=True).start()
            self._pump(self.request, site)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                while self.server.held.is_set():
                    threading.Event().wait(0.05)
                target.sendall(data)
        self._close(target)

    def _close(self, end: socket.socket) -> None:
        """Where one side is gone the other must not wait for it."""
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def slow(site: Site) -> Iterator[Slow]:
    with Slow(site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.held.clear()
        server.shutdown()


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


# --- Contact cards -----------------------------------------------------------------


def test_card_under_an_own_name_is_made_without_sending_it(reader: Readers):
    page = reader()
    page.goto("/numbers/keep/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    page.locator("#own-name").fill("  Aunt May; Tax\\i, 3")

    with page.expect_download() as download:
        page.get_by_role("button", name="Make the card").click()

    card = Path(download.value.path()).read_bytes().decode()
    assert download.value.suggested_filename == "contact.vcf"
    assert card.split("\r\n") == [
        *("BEGIN:VCARD", "VERSION:3.0", "N:Aunt May\\; Tax\\\\i\\, 3;;;;"),
        *("FN:Aunt May\\; Tax\\\\i\\, 3", "TEL;TYPE=VOICE:+18883737888", "TEL;TYPE=CELL:233733"),
        *("END:VCARD", ""),
    ]
    assert [each for each in asked if "Aunt" in each or "May" in each] == []
    expect(page.locator("#own-name")).to_have_value("")
    assert leftovers(page) == NO_TRACE


@pytest.mark.parametrize("code", CODES)
def test_card_of_the_page_is_that_of_the_site(reader: Readers, code: str):
    page = reader()
    page.goto(address("/numbers/keep/", code))
    lines = page.locator("#own-line option").count()
    for place in range(lines):
        link = page.locator("details.fold").nth(place).locator(".names a").nth(1)
        theirs = page.request.get(link.get_attribute("href")).text()
        page.locator("#own-line").select_option(index=place)
        page.locator("#own-name").fill(link.text_content())

        with page.expect_download() as download:
            page.locator("[data-card] button").click()

        assert Path(download.value.path()).read_bytes().decode() == theirs
    assert lines == 7


def test_name_that_is_too_long_is_cut(reader: Readers):
    page = reader()
    page.goto("/numbers/keep/")

    page.locator("#own-name").press_sequentially("n" * 40)

    expect(page.locator("#own-name")).to_have_value("n" * 22)


@pytest.mark.parametrize("scripts", [True, False])
def test_card_of_a_neutral_name_is_loaded_down(reader: Readers, scripts: bool):
    page = reader(scripts=scripts)
    page.goto("/numbers/keep/")

    with page.expect_download() as download:
        page.get_by_role("link", name="Library").first.click()

    assert download.value.suggested_filename == "contact.vcf"
    assert "TEL;TYPE=VOICE:+18883737888\r\n" in Path(download.value.path()).read_bytes().decode()


# --- The page of numbers -----------------------------------------------------------


@pytest.mark.parametrize("code", ["en", "es", "ar", "th", "ru", "vi"])
def test_page_of_numbers_weighs_less_than_5_kilobytes(reader: Readers, site: Site, code: str):
    page, meter = reader(), Meter()
    session = page.context.new_cdp_session(page)
    session.on("Network.responseReceived", meter.answered)
    session.on("Network.loadingFinished", meter.finished)
    session.send("Network.enable")

    page.goto(address("/numbers/", code), wait_until="networkidle")

    assert len(meter.bytes) == 3
    assert sum(meter.bytes.values()) < 5 * 1024, meter.bytes


@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("code", ["en", "es", "ar", "th", "ru"])
def test_numbers_stand_on_one_sheet(reader: Readers, tmp_path: Path, code: str, paper: str):
    page = reader(size=DESK)
    page.goto(address("/numbers/", code))

    page.pdf(path=tmp_path / "sheet.pdf", format=paper)

    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as sheet:
        digits = re.sub(r"[^\d+]", "", sheet[0].get_textpage().get_text_range())
        assert len(sheet) == 1
    for number in ("18883737888", "233733", "911", "18663472423", "18006564673"):
        assert number in digits


def test_paper_shows_where_to_fold_and_no_way_out(reader: Readers):
    page = reader(size=DESK)
    page.goto("/numbers/")

    page.emulate_media(media="print")

    lines = page.locator(".sheet li").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).borderBottomStyle)"
    )
    expect(page.locator("[data-exit]")).to_be_hidden()
    expect(page.locator("h1")).to_be_hidden()
    expect(page.locator(".paper")).to_be_visible()
    assert lines == ["dashed"] * 8


def test_page_of_numbers_leads_away(reader: Readers):
    page = reader(scripts=False)

    page.goto("/numbers/")

    expect(page.locator("[data-exit]")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-exit]")).to_have_attribute("rel", "nofollow noreferrer")


# --- For everybody -----------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_barrier(reader: Readers, code: str, path: str):
    page = reader()
    page.goto(address(path, code))
    found = {}

    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        found[size["width"]] = violations(page)

    assert found == {320: [], 1280: []}


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


@pytest.mark.parametrize("code", ["en", "es", "ar", "th", "ru"])
@pytest.mark.parametrize("percent", [100, 200])
def test_narrow_page_never_scrolls_sideways(reader: Readers, code: str, percent: int):
    page = reader(size=PHONE)
    too_wide = {}

    for path in PAGES:
        page.goto(address(path, code))
        page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")
        too_wide[path] = overflow(page)

    assert too_wide == dict.fromkeys(PAGES, 0)


def test_titles_in_the_history_tell_nothing(reader: Readers):
    page = reader()
    titles = []

    for path in ("/get-help/", "/is-this-happening-to-me/", "/hotlines/", *PAGES):
        page.goto(path)
        titles.append(page.title())

    assert titles == [
        *("Blue Campaign: Contacts", "Blue Campaign: Questions", "Blue Campaign: Phone numbers"),
        *("Blue Campaign: Numbers", "Blue Campaign: Save and print"),
    ]
    assert json.loads(page.request.get("/site.webmanifest").text())["name"] == "Blue Campaign"

"""The door of the office as it stands in public: a password and a second factor, and the
ways back for somebody whose phone is gone."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, Readers
from tests.browser.layout import overflow
from tests.browser.serving import ROOT, STATIC, Site, environment, serving
from tests.browser.staffing import ROLES, barriers, code_of, give_password, press

pytestmark = pytest.mark.browser
NONE = {"1280 px": [], "320 px": []}
INSIDE = "/admin/awareness/page/"
TOO_MANY = "the server responded with a status of 429"


@pytest.fixture(scope="module")
def office(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy that asks its staff for the second factor."""
    folder = tmp_path_factory.mktemp("office") / "data"
    with serving(prepared, folder, STAFF_SECOND_FACTOR="on") as running:
        yield running
        assert running.troubles == []


def at_the_door(people: Readers, role: str, wanted: str = "/admin/") -> Page:
    """Somebody with a browser that nobody used before, who has given their password."""
    page = people(size=DESK)
    page.goto(wanted)
    give_password(page, ROLES[role].name)
    page.wait_for_load_state()
    return page


def set_up(page: Page) -> list[str]:
    """Take the secret over into an app and type its code; the recovery codes shown."""
    expect(page).to_have_url(re.compile("/second-factor/set-up/"))
    page.get_by_label("Code that the app shows now").fill(
        code_of(page.locator(".signin-secret code").inner_text())
    )
    press(page, "Set it up")
    codes = page.locator("[data-codes] code")
    expect(codes).to_have_count(10)
    return codes.all_inner_texts()


def manage(office: Site, prepared: Path, *command: str) -> str:
    """What a command says that somebody runs on the server of the office."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=os.environ | environment(office.folder, prepared / STATIC),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def assert_open_to_all(page: Page) -> None:
    assert barriers(page) == NONE
    assert overflow(page) == 0
    page.set_viewport_size(DESK)


def test_first_sign_in_sets_up_the_phone(people: Readers):
    page = people(size=DESK)
    page.goto(INSIDE)
    assert_open_to_all(page)
    give_password(page, ROLES["editor"].name)
    page.wait_for_url("**/second-factor/set-up/**")
    assert_open_to_all(page)
    picture = page.get_by_role("img", name=re.compile("QR code"))
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    page.goto(INSIDE)
    expect(page.locator("#result_list")).to_have_count(0)
    page.goto("/admin/second-factor/set-up/")
    page.get_by_label("Code that the app shows now").fill("000000")
    press(page, "Set it up")
    expect(page.locator(".errorlist")).to_contain_text("This code is not right.")
    assert_open_to_all(page)

    set_up(page)

    assert_open_to_all(page)
    page.get_by_role("link", name="I have kept them: go on").click()
    expect(page.get_by_role("heading", name="What waits for me")).to_be_visible()
    for path in ("/admin/second-factor/", "/admin/second-factor/recovery-codes/"):
        page.goto(path)
        assert_open_to_all(page)


def test_lost_phone_is_replaced_by_a_recovery_code(people: Readers):
    first = at_the_door(people, "translator")
    codes = set_up(first)
    page = at_the_door(people, "translator", INSIDE)
    expect(page.get_by_label("Code from your app")).to_be_visible()
    assert_open_to_all(page)
    page.get_by_role("link", name="I do not have my phone: use a recovery code").click()
    assert_open_to_all(page)

    page.get_by_label("Recovery code").fill(codes[0].upper())
    press(page, "Sign in")

    expect(page).to_have_url(re.compile(f"{INSIDE}$"))
    expect(page.locator(".messagelist .warning")).to_contain_text("9 codes are left")
    expect(page.locator("#result_list")).to_be_visible()
    page.get_by_role("link", name="Second factor").click()
    expect(page.locator("#content")).to_contain_text("You have 9 recovery codes left.")
    again = at_the_door(people, "translator")
    again.get_by_role("link", name="I do not have my phone: use a recovery code").click()
    again.get_by_label("Recovery code").fill(codes[0])
    press(again, "Sign in")
    expect(again.locator(".errorlist")).to_contain_text("none of your recovery codes")
    expect(again.get_by_label("Username")).to_have_count(0)


def test_lost_phone_and_codes_are_taken_away_on_the_server(
    people: Readers, office: Site, prepared: Path
):
    page = at_the_door(people, "publisher")
    set_up(page)
    page.goto(INSIDE)
    expect(page.locator("#result_list")).to_be_visible()

    told = manage(office, prepared, "reset_second_factor", "paula")

    assert told.startswith("The second factor of paula was taken away.")
    page.goto(INSIDE)
    expect(page.get_by_label("Username")).to_be_visible()
    anew = at_the_door(people, "publisher")
    codes = set_up(anew)
    assert len(set(codes)) == 10
    anew.get_by_role("link", name="I have kept them: go on").click()
    expect(anew.get_by_role("heading", name="What waits for me")).to_be_visible()


def test_who_guesses_passwords_is_told_to_wait(browser, office: Site):
    readers = Readers(browser, office.origin)
    page = readers(size=DESK)
    page.goto("/admin/")
    for n in range(5):
        give_password(page, "nobody-known", f"a wrong guess {n}")
        page.wait_for_load_state()

    expect(page.get_by_role("heading", name="Too many tries")).to_be_visible()
    assert_open_to_all(page)
    assert all(TOO_MANY in complaint for complaint in readers.close())

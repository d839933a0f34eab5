"""A number of a line, changed and verified by two people."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.answers import bodies
from tests.browser.chromium import Readers
from tests.browser.staffing import Team, open_form, press, said, section, submit

pytestmark = pytest.mark.browser
UK = "UK Modern Slavery & Exploitation Helpline"


def test_number_is_changed_by_two_people(team: Team, people: Readers):
    old, new = "08000 121 700", "08000 121 701"
    before = bodies(people, "/hotlines/", "/ar/hotlines/")
    assert old in before[0].decode()
    editor, publisher = team("editor"), team("publisher")
    open_form(editor, "hotlines/hotline", UK)
    editor.locator("#id_channels-0-number").fill("+448000121701")
    editor.locator("#id_channels-0-display").fill(new)
    submit(editor, "The line has moved")
    expect(editor.locator(".messagelist .warning")).to_contain_text("a second person")
    assert bodies(people, "/hotlines/", "/ar/hotlines/") == before

    publisher.goto("/admin/")
    section(publisher, "To review").get_by_role("link", name=UK).click()
    numbers = publisher.get_by_role("table", name="uk:voice")
    shown = numbers.get_by_role("row", name=re.compile("^As people")).locator("bdi")
    expect(shown).to_have_text([old, new])
    expect(shown.locator("del")).to_have_text(["0"])
    expect(shown.locator("ins")).to_have_text(["1"])
    publisher.get_by_role("button", name="Publish it").click()
    expect(publisher.get_by_label(re.compile("I have called or checked"))).to_be_focused()
    assert bodies(people, "/hotlines/", "/ar/hotlines/") == before
    publisher.get_by_label(re.compile("I have called or checked")).check()
    publisher.get_by_label("How did you check it?").fill("Called it; the helpline answered.")
    press(publisher, "Publish it")
    expect(said(publisher)).to_have_text(["It is published."])

    for body in bodies(people, "/hotlines/", "/ar/hotlines/"):
        assert new in body.decode()
        assert old not in body.decode()


def test_author_of_a_number_cannot_approve_it(team: Team, people: Readers):
    before = bodies(people, "/hotlines/")
    publisher = team("publisher")
    open_form(publisher, "hotlines/hotline", "RAINN National Sexual Assault Hotline")
    publisher.locator("#id_channels-0-number").fill("+18006564670")
    publisher.locator("#id_channels-0-display").fill("1-800-656-4670")

    press(publisher, "Save and publish")

    expect(publisher.locator(".messagelist .warning")).to_contain_text("a second person")
    expect(publisher.locator("#content")).to_contain_text(
        "You wrote a number of this draft yourself"
    )
    press(publisher, "Publish it")
    expect(publisher.locator(".messagelist .error")).to_contain_text(["You wrote a number"])
    assert bodies(people, "/hotlines/") == before


def test_line_is_verified_today_with_a_note(team: Team):
    editor = team("editor")
    open_form(editor, "hotlines/hotline", "988 Suicide & Crisis Lifeline")
    editor.locator(".object-tools").get_by_role("link", name="Verified today").click()
    expect(editor.locator("#content")).to_contain_text("Nobody has verified this line here yet.")
    editor.get_by_label("What did you do?").fill("Called at 10 a.m.; a counselor answered.")
    press(editor, "Verified today")

    expect(said(editor)).to_have_text(["Verified today: 988 Suicide & Crisis Lifeline."])
    editor.locator(".object-tools").get_by_role("link", name="Verified today").click()
    row = editor.locator("#content table tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("elena")
    expect(row).to_contain_text("Called at 10 a.m.; a counselor answered.")
    editor.goto("/admin/")
    due = section(editor, "Hotlines to verify")
    expect(due).to_contain_text("RAINN")
    expect(due.get_by_role("link", name=re.compile("^988"))).to_have_count(0)

"""Editors and publishers at their work, each with the rights of their role."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.answers import bodies, readers_see
from tests.browser.chromium import Readers
from tests.browser.staffing import (
    Team,
    barriers,
    in_new_tab,
    open_form,
    press,
    publish_draft,
    said,
    section,
    submit,
)

pytestmark = pytest.mark.browser
UNCHANGED = "Your draft is kept. The live page has not changed."


def on_review(page: Page, language: str) -> Page:
    """The preview of the draft under review, in the tab that its link opens."""
    return in_new_tab(page, page.locator(".previews").get_by_role("link", name=language))


# --- An editor writes, a publisher decides -------------------------------------------


def test_editor_writes_beside_the_live_page(team: Team, people: Readers):
    paths = ["/about/", "/ar/about/", "/search/?q=grew"]
    before = bodies(people, *paths)
    editor = team("editor")
    open_form(editor, "awareness/page", "About the Blue Campaign")
    expect(editor.locator(".form-draft")).to_contain_text("kept as a draft beside it")
    expect(editor.get_by_role("button", name=re.compile("publish", re.I))).to_have_count(0)

    editor.locator("#id_blocks-0-heading_en").fill("In a few words")
    press(editor, "Keep as a draft")

    expect(said(editor)).to_have_text([UNCHANGED])
    english, arabic = on_review(editor, "English"), on_review(editor, "Arabic")
    expect(english.get_by_role("heading", name="In a few words")).to_be_visible()
    expect(english.locator("html")).to_have_attribute("dir", "ltr")
    expect(arabic.locator("html")).to_have_attribute("dir", "rtl")
    expect(arabic.get_by_role("heading", level=1)).to_contain_text("الحملة الزرقاء")
    expect(arabic.get_by_role("heading", name="In a few words")).to_have_count(0)
    editor.get_by_label("What did you change, and why?").fill("A calmer heading")
    press(editor, "Submit for review")
    expect(said(editor)).to_have_text(["It waits for review."])
    expect(editor.locator("#content")).to_contain_text("Comment: A calmer heading")
    expect(editor.get_by_role("button", name="Publish it")).to_have_count(0)
    assert bodies(people, *paths) == before


def test_draft_is_sent_back_mended_and_published(team: Team, people: Readers):
    before = bodies(people, "/contact/")
    editor, publisher = team("editor"), team("publisher")
    open_form(editor, "awareness/page", "Contact and follow")
    editor.locator("#id_blocks-2-heading_en").fill("Write to our web team")
    submit(editor, "Shorter")

    publisher.goto("/admin/")
    section(publisher, "To review").get_by_role("link", name=re.compile("^Contact")).click()
    row = publisher.locator(".difference tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("td").nth(0)).to_have_text("Write to the team of this website")
    expect(row.locator("td").nth(1)).to_have_text("Write to our web team")
    press(publisher, "Send it back")
    expect(publisher.locator(".messagelist .error")).to_contain_text("Say why you send it back")
    publisher.get_by_label("Or send it back, and say why:").fill("“Web team” is our jargon.")
    press(publisher, "Send it back")
    expect(said(publisher)).to_have_text(["It is sent back."])

    editor.goto("/admin/")
    mine = section(editor, "Sent back to me")
    expect(mine).to_contain_text("“Web team” is our jargon.")
    mine.get_by_role("link", name=re.compile("^Contact")).click()
    editor.get_by_role("link", name="Go on writing").click()
    expect(editor.locator(".form-draft")).to_contain_text("“Web team” is our jargon.")
    expect(editor.locator("#id_blocks-2-heading_en")).to_have_value("Write to our web team")
    editor.locator("#id_blocks-2-heading_en").fill("Write to us")
    submit(editor, "Without jargon")
    assert bodies(people, "/contact/") == before

    publish_draft(publisher, "Contact")
    expect(readers_see(people, "/contact/", "Write to us")).to_be_visible()
    expect(readers_see(people, "/contact/", "Write to our web team")).to_have_count(0)
    publisher.goto("/admin/")
    expect(section(publisher, "To review").get_by_role("link", name="Contact")).to_have_count(0)


def test_editor_may_not_publish_by_the_address(team: Team, people: Readers):
    before = bodies(people, "/media/")
    editor = team("editor")
    path = open_form(editor, "awareness/page", "Press and media")
    editor.locator("#id_blocks-0-heading_en").fill("Ask us")
    submit(editor, "Shorter")
    token = editor.locator("[name=csrfmiddlewaretoken]").first.input_value()

    answer = editor.request.post(
        path.replace("/change/", "/review/"),
        form={"csrfmiddlewaretoken": token, "verb": "publish"},
        headers={"Referer": editor.url},
    )

    assert answer.status == 403
    assert bodies(people, "/media/") == before


# --- Two people at once --------------------------------------------------------------


def test_second_of_two_people_is_told_and_keeps_their_text(team: Team):
    editor, publisher = team("editor"), team("publisher")
    for person in (editor, publisher):
        open_form(person, "awareness/page", "Accessibility")
    publisher.locator("#id_blocks-0-heading_en").fill("What we promise")
    press(publisher, "Keep as a draft")

    editor.locator("#id_blocks-1-heading_en").fill("What works here")
    press(editor, "Submit for review")

    note = editor.locator(".errorlist.nonfield")
    expect(note).to_contain_text("paula saved this at")
    expect(editor.locator("#id_blocks-1-heading_en")).to_have_value("What works here")
    theirs = in_new_tab(editor, note.get_by_role("link", name="See what they changed"))
    expect(theirs.locator(".difference")).to_contain_text("What we promise")
    theirs.close()
    # Bring both together, then save again.
    editor.locator("#id_blocks-0-heading_en").fill("What we promise")
    submit(editor, "Both together")
    rows = editor.locator(".difference tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("What we promise")
    expect(rows.nth(1)).to_contain_text("What works here")


# --- Refusals ------------------------------------------------------------------------


def test_every_reason_leads_to_its_field(team: Team, people: Readers):
    before = bodies(people, "/victim-centered-approach/")
    publisher = team("publisher")
    open_form(publisher, "awareness/page", "The victim-centered approach")
    wrong = {
        "#id_summary_en": "Too short.",
        "#id_blocks-0-body_en": "Read [here](/nowhere/) or call 1-888-373-7888.",
        "#id_blocks-1-heading_en": "",
    }
    for field, text in wrong.items():
        publisher.locator(field).fill(text)

    press(publisher, "Save and publish")

    expect(publisher.get_by_role("alert")).to_contain_text("Nothing was changed")
    grave = publisher.locator(".refusals__blocks a")
    assert {line.get_attribute("href") for line in grave.all()} == set(wrong)
    assert_each_leads_to_its_field(publisher, grave)
    expect(publisher.locator("#id_summary_en")).to_have_value("Too short.")
    assert bodies(people, "/victim-centered-approach/") == before


def test_every_mistake_in_a_form_leads_to_its_field(team: Team):
    publisher = team("publisher")
    open_form(publisher, "awareness/page", "Training")
    publisher.locator("#id_title_en").fill("")
    link = publisher.locator(".inline-related:not(.empty-form) [name$=-link_url]").last
    link.locator("xpath=ancestor::details/summary").click()
    link.fill("/get-help/")
    words = publisher.locator(".inline-related:not(.empty-form) [name$=-link_text_en]").last
    words.fill("")

    press(publisher, "Save and publish")

    expect(publisher.get_by_role("alert")).to_contain_text("Nothing was saved yet")
    grave = publisher.locator(".refusals__blocks a")
    expect(grave).to_have_count(2)
    assert_each_leads_to_its_field(publisher, grave)
    assert barriers(publisher) == {"1280 px": [], "320 px": []}


def assert_each_leads_to_its_field(page: Page, lines: Locator) -> None:
    for line in lines.all():
        line.click()
        field = page.locator(line.get_attribute("href"))
        expect(field).to_be_focused()
        expect(field).to_be_in_viewport()

"""The people of the office at their work, each with the rights of their role."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

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
UK = "UK Modern Slavery & Exploitation Helpline"
MACHINE = "لم يراجعها أي شخص"


def bodies(people: Readers, *paths: str) -> list[bytes]:
    """What the site answers to readers at this moment."""
    asking = people(scripts=False).request
    answers = [asking.get(path) for path in paths]
    assert [answer.status for answer in answers] == [200] * len(paths)
    return [answer.body() for answer in answers]


def readers_see(people: Readers, path: str, text: str) -> Locator:
    """A heading of a page, for somebody who comes to the site just now."""
    page = people(scripts=False)
    page.goto(path)
    return page.get_by_role("heading", name=text, exact=True)


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


# --- Arabic --------------------------------------------------------------------------


def test_arabic_is_translated_reviewed_and_published(team: Team, people: Readers):
    title = "خرافات وحقائق"
    before = bodies(people, "/ar/myths/")
    assert MACHINE in before[0].decode()
    translator, reviewer, publisher = team("translator"), team("reviewer"), team("publisher")
    translator.goto("/admin/")
    ways = translator.get_by_role("navigation", name="Translations")
    ways.get_by_role("link", name="Translate into Arabic").click()
    kinds = translator.get_by_role("navigation", name="Kind")
    kinds.get_by_role("link", name="Pages", exact=True).click()
    translator.get_by_role("link", name=re.compile("^Myths and truths")).click()
    row = translator.locator(".work-row").first
    english, arabic = row.locator(".work-text").first, row.locator("textarea")
    expect(english).to_have_text("Myths and truths")
    expect(arabic).to_have_attribute("lang", "ar")
    expect(arabic).to_have_css("direction", "rtl")
    assert english.bounding_box()["x"] < arabic.bounding_box()["x"]
    arabic.fill(title)
    here = translator.url
    press(translator, "Save and next")
    expect(said(translator)).to_contain_text(["is kept in a draft"])
    assert translator.url != here
    expect(translator.locator(".work-row")).not_to_have_count(0)
    assert bodies(people, "/ar/myths/") == before

    reviewer.goto(here)
    expect(reviewer.locator(".work-row textarea").first).to_have_value(title)
    press(reviewer, "Save as reviewed")
    expect(said(reviewer)).to_contain_text(["is kept in a draft"])
    assert bodies(people, "/ar/myths/") == before

    publish_draft(publisher, "Myths")
    expect(readers_see(people, "/ar/myths/", title)).to_be_visible()
    assert MACHINE not in bodies(people, "/ar/myths/")[0].decode()
    assert MACHINE in bodies(people, "/ar/about/")[0].decode()


def test_translator_of_arabic_has_no_other_language(team: Team):
    translator = team("translator")
    path = open_form(translator, "awareness/page", "Get help")
    pk = path.split("/")[-3]

    translator.goto(f"{path}?language=es")

    expect(translator.locator(".form-languages a")).to_have_text([re.compile("^Arabic")])
    expect(translator.locator("#id_title_ar")).to_be_editable()
    expect(translator.locator("#id_title_es, #id_title_en, #id_slug")).to_have_count(0)
    refused = {
        address: translator.request.get(address).status
        for address in (
            "/admin/translate/es/",
            f"/admin/translate/es/awareness.page/{pk}/",
            f"/admin/translate/es/awareness.page/{pk}/preview/",
            "/admin/awareness/page/add/",
            f"/admin/awareness/page/{pk}/delete/",
            "/admin/auth/user/",
        )
    }
    assert refused == dict.fromkeys(refused, 403)
    translator.goto("/admin/exchange/")
    own = translator.get_by_label("Language").locator("option")
    expect(own).to_have_text(["Arabic"])
    translator.goto("/admin/translation-board/")
    for link in translator.locator(".board a").all():
        assert link.get_attribute("href").startswith("/admin/translate/ar/")


# --- Numbers -------------------------------------------------------------------------


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

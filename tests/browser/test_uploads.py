"""Uploads in a browser: how far they are, what is refused, and the way without scripts."""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.chromium import DESK, Readers
from tests.browser.serving import STAFF
from tests.browser.staffing import NOT_OURS, PATIENCE, give_password
from tests.browser.test_accessibility import violations
from tests.media.corpus import pdf_bytes, script_of_a_page

FILE = "#id_editions-0-file"
REFUSED = "It carries JavaScript. Save it without scripts."


def pdf(data: bytes) -> FilePayload:
    return {"name": "poster.pdf", "mimeType": "application/pdf", "buffer": data}


def open_item(people: Readers, *, scripts: bool) -> Page:
    """The form of the first item of the catalogue."""
    page = people(size=DESK, scripts=scripts)
    page.goto("/admin/")
    give_password(page, STAFF["name"], STAFF["password"])
    page.wait_for_url("**/admin/")
    page.goto("/admin/resources/resource/")
    page.locator("#result_list tbody th a").first.click()
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_hostile_file_is_refused_in_the_form_and_what_was_typed_stays(people: Readers, scripts):
    page = open_item(people, scripts=scripts)
    page.locator("#id_summary_en").fill("A summary that was typed before the upload.")
    page.locator(FILE).set_input_files(pdf(pdf_bytes(script_of_a_page)))

    page.locator("[name=_draft]").first.click()

    expect(page.locator(".errorlist", has_text=REFUSED)).to_have_count(1, timeout=PATIENCE)
    expect(page.get_by_text("files are not kept: choose them once more")).to_be_visible()
    expect(page.locator("#id_summary_en")).to_have_value(re.compile("typed before"))
    assert page.url.endswith("/change/")


def test_form_works_on_after_a_refusal_and_takes_the_next_file(people: Readers):
    page = open_item(people, scripts=True)
    page.locator(FILE).set_input_files(pdf(b"only text"))
    page.locator("[name=_draft]").first.click()
    expect(page.locator(".errorlist", has_text="This is no PDF")).to_have_count(1, timeout=PATIENCE)

    page.locator(FILE).set_input_files(pdf(pdf_bytes()))
    page.locator("[name=_draft]").first.click()
    page.wait_for_url("**/review/", timeout=PATIENCE)

    expect(page.get_by_text("Your draft is kept.")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.locator(".verdict", has_text="It has no tags").first).to_be_visible()
    assert violations(page, without=NOT_OURS) == []


def test_progress_is_shown_while_a_file_is_sent(people: Readers):
    page = open_item(people, scripts=True)
    held = []
    page.route("**/change/", lambda route: held.append(route))
    page.locator(FILE).set_input_files(pdf(pdf_bytes()))

    page.locator("[name=_draft]").first.click()

    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="The files are")).to_be_visible()
    expect(page.locator("[name=_draft]").first).to_be_disabled()
    held[0].continue_()
    page.wait_for_url("**/review/", timeout=PATIENCE)


def test_file_that_is_too_large_is_not_even_sent(people: Readers):
    page = open_item(people, scripts=True)
    page.locator(FILE).evaluate("field => field.dataset.uploadMost = '10'")

    page.locator(FILE).set_input_files(pdf(pdf_bytes()))

    sentence = page.locator(FILE).evaluate("field => field.validationMessage")
    assert sentence == "This file is larger than 50 MB. Make it smaller."

"""Staff at work in the admin, in a browser, on a copy of the site of their own."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.chromium import DESK, Readers
from tests.browser.serving import STAFF
from tests.browser.staffing import give_password

HOLDS_BACK = "HTML is not allowed and was left out: <script>"


@pytest.fixture
def editor(people: Readers) -> Page:
    """Somebody who has signed in."""
    page = people(size=DESK)
    page.goto("/admin/")
    give_password(page, STAFF["name"], STAFF["password"])
    page.wait_for_url("**/admin/")
    return page


def open_page(editor: Page, title: str) -> None:
    """The form of a page, found as staff find it."""
    editor.goto("/admin/awareness/page/")
    editor.locator("#searchbar").fill(title)
    editor.locator("#searchbar").press("Enter")
    editor.locator("#result_list").get_by_role("link", name=title, exact=True).click()
    expect(editor.locator("#id_title_en")).to_have_value(title)


def choose_language(editor: Page, name: str) -> None:
    editor.locator(".form-languages").get_by_role("link", name=re.compile(name)).click()


def save_and_go_on(editor: Page) -> None:
    editor.locator("[name=_continue]").first.click()
    expect(editor.locator(".messagelist .success")).to_have_count(1)


def preview(editor: Page) -> Page:
    """What the preview shows, in the tab that it opens."""
    with editor.context.expect_page() as opened:
        editor.locator(".object-tools").get_by_role("link", name="Preview").click()
    opened.value.wait_for_load_state()
    return opened.value


def title_for_readers(people: Readers, path: str) -> Locator:
    """The heading of a page for somebody who comes to the site just now."""
    page = people(scripts=False)
    page.goto(path)
    return page.get_by_role("heading", level=1)


# --- A translated title ------------------------------------------------------------


def test_spanish_title_is_changed_previewed_and_seen(editor: Page, people: Readers):
    paths = ["/glossary/", "/fr/glossary/", "/ar/glossary/"]
    others = [title_for_readers(people, path).inner_text() for path in paths]
    open_page(editor, "Glossary")
    choose_language(editor, "Spanish")
    expect(editor.locator("#id_title_es")).to_have_attribute("lang", "es")
    expect(editor.locator("#id_title_fr")).to_have_count(0)

    editor.locator("#id_title_es").fill("Palabras que conviene conocer")
    save_and_go_on(editor)
    shown = preview(editor)

    expect(editor).to_have_url(re.compile(r"\?language=es$"))
    expect(shown.get_by_role("heading", level=1)).to_have_text("Palabras que conviene conocer")
    expect(shown.locator("html")).to_have_attribute("lang", "es")
    expect(title_for_readers(people, "/es/glossary/")).to_have_text("Palabras que conviene conocer")
    assert [title_for_readers(people, path).inner_text() for path in paths] == others


# --- A draft -----------------------------------------------------------------------


def test_draft_is_previewed_and_hidden_from_readers(editor: Page, people: Readers):
    editor.goto("/admin/awareness/page/add/")
    editor.locator("#id_title_en").fill("A page in the making")
    editor.locator("#id_summary_en").fill("What it will be about.")
    editor.locator("#id_slug").fill("in-the-making")
    expect(editor.locator("#id_status")).to_have_value("draft")

    save_and_go_on(editor)
    shown = preview(editor)

    visitor = people(scripts=False)
    expect(shown.get_by_role("heading", level=1)).to_have_text("A page in the making")
    assert visitor.goto("/in-the-making/").status == 404
    assert visitor.goto("/es/in-the-making/").status == 404
    assert visitor.request.get(shown.url, max_redirects=0).status == 302


def test_draft_is_published_with_a_block(editor: Page, people: Readers):
    editor.goto("/admin/awareness/page/add/")
    editor.locator("#id_title_en").fill("A new page")
    editor.locator("#id_summary_en").fill(
        "What this new page tells the people who read it, and why that matters."
    )
    editor.locator("#id_slug").fill("new-page")
    editor.get_by_role("button", name="Add another Block").click()
    editor.locator("#id_blocks-0-key").fill("words")
    editor.locator("#id_blocks-0-heading_en").fill("What we say")
    editor.locator("#id_blocks-0-body_en").fill("Call {{national:voice}}.")
    editor.locator("#id_status").select_option("live")

    save_and_go_on(editor)

    visitor = people(scripts=False)
    visitor.goto("/new-page/")
    block = visitor.locator("#words")
    expect(block.get_by_role("heading", level=2)).to_have_text("What we say")
    expect(block.locator("a")).to_have_attribute("href", "tel:+18883737888")


# --- The preview of a text ---------------------------------------------------------


def test_text_is_previewed_before_it_is_saved(editor: Page, people: Readers):
    open_page(editor, "Glossary")
    field = editor.locator("textarea[data-markdown]:visible").first
    before = field.input_value()

    field.fill("**You** call {{national:voice}}.\n\n<script>alert(1)</script>")
    box = field.locator("xpath=..").locator(".markdown-preview")
    box.get_by_role("button", name="Preview").click()

    result = box.locator(".markdown-preview__result")
    expect(result.locator("strong")).to_have_text("You")
    expect(result.locator("a")).to_have_attribute("href", "tel:+18883737888")
    expect(result.locator("script")).to_have_count(0)
    expect(box.get_by_role("listitem")).to_have_text([re.compile(re.escape(HOLDS_BACK))])
    open_page(editor, "Glossary")
    assert field.input_value() == before


def test_text_that_was_added_is_previewed_too(editor: Page):
    editor.goto("/admin/awareness/page/add/")
    editor.get_by_role("button", name="Add another Block").click()
    field = editor.locator("#id_blocks-0-body_en")

    field.fill("A *new* text")
    box = field.locator("xpath=..").locator(".markdown-preview")
    box.get_by_role("button", name="Preview").click()

    expect(box).to_have_count(1)
    expect(box.locator("em")).to_have_text("new")
    expect(box.get_by_role("listitem")).to_have_count(0)


# --- Access ------------------------------------------------------------------------


def test_sign_in_begins_in_its_first_field(people: Readers):
    page = people(size=DESK)

    page.goto("/admin/")

    expect(page.get_by_label("Username")).to_be_focused()


def test_field_in_arabic_runs_from_right_to_left(editor: Page):
    open_page(editor, "Glossary")
    choose_language(editor, "Arabic")

    expect(editor.locator("#id_title_ar")).to_have_attribute("dir", "rtl")
    expect(editor.locator("#id_title_ar")).to_have_css("direction", "rtl")

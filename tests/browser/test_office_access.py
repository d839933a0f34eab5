"""axe finds nothing on any screen of the office, wide and narrow, and none of them
asks another host, breaks the content security policy or complains.

The office is in English alone (see `LanguageMiddleware`); Arabic stands in its fields.
"""

import re

import pytest
from playwright.sync_api import Browser, FilePayload, Page, StorageState, expect

from tests.browser.chromium import Readers
from tests.browser.layout import overflow
from tests.browser.serving import Site
from tests.browser.staffing import Team, barriers, open_form, press, submit
from tests.media.corpus import pdf_bytes

pytestmark = pytest.mark.browser
NONE = {"1280 px": [], "320 px": []}
# Who looks at what. A name in braces is that of an object which is found beforehand.
SCREENS = {
    "first page of an editor": ("editor", "/admin/"),
    "first page of a publisher": ("publisher", "/admin/"),
    "first page of a translator": ("translator", "/admin/"),
    "first page of an administrator": ("administrator", "/admin/"),
    "list of pages": ("publisher", "/admin/awareness/page/"),
    "list of pages without any": ("editor", "/admin/awareness/page/?q=qqqqqq"),
    "form of a page": ("editor", "{page}"),
    "form of a page in Arabic": ("editor", "{page}?language=ar"),
    "form of a page with a draft": ("editor", "{drafted}"),
    "form of a page for a translator": ("translator", "{page}?language=ar"),
    "list of hotlines": ("editor", "/admin/hotlines/hotline/"),
    "form of a hotline": ("editor", "{line}"),
    "verifying a hotline": ("editor", "{line}../verify/"),
    "review of a page": ("publisher", "{drafted}../review/"),
    "review by its author": ("editor", "{drafted}../review/"),
    "review of a number": ("publisher", "{renumbered}../review/"),
    "versions of a page": ("publisher", "{drafted}../versions/?old=1&new=2"),
    "versions of an untouched page": ("editor", "{page}../versions/"),
    "deleting a page": ("publisher", "{page}../delete/"),
    "what was deleted": ("publisher", "/admin/awareness/page/deleted/"),
    "nothing was deleted": ("publisher", "/admin/hotlines/hotline/deleted/"),
    "form of an item": ("editor", "{item}"),
    "form of an item for a publisher": ("publisher", "{item}"),
    "list of items": ("publisher", "/admin/resources/resource/"),
    "the catalogue as a table": ("publisher", "/admin/resources/resource/table/"),
    "the catalogue as a table to take away": ("translator", "/admin/resources/resource/table/"),
    "many files": ("editor", "/admin/resources/resource/files/"),
    "downloads": ("publisher", "/admin/resources/downloadcount/"),
    "list of signs": ("editor", "/admin/awareness/indicator/"),
    "languages of a translator of all": ("publisher", "/admin/translate/"),
    "work of a translator": ("translator", "/admin/translate/ar/"),
    "work without any": ("translator", "/admin/translate/ar/?state=outdated"),
    "one page to translate": ("translator", "/admin/translate/ar/awareness.page/{page pk}/"),
    "one page to check": ("reviewer", "/admin/translate/ar/awareness.page/{drafted pk}/"),
    "how far the translations are": ("translator", "/admin/translation-board/"),
    "files for translators": ("publisher", "/admin/exchange/"),
    "form of a new picture": ("editor", "/admin/media/picture/add/"),
    "form of a picture": ("editor", "{picture}"),
    "links": ("editor", "/admin/links/linkcheck/"),
    "audit log": ("administrator", "/admin/signin/auditentry/"),
    "entry of the audit log": ("administrator", "{entry}"),
    "list of people": ("administrator", "/admin/auth/user/"),
    "form of a person": ("administrator", "{person}"),
    "one's own second factor": ("editor", "/admin/second-factor/"),
}


@pytest.fixture(scope="module")
def found(browser: Browser, office: Site, sessions: dict[str, StorageState]) -> dict[str, str]:
    """The addresses of objects in every state that looks different."""
    readers = Readers(browser, office.origin)
    team = Team(readers, sessions)
    editor, publisher = team("editor"), team("publisher")
    paths = {
        "page": open_form(editor, "awareness/page", "Privacy"),
        "line": open_form(editor, "hotlines/hotline", "Emergency"),
        "item": open_form(editor, "resources/resource", "Item with files"),
        "picture": first_of(editor, "/admin/media/picture/"),
        "drafted": open_form(editor, "awareness/page", "Glossary"),
    }
    editor.locator("#id_title_en").fill("Words")
    submit(editor, "A shorter name")
    paths["renumbered"] = open_form(editor, "hotlines/hotline", "DHS Press Office")
    editor.locator("#id_channels-0-display").fill("1-202-282-8010")
    submit(editor, "As it is printed elsewhere")
    open_form(publisher, "awareness/page", "Below")
    publisher.locator(".deletelink").last.click()
    press(publisher, "Yes, I’m sure")
    administrator = team("administrator")
    paths["person"] = open_form(administrator, "auth/user", "elena")
    paths["entry"] = first_of(administrator, "/admin/signin/auditentry/")
    assert readers.close() == []
    for name in ("page", "drafted"):
        paths[f"{name} pk"] = paths[name].split("/")[-3]
    return paths


def first_of(page: Page, path: str) -> str:
    page.goto(path)
    page.locator("#result_list tbody tr").first.locator("a").first.click()
    page.wait_for_url("**/change/*")
    return page.url.removeprefix(re.match(r"https?://[^/]+", page.url)[0])


@pytest.mark.parametrize(("role", "path"), SCREENS.values(), ids=SCREENS)
def test_screen_has_no_barrier(team: Team, found: dict[str, str], role: str, path: str):
    page = team(role)

    answer = page.goto(path.format_map(found))

    assert answer.status == 200
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert barriers(page) == NONE
    assert overflow(page) == 0


# --- What is shown of a file before it is stored -----------------------------------


def no_barrier(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert barriers(page) == NONE
    assert overflow(page) == 0


def send(page: Page, path: str, field: str, button: str, *files: FilePayload) -> None:
    page.goto(path)
    page.locator(field).set_input_files(list(files))
    press(page, button)


def text_file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_preview_of_a_table_has_no_barrier(team: Team):
    page, path = team("publisher"), "/admin/resources/resource/table/"
    rows = "code,version,title,kind\nBC-011,0,Other,fact-sheet\nX-900,,New,poster\nX-901,,New,x"

    send(page, path, "#id_file", "Show what it changes", text_file("items.csv", rows))

    expect(page.locator("table.difference th", has_text="X-901")).to_have_count(1)
    expect(page.get_by_label("Take it anyway")).to_have_count(1)
    no_barrier(page)


def test_preview_of_many_files_has_no_barrier(team: Team):
    page, path = team("publisher"), "/admin/resources/resource/files/"
    good = {"mimeType": "application/pdf", "buffer": pdf_bytes()}
    files = [{"name": "BC-011_es.pdf"} | good, {"name": "a-name-that-says-nothing.pdf"} | good]
    files.append(text_file("BC-012_en.pdf", "No PDF"))

    page.goto(path)
    page.locator("#id_files").set_input_files(files)
    page.get_by_role("button", name="Show what becomes of them").click()
    page.wait_for_url("**/files/look/")

    expect(page.locator("#content tbody tr")).to_have_count(3)
    expect(page.get_by_role("alert")).to_contain_text("1 file is left alone")
    no_barrier(page)


def test_report_on_a_file_of_a_translator_has_no_barrier(team: Team):
    page = team("translator")
    page.goto("/admin/exchange/")
    page.get_by_label("Or one address").fill("/glossary/")
    page.get_by_label("Only what is missing").uncheck()
    with page.expect_download() as download:
        page.get_by_role("button", name="Get the file").click()
    text = download.value.path().read_text()
    changed = re.sub(r'(msgid ".+"\nmsgstr ").*"', r'\1كلمات أخرى"', text, count=1)
    assert changed != text

    send(page, "/admin/exchange/", "#id_file", "Show what it changes", text_file("ar.po", changed))

    expect(page.locator("table.difference td[dir=rtl]", has_text="كلمات أخرى")).to_be_visible()
    no_barrier(page)

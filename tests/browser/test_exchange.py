"""A file for translators goes out and comes back, in a browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staffing import NOT_OURS
from tests.browser.test_accessibility import violations
from tests.browser.test_office import editor  # noqa: F401

pytestmark = pytest.mark.browser


def test_file_goes_out_is_changed_and_comes_back(editor: Page, tmp_path: Path):  # noqa: F811
    editor.goto("/admin/exchange/")
    assert violations(editor, without=NOT_OURS) == []
    editor.get_by_label("Language").select_option("ar")
    editor.get_by_label("Or one address").fill("/glossary/")
    editor.get_by_label("Only what is missing").uncheck()
    with editor.expect_download() as download:
        editor.get_by_role("button", name="Get the file").click()
    text = download.value.path().read_text()
    before, _msgid, after = text.partition('msgid "Glossary"\nmsgstr "')
    changed = before + _msgid + "مسرد" + after
    file = tmp_path / download.value.suggested_filename
    file.write_text(changed)

    editor.get_by_label("File of the translator").set_input_files(file)
    editor.get_by_role("button", name="Show what it changes").click()

    expect(editor.get_by_role("heading", name="New", exact=True)).to_be_visible()
    assert violations(editor, without=NOT_OURS) == []
    editor.get_by_role("button", name="Import", exact=True).click()
    expect(editor.locator(".messagelist .success")).to_have_text("1 was changed.")

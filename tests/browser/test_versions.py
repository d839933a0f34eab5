"""What comes, goes, comes back: moments, older versions, deleted pages."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import Readers
from tests.browser.staffing import Team, open_form, press, said, section

pytestmark = pytest.mark.browser
SUMMARY = "What this page tells the people who read it, and why that matters to them."
# The office writes times of day as they are where the campaign is at home.
HOME = ZoneInfo("America/New_York")
PATIENCE = 15.0


def begin_page(page: Page, title: str, slug: str) -> None:
    """The form of a new page, filled in, not yet sent."""
    page.goto("/admin/awareness/page/add/")
    page.locator("#id_title_en").fill(title)
    page.locator("#id_summary_en").fill(SUMMARY)
    page.locator("#id_slug").fill(slug)


def fill_moment(page: Page, field: str, moment: datetime) -> None:
    there = moment.astimezone(HOME)
    page.locator(f"#id_{field}_0").fill(there.strftime("%Y-%m-%d"))
    page.locator(f"#id_{field}_1").fill(there.strftime("%H:%M:%S"))


def status(people: Readers, path: str) -> int:
    return people(scripts=False).request.get(path).status


def becomes(people: Readers, path: str, wanted: int, moment: datetime) -> datetime:
    """When a page began to answer so; asked again and again, for some seconds at most."""
    asking = people(scripts=False)
    while datetime.now(HOME) < moment + timedelta(seconds=PATIENCE):
        if asking.request.get(path).status == wanted:
            return datetime.now(HOME)
        asking.wait_for_timeout(250)
    raise AssertionError(f"{path} did not become {wanted}")


def test_page_comes_and_goes_at_its_moments(team: Team, people: Readers):
    publisher = team("publisher")
    begin_page(publisher, "Only for a while", "for-a-while")
    publisher.locator("#id_status").select_option("scheduled")
    begins = datetime.now(HOME).replace(microsecond=0) + timedelta(seconds=12)
    ends = begins + timedelta(seconds=8)
    fill_moment(publisher, "publish_at", begins)
    fill_moment(publisher, "unpublish_at", ends)

    press(publisher, "Save and continue editing")

    expect(said(publisher)).to_have_count(1)
    assert datetime.now(HOME) < begins, "this machine is too slow to see it wait"
    assert status(people, "/for-a-while/") == 404
    assert begins <= becomes(people, "/for-a-while/", 200, begins) < ends
    assert becomes(people, "/for-a-while/", 404, ends) >= ends


def test_moments_that_are_near_stand_on_the_first_page(team: Team):
    publisher = team("publisher")
    begin_page(publisher, "Next week", "next-week")
    publisher.locator("#id_status").select_option("scheduled")
    fill_moment(publisher, "publish_at", datetime.now(HOME) + timedelta(days=7))
    press(publisher, "Save and continue editing")

    publisher.goto("/admin/")

    expect(section(publisher, "Coming and going")).to_contain_text("Next week")


def test_older_version_is_compared_and_comes_back(team: Team, people: Readers):
    publisher = team("publisher")
    begin_page(publisher, "First words", "many-words")
    publisher.locator("#id_status").select_option("live")
    press(publisher, "Save and continue editing")
    publisher.locator("#id_title_en").fill("Second words")
    publisher.locator("#id__comment").fill("A mistake")
    press(publisher, "Publish and go on")
    reader = people(scripts=False)
    reader.goto("/many-words/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Second words")

    publisher.locator(".object-tools").get_by_role("link", name="Versions").click()
    expect(publisher.locator("#content")).to_contain_text("A mistake")
    numbers = publisher.get_by_role("radio", name=re.compile("as the new one$"))
    newest = int(numbers.first.get_attribute("value"))
    publisher.get_by_label(f"Version {newest - 1} as the old one").check()
    publisher.get_by_label(f"Version {newest} as the new one").check()
    press(publisher, "Compare")
    row = publisher.locator(".difference tbody tr")
    expect(row).to_have_count(1)
    expect(row.locator("td")).to_have_text(["First words", "Second words"])
    expect(row.locator("del")).to_have_text(["First"])
    expect(row.locator("ins")).to_have_text(["Second"])
    publisher.get_by_label(f"Version {newest - 1} as the new one").check()
    press(publisher, "Compare")
    press(publisher, f"Bring version {newest - 1} back")

    expect(said(publisher)).to_contain_text([f"Version {newest - 1} is back."])
    again = people(scripts=False)
    again.goto("/many-words/")
    expect(again.get_by_role("heading", level=1)).to_have_text("First words")
    publisher.locator(".object-tools").get_by_role("link", name="Versions").click()
    assert int(numbers.first.get_attribute("value")) == newest + 1


def test_editor_cannot_bring_a_live_page_back_by_themselves(team: Team):
    editor = team("editor")
    path = open_form(editor, "awareness/page", "Every kind of block")

    editor.goto(path.replace("/change/", "/versions/"))

    back = editor.get_by_role("button", name=re.compile("^Bring version [0-9]+ back$"))
    expect(back).to_have_count(0)
    expect(editor.locator(".deletelink")).to_have_count(0)
    assert editor.request.get(path.replace("/change/", "/delete/")).status == 403


def test_deleted_page_is_recovered_off_the_site(team: Team, people: Readers):
    publisher = team("publisher")
    begin_page(publisher, "Gone by mistake", "gone-by-mistake")
    publisher.locator("#id_status").select_option("live")
    publisher.get_by_role("button", name="Add another Block").click()
    publisher.locator("#id_blocks-0-key").fill("words")
    publisher.locator("#id_blocks-0-heading_en").fill("What we say")
    publisher.locator("#id_blocks-0-body_en").fill("These words are not lost.")
    press(publisher, "Save and continue editing")
    assert status(people, "/gone-by-mistake/") == 200
    publisher.locator(".deletelink").last.click()
    expect(publisher.locator("#content")).to_contain_text("can be recovered")
    press(publisher, "Yes, I’m sure")
    assert status(people, "/gone-by-mistake/") == 404

    publisher.locator(".object-tools").get_by_role("link", name="Deleted").click()
    press(publisher, "Recover Gone by mistake (/gone-by-mistake)")

    expect(said(publisher)).to_contain_text(["It is back as a draft."])
    expect(publisher.locator("#id_status")).to_have_value("draft")
    expect(publisher.locator("#id_blocks-0-body_en")).to_have_value("These words are not lost.")
    assert status(people, "/gone-by-mistake/") == 404
    publisher.locator("#id_status").select_option("live")
    press(publisher, "Save and continue editing")
    assert status(people, "/gone-by-mistake/") == 200

""" "Leave this site now" is for now: who comes back on purpose finds the site."""

from playwright.sync_api import expect

from tests.browser.leaving import (
    assert_never_seen,
    go,
    leave_after_three_pages,
    leave_and_go_back,
)
from tests.browser.serving import EXIT_URL, Site

# --- Coming back on purpose --------------------------------------------------------


def test_deliberate_visit_shows_the_site_and_takes_the_mark_away(visit):
    page = visit("/myths/")
    leave_after_three_pages(page)

    page.goto("/get-help/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0
    page.goto("/hotlines/")
    go(page, -1, to="**/get-help/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_link_from_elsewhere_shows_the_site(visit, site: Site):
    page = visit("/get-help/")
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    page.set_content(f"<a href='{site.origin}/get-help/'>Somewhere</a>")

    page.get_by_text("Somewhere").click()
    page.wait_for_url("**/get-help/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_reload_of_a_covered_page_shows_the_site(visit, outside):
    page = visit("/myths/")
    page.goto("/get-help/")
    leave_and_go_back(page, outside)
    assert_never_seen(page)

    page.reload()

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_going_back_and_forth_without_leaving_is_what_it_always_was(visit, outside):
    page = visit("/myths/")
    page.goto("/get-help/")

    go(page, -1, to="**/myths/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    go(page, 1, to="**/get-help/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert outside.told == []


def test_nothing_is_stored_before_leaving_and_one_letter_after(visit, outside):
    outside.status = 204
    page = visit("/get-help/")
    stored = "JSON.stringify([{...sessionStorage}, localStorage.length, document.cookie])"
    assert page.evaluate(stored) == '[{},0,""]'

    page.locator(".exit").click()
    page.wait_for_timeout(300)

    assert page.evaluate(stored) == '[{"l":"1"},0,""]'
    assert page.context.cookies() == []


def test_reader_leaves_where_nothing_may_be_stored(visit):
    page = visit("/myths/")
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no') } })"
    )
    page.goto("/get-help/")

    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    go(page, -1, to="**/myths/")

    expect(page.get_by_role("heading", level=1)).to_be_visible()


# --- Other tabs --------------------------------------------------------------------


def test_every_tab_of_the_site_leaves(visit):
    page = visit("/myths/")
    other = page.context.new_page()
    other.goto("/get-help/")

    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    other.wait_for_url(EXIT_URL)
    go(other, -1, to="about:blank")


def test_tab_opened_after_leaving_shows_the_site(visit):
    page = visit("/myths/")
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)

    other = page.context.new_page()
    other.goto("/get-help/")

    expect(other.get_by_role("heading", level=1)).to_be_visible()
    assert other.evaluate("sessionStorage.length") == 0

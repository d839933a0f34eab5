"""What readers get while the staff is at work."""

from playwright.sync_api import Locator

from tests.browser.chromium import Readers


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

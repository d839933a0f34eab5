"""Readers with a browser, before the site as it runs in public."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page, StorageState

from tests.browser.chromium import Readers, find_chromium, started
from tests.browser.leaving import Outside
from tests.browser.serving import EXIT_URL, Site, serving
from tests.browser.staffing import Team


def missing(tool: str, package: str) -> NoReturn:
    """Leaves a test out on a developer's machine; fails it where all must run."""
    reason = f"There is no {tool} here. Install it: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def site(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site for readers: nobody writes."""
    with serving(prepared, tmp_path_factory.mktemp("site") / "data") as running:
        yield running
        assert running.troubles == []


# Not for the session: while Playwright runs, Django takes its thread for an
# asynchronous one and refuses the database to the tests of other folders.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = find_chromium()
    if chromium is None:
        missing("Chromium", "chromium")
    with started(chromium) as running:
        yield running


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Readers]:
    """Opens pages; the test fails when one of them did what no page may do."""
    readers = Readers(browser, site.origin)
    yield readers
    assert readers.close() == []


# --- Readers who leave -------------------------------------------------------------


@pytest.fixture
def outside() -> Outside:
    return Outside()


@pytest.fixture
def visit(reader: Readers, outside: Outside) -> Callable[..., Page]:
    """A reader's page, with the world outside as a stand-in."""

    def visited(path: str, **options) -> Page:
        page = reader(also=EXIT_URL, **options)
        page.context.route(f"{EXIT_URL}**", outside)
        page.goto(path)
        return page

    return visited


# --- The staff, who write ----------------------------------------------------------


@pytest.fixture(scope="module")
def office(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A copy of the site for the tests of one module."""
    with serving(prepared, tmp_path_factory.mktemp("office") / "data") as running:
        yield running
        assert running.troubles == []


@pytest.fixture
def people(browser: Browser, office: Site) -> Iterator[Readers]:
    """Staff and readers before the site that staff change."""
    readers = Readers(browser, office.origin)
    yield readers
    assert readers.close() == []


@pytest.fixture(scope="module")
def sessions() -> dict[str, StorageState]:
    """Who of the staff has signed in to the office of this module."""
    return {}


@pytest.fixture
def team(people: Readers, sessions: dict[str, StorageState]) -> Team:
    """Tabs of staff: `team("editor")`."""
    return Team(people, sessions)

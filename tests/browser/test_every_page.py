"""axe finds nothing on any public page at 320 px, in the light and in the dark scheme.

Every page in English, in Arabic and in one more language in turn; `make audit` looks at
every page in every language.
"""

from pathlib import Path

import pytest

from tests.browser.barriers import Judge
from tests.browser.chromium import PHONE, Readers
from tests.browser.everywhere import addresses, in_turn, show_errors, write_errors
from tests.browser.serving import Site
from tests.browser.test_accessibility import PAGES

# So that several processes share the work; each opens one tab.
PARTS = 8


@pytest.fixture(scope="module")
def everywhere(site: Site) -> list[str]:
    return in_turn(addresses(site.origin, list(PAGES.values())))


@pytest.fixture(scope="module")
def errors(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("errors") / "pages"
    write_errors(prepared, folder)
    return folder


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_barrier(reader: Readers, everywhere: list[str], errors: Path, part: int):
    page = reader(size=PHONE)
    show_errors(page, errors)
    judge = Judge(page)

    found = {url: judge.barriers(url) for url in everywhere[part::PARTS]}

    assert len(found) > 50
    assert {url: barriers for url, barriers in found.items() if barriers} == {}

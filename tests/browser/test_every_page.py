"""axe finds nothing on the public pages, in the light and in the dark scheme.

Every page at 320 px, but only some of those that are alike, and every state of a page at
1280 px, each in the next language. `make audit` looks at every page in every language.
"""

from pathlib import Path

import pytest

from tests.browser.barriers import Judge
from tests.browser.chromium import DESK, PHONE, Readers
from tests.browser.everywhere import addresses, in_turn, sample, show_errors, write_errors
from tests.browser.serving import Site
from tests.browser.test_accessibility import PAGES

# So that several processes share the work; each opens one tab.
PARTS = 4


@pytest.fixture(scope="module")
def narrow(site: Site) -> list[str]:
    states = list(PAGES.values())
    found = addresses(site.origin, states)
    return in_turn([*sample([path for path in found if path not in states]), *states])


@pytest.fixture(scope="module")
def errors(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("errors") / "pages"
    write_errors(prepared, folder)
    return folder


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_has_a_barrier(reader: Readers, narrow: list[str], errors: Path, part: int):
    wide = in_turn(list(PAGES.values()))
    found = {}
    for size, urls in ((PHONE, narrow), (DESK, wide)):
        page = reader(size=size)
        show_errors(page, errors)
        judge = Judge(page)
        found |= {(url, size["width"]): judge.barriers(url) for url in urls[part::PARTS]}

    assert len(found) > 25
    assert {where: barriers for where, barriers in found.items() if barriers} == {}

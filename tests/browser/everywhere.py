"""Every public page there is: those that links lead to, the states of lists and searches,
and the pages of errors.
"""

import itertools
import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

import lxml.html
from playwright.sync_api import Page, Route

from bluecampaign.translation.languages import CODES, SOURCE
from bluecampaign.translation.paths import localize, split
from tests.browser.serving import ROOT, STATIC, environment

ERRORS = "/errors/"
NAMES_OF_ERRORS = ("400", "403", "form-refused", "500", "last-resort")
NO_PAGES = ("/files/", "/r/", "/static/", "/admin/")
ALIKE = ("/ways/", "/resources/")


def linked(origin: str) -> list[str]:
    """The English address of every page that links lead to, from the home page on."""
    found, waiting = set(), ["/"]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        with urlopen(urljoin(origin, path)) as answer:
            if not answer.headers["Content-Type"].startswith("text/html"):
                continue
            tree = lxml.html.document_fromstring(answer.read())
        found.add(path)
        waiting += {each for href in tree.xpath("//a/@href") if (each := _page(origin, path, href))}
    return sorted(found)


def _page(origin: str, base: str, href: str) -> str | None:
    """The address without query of an English page of ours that a link leads to."""
    where = urlsplit(urljoin(urljoin(origin, base), href))
    is_ours = f"{where.scheme}://{where.netloc}" == origin
    if not is_ours or where.path.startswith(NO_PAGES) or split(where.path)[0] != SOURCE:
        return None
    return where.path


def addresses(origin: str, states: list[str]) -> list[str]:
    """All that is to be looked at, in English: pages, `states` of pages, errors."""
    errors = [f"{ERRORS}{name}" for name in NAMES_OF_ERRORS]
    return list(dict.fromkeys([*linked(origin), *states, *errors]))


def in_language(path: str, code: str) -> str:
    return f"{path}.{code}.html" if path.startswith(ERRORS) else localize(path, code)


def in_turn(paths: list[str]) -> list[str]:
    """Each address in one language, one after the other."""
    return [
        in_language(path, code) for path, code in zip(paths, itertools.cycle(CODES), strict=False)
    ]


def sample(paths: list[str]) -> list[str]:
    """All addresses but most of those that are alike: the steps of the finder, the items
    of the catalogue, the material for each audience."""
    rest = [path for path in paths if not path.startswith(ALIKE)]
    some = [path for start in ALIKE for path in [p for p in paths if p.startswith(start)][::8]]
    return [*rest, *some]


def write_errors(prepared: Path, folder: Path) -> None:
    folder.mkdir()
    subprocess.run(
        [sys.executable, "-m", "tests.browser.errors", str(folder)],
        cwd=ROOT,
        env=environment(prepared, prepared / STATIC),
        capture_output=True,
        check=True,
    )


def show_errors(page: Page, folder: Path) -> None:
    """Lets a tab open what `write_errors` wrote, as if the site had answered it."""

    def answer(route: Route) -> None:
        file = folder / Path(urlsplit(route.request.url).path).name
        route.fulfill(content_type="text/html; charset=utf-8", body=file.read_text())

    page.route(f"**{ERRORS}*", answer)

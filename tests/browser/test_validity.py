"""The Nu HTML Checker finds nothing to say against our pages."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from bluecampaign.translation.languages import CODES
from tests.browser.conftest import missing
from tests.browser.serving import ROOT, Site

CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
WHOLE = ["en", "es", "ar"]
ELSEWHERE = "/get-help/"
STATES = [
    "/hotlines/?need=report&police=no",
    "/hotlines/?need=press&way=tty&police=no",
    "/resources/?page=2",
    "/resources/?kind=poster&language=es&sort=title",
    "/resources/?kind=poster&audience=hospitality",
    "/resources/?kind=nothing",
    "/search/",
    "/search/?q=visa",
    "/search/?q=%3Cb%3E%22%26",
    "/no-such-page/",
]


def fetch(url: str) -> str:
    try:
        with urlopen(url, timeout=60) as answer:
            return answer.read().decode()
    except HTTPError as missing_page:
        return missing_page.read().decode()


def sitemap(url: str) -> list[str]:
    return re.findall(r"<loc>(.*?)</loc>", fetch(url))


def addresses(site: Site) -> Iterator[str]:
    """Every page of the sitemap in three languages, its states, and one in each other."""
    listed = {
        urlsplit(page).path
        for section in sitemap(f"{site.origin}/sitemap.xml")
        for page in sitemap(section)
    }
    english = {path for path in listed if path.split("/")[1] not in CODES}
    for code in CODES:
        paths = [*sorted(english), *STATES] if code in WHOLE else [ELSEWHERE]
        yield from (path if code == "en" else f"/{code}{path}" for path in paths)


@pytest.fixture(scope="module")
def saved(site: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The pages as files: the place of each and the address it came from."""
    folder = tmp_path_factory.mktemp("pages")
    paths = list(addresses(site))
    with ThreadPoolExecutor(2) as readers:
        pages = readers.map(lambda path: fetch(f"{site.origin}{path}"), paths)
    found = {}
    for number, (path, page) in enumerate(zip(paths, pages, strict=True)):
        file = folder / f"{number:04}.html"
        file.write_text(page)
        found[file.as_uri()] = path
    return found


def check(folder: Path) -> list[dict]:
    java = shutil.which("java")
    if java is None:
        missing("Java", "default-jre-headless")
    done = subprocess.run(
        [java, "-Xss4m", "-jar", CHECKER, "--format", "json", "--stdout", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)["messages"]


def test_pages_are_valid(saved: dict[str, str]):
    folder = Path(urlsplit(next(iter(saved))).path).parent

    messages = check(folder)

    troubles = {
        f"{saved[each['url']]}:{each.get('lastLine')}: {each['message']}"
        for each in messages
        if each["type"] != "info" or each.get("subType") == "warning"
    }
    assert len(saved) > 350
    assert troubles == set()


def test_checker_tells_of_mistakes(tmp_path: Path):
    page = "<!DOCTYPE html><html lang=en><title>A</title><img src=a.png><p></div></html>"
    (tmp_path / "wrong.html").write_text(page)

    messages = check(tmp_path)

    assert {each["type"] for each in messages} >= {"error"}

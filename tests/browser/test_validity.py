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
# Proves that the checker would tell.
WRONG = "<!DOCTYPE html><html lang=en><title>A</title><img src=a.png></div></html>"
STATES = [
    "/hotlines/?need=report&police=no",
    "/hotlines/?need=press&way=tty&police=no",
    "/resources/?page=2",
    "/resources/?kind=poster&language=es&sort=title",
    "/resources/?kind=poster&audience=hospitality",
    "/resources/?kind=nothing",
    "/resources/?kind=poster&list=BC-003,BC-004",
    "/resources/my-list/",
    "/resources/my-list/?list=BC-011,BC-043,BC-999",
    "/search/",
    "/search/?q=visa",
    "/search/?q=%3Cb%3E%22%26",
    "/no-such-page/",
]


# The checker guesses at languages and knows no Haitian Creole.
GUESS = re.compile(r"This document appears to be written in .* “lang=\"ht\"”")


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


@pytest.fixture
def saved(site: Site, tmp_path: Path) -> dict[str, str]:
    """The pages as files: the name of each and the address it came from."""
    paths = list(addresses(site))
    with ThreadPoolExecutor(2) as readers:
        pages = readers.map(lambda path: fetch(f"{site.origin}{path}"), paths)
    found = {}
    for number, (path, page) in enumerate(zip(paths, pages, strict=True)):
        found[f"{number:04}.html"] = path
        (tmp_path / f"{number:04}.html").write_text(page)
    return found


def check(folder: Path) -> list[dict]:
    """What the checker says of all files of a folder; one run, for Java starts slowly."""
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


def test_pages_are_valid(saved: dict[str, str], tmp_path: Path):
    (tmp_path / "wrong.html").write_text(WRONG)

    troubles: dict[str, set[str]] = {}
    for each in check(tmp_path):
        is_heard = each["type"] != "info" or each.get("subType") == "warning"
        if is_heard and not GUESS.match(each["message"]):
            name = each["url"].rpartition("/")[2]
            line = f"{each.get('lastLine')}: {each['message']}"
            troubles.setdefault(saved.get(name, name), set()).add(line)

    assert len(saved) > 350
    assert troubles.pop("wrong.html")
    assert troubles == {}

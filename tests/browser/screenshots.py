"""Pictures of the main pages, to look at:  python -m tests.browser.screenshots FOLDER"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.chromium import DESK, PHONE, Readers, find_chromium, started
from tests.browser.serving import prepare, serving

PAGES = {
    "home": "/",
    "get-help": "/get-help/",
    "indicators": "/indicators/",
    "hotlines": "/hotlines/",
    "resources": "/resources/",
    "for-educators": "/resources/for/educators/",
    "my-list": "/resources/my-list/?list=BC-011,BC-043",
    "fact-sheet": "/resources/immigration-options-victims-of-trafficking/",
    "resource": "/resources/hospitality-toolkit/",
    "search": "/search/?q=visa",
    "missing": "/no-such-page/",
}
CODES = ["en", "es", "ar"]


def shoot(browser: Browser, origin: str, target: Path) -> int:
    """Every page in every language and width, with and without scripts."""
    readers = Readers(browser, origin)
    for size in (PHONE, DESK):
        for scripts in (True, False):
            page = readers(size=size, scripts=scripts)
            mode = "" if scripts else "-no-script"
            for code in CODES:
                for name, path in PAGES.items():
                    page.goto(path if code == "en" else f"/{code}{path}")
                    file = target / f"{name}-{code}-{size['width']}{mode}.png"
                    page.screenshot(path=file, full_page=True)
    for complaint in readers.close():
        print(complaint, file=sys.stderr)
    return 4 * len(CODES) * len(PAGES)


def main() -> None:
    chromium = find_chromium()
    if len(sys.argv) != 2 or chromium is None:
        sys.exit(f"{__doc__}\nIt needs Chromium: CHROMIUM=/path, or one on the PATH.")
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        prepared = prepare(Path(folder) / "prepared")
        with (
            serving(prepared, Path(folder) / "data") as site,
            started(chromium) as browser,
        ):
            print(f"{shoot(browser, site.origin, target)} pictures in {target}")


if __name__ == "__main__":
    main()

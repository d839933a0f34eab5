"""axe over every public page in every language, in the light and in the dark scheme, at
320 px:  python -m tests.browser.audit [--language CODE …] [--thorough]

Starts a site of its own, follows every link of it, adds the states of lists and searches
and the pages of errors, and opens all of them in as many browsers as there are processors.
Each language is a line; at the end stands what was found, and then the command ends with 1.
Colours are judged once for all texts of a language that look the same, or, with --thorough,
each time; that takes about twice as long.
"""

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from bluecampaign.translation.languages import BY_CODE, CODES
from tests.browser.barriers import Judge
from tests.browser.chromium import PHONE, Readers, find_chromium, started
from tests.browser.everywhere import addresses, in_language, show_errors, write_errors
from tests.browser.serving import prepare, serving
from tests.browser.test_accessibility import PAGES

PATIENCE = 60_000
WIDTH = 30


@dataclass
class Audit:
    """What is looked at: where the site answers, where the errors lie, which addresses."""

    origin: str
    errors: Path
    paths: list[str]
    thorough: bool = False

    def of_language(self, code: str) -> tuple[int, list[str], float]:
        """How many pages were looked at, the barriers on them, and the seconds it took."""
        start, found = time.monotonic(), []
        with started(str(find_chromium())) as browser:
            readers = Readers(browser, self.origin)
            page = readers(size=PHONE)
            page.set_default_timeout(PATIENCE)
            show_errors(page, self.errors)
            judge = Judge(page, self.thorough)
            for path in self.paths:
                url = in_language(path, code)
                found += [f"{url}: {each}" for each in judge.barriers(url)]
            found += readers.close()
        return len(self.paths), found, time.monotonic() - start


def look(audit: Audit, codes: list[str]) -> tuple[int, list[str]]:
    """All languages at once, a line for each as soon as it is done."""
    pages, barriers = 0, []
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(codes))) as pool:
        waiting = {pool.submit(audit.of_language, code): code for code in codes}
        for done in as_completed(waiting):
            number, found, seconds = done.result()
            name = BY_CODE[waiting[done]].english_name
            dots = "." * (WIDTH - len(name))
            print(f"  {name} {dots} {number} pages, {_said(found)}, {seconds:.0f} s", flush=True)
            pages += 2 * number
            barriers += found
    return pages, barriers


def _said(found: list[str]) -> str:
    return f"{len(found)} barriers" if found else "no barrier"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--language", action="append", choices=CODES, help="only this one; may be repeated"
    )
    parser.add_argument("--thorough", action="store_true", help="judge every colour on every page")
    options = parser.parse_args()
    if find_chromium() is None:
        sys.exit("It needs Chromium: CHROMIUM=/path, or one on the PATH.")
    sys.exit(_run(options.language or list(CODES), options.thorough))


def _run(codes: list[str], thorough: bool) -> int:
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print("  A site of its own is prepared; this takes a minute.", flush=True)
        prepared = prepare(Path(os.environ.get("AUDIT_PREPARED") or folder / "prepared"))
        write_errors(prepared, folder / "errors")
        workers = str(os.cpu_count() or 1)
        with serving(prepared, folder / "data", WEB_CONCURRENCY=workers) as site:
            paths = addresses(site.origin, list(PAGES.values()))
            print(f"  {len(paths)} addresses in {len(codes)} languages", flush=True)
            pages, barriers = look(Audit(site.origin, folder / "errors", paths, thorough), codes)
    for barrier in barriers:
        print(barrier)
    minutes = (time.monotonic() - start) / 60
    print(f"  {pages} pages, light and dark: {_said(barriers)}, {minutes:.0f} minutes")
    return 1 if barriers else 0


if __name__ == "__main__":
    main()

"""How soon the number can be read on the cheapest phones:  python -m benchmarks.low_end [PATH …]

Starts a site of its own and opens each page three times with an empty cache, on a screen of
320 by 640, behind a connection of 250 kbit/s down, 50 kbit/s up and 300 ms for a trip there
and back ("Regular 2G" of the developer tools of Firefox), on a processor of a quarter's speed.
Printed are medians in seconds: the first paint of the page, the number painted, and the same
with the three trips that open a connection, which the browser does not act out; then what the
bytes and trips come to without a clock, and the bytes. On a busy machine the clock says more.
"""

import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from tests.browser.chromium import PHONE, Readers, find_chromium, started
from tests.browser.serving import prepare, serving
from tests.browser.slowness import TWO_G
from tests.browser.test_low_end import NUMBER, WAITED_FOR
from tests.browser.test_weight import Meter

ROUNDS = 3
PATHS = ("/", "/get-help/", "/ar/get-help/", "/th/get-help/", "/numbers/", "/th/numbers/", "/ways/")
# The second frame after the number has its place is painted; both are told by the page's clock.
SEEN = """(selector) => {
  const look = () => requestAnimationFrame(() => {
    const link = document.querySelector(selector);
    if (!link || !link.getClientRects().length) return look();
    requestAnimationFrame((at) => { window.numberSeen = at; });
  });
  look();
}"""
FIRST_PAINT = """() => performance.getEntriesByName("first-contentful-paint")[0].startTime"""


@dataclass(frozen=True, slots=True)
class Visit:
    """Seconds, and the bytes of the page and of what its first paint waits for."""

    first_paint: float
    number: float
    page: int
    files: int

    @property
    def counted(self) -> float:
        return TWO_G.seconds(self.page, self.files)


def visit(browser: Browser, origin: str, path: str) -> Visit:
    readers, meter = Readers(browser, origin), Meter()
    page = readers(size=PHONE)
    page.set_default_timeout(60_000)
    page.add_init_script(f"({SEEN})({NUMBER!r})")
    session = page.context.new_cdp_session(page)
    session.on("Network.responseReceived", meter.answered)
    session.on("Network.loadingFinished", meter.finished)
    TWO_G.over(session)
    page.goto(path, wait_until="networkidle")
    page.wait_for_function("window.numberSeen && performance.getEntriesByType('paint').length")
    paint, number = page.evaluate(FIRST_PAINT), page.evaluate("window.numberSeen")
    files = sum(meter.bytes[file] for file in page.evaluate(WAITED_FOR))
    if complaints := readers.close():
        sys.exit("\n".join(complaints))
    number = max(number, paint)  # a frame is told by its beginning, a paint by its end
    return Visit(paint / 1000, number / 1000, meter.bytes[urlsplit(path).path], files)


def measure(browser: Browser, origin: str, path: str) -> None:
    visits = [visit(browser, origin, path) for _round in range(ROUNDS)]
    paint, number = (
        statistics.median(getattr(each, name) for each in visits)
        for name in ("first_paint", "number")
    )
    last = visits[-1]
    seconds = (paint, number, number + TWO_G.opening, last.counted)
    figures = "".join(f"{value:>12.2f}" for value in seconds)
    print(f"{path:<18}{figures}{last.page:>10}{last.files:>10}", flush=True)


def main() -> None:
    if "-h" in sys.argv or "--help" in sys.argv:
        sys.exit(__doc__)
    chromium = find_chromium()
    if chromium is None:
        sys.exit("There is no Chromium here. Install it: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        prepared = prepare(Path(folder) / "prepared")
        with serving(prepared, Path(folder) / "data") as site, started(chromium) as browser:
            heads = ("first paint", "number", "with opening", "counted")
            print(f"{'':<18}{''.join(f'{head:>12}' for head in heads)}{'page':>10}{'files':>10}")
            for path in sys.argv[1:] or PATHS:
                measure(browser, site.origin, path)


if __name__ == "__main__":
    main()

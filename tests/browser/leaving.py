"""A reader who leaves: the site outside, the way back, and the screen as others see it."""

import base64
import io

from PIL import Image
from playwright.sync_api import Page, Route

from tests.browser.serving import EXIT_URL

ELSEWHERE = "www.weather.gov"
# What the browser shows around a page: icons but the plain one, colours of the campaign.
TELLING = "link[rel*=icon]:not([href*=plain]), meta[name$=color]"


class Outside:
    """The site that one leaves for: it answers with a page, or with nothing at all
    (`status` 204), or keeps one waiting.
    """

    def __init__(self) -> None:
        self.status = 200
        self.is_slow = False
        self.waiting: list[Route] = []
        self.told: list[dict[str, str]] = []

    def __call__(self, route: Route) -> None:
        self.told.append(route.request.headers)
        self.waiting.append(route)
        if not self.is_slow:
            self.answer()

    def answer(self) -> None:
        body = "<title>Weather</title>Sun"
        self.waiting.pop().fulfill(body=body, content_type="text/html", status=self.status)


def go(page: Page, steps: int, to: str) -> None:
    """Back (-1) or Forward (1), as the button does it, until another address is there."""
    page.evaluate(f"setTimeout(() => history.go({steps}))")
    page.wait_for_url(to, wait_until="commit")


def is_led_out(page: Page, outside: Outside, steps: int) -> bool:
    """Whether Back or Forward ends at the site that the reader left for."""
    asked = len(outside.told)
    page.evaluate(f"setTimeout(() => history.go({steps}))")
    for _ in range(100):
        page.wait_for_timeout(100)
        if len(outside.told) > asked:
            page.wait_for_url(EXIT_URL)
            return page.get_by_text("Sun").is_visible()
    return False


def leave_after_three_pages(page: Page) -> None:
    for path in ("/myths/", "/es/glossary/", "/get-help/"):
        page.goto(path)
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)


def leave_and_go_back(page: Page, outside: Outside) -> None:
    """Leave, then Back to a page seen before, while the site outside answers nothing."""
    page.locator(".exit").click()
    page.wait_for_url(EXIT_URL)
    outside.status = 204
    go(page, -1, to="**/myths/")


class Screen:
    """A tab as somebody beside the reader sees it; Chromium's debugger shows it even
    while the page waits for the next one and answers no script.
    """

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    @property
    def title(self) -> str:
        return self.session.send("Target.getTargetInfo")["targetInfo"]["title"]

    def ask(self, expression: str) -> object:
        """What a script of the page says; Playwright would wait for a whole page."""
        asked = {"expression": expression, "returnByValue": True}
        return self.session.send("Runtime.evaluate", asked)["result"].get("value")

    @property
    def is_blank(self) -> bool:
        """One light colour and nothing else."""
        shot = base64.b64decode(self.session.send("Page.captureScreenshot")["data"])
        colours = Image.open(io.BytesIO(shot)).convert("RGB").getcolors(maxcolors=1_000_000)
        return len(colours) == 1 and min(colours[0][1]) > 230

    @property
    def said(self) -> set[str]:
        """Every word that a screen reader comes to."""
        nodes = self.session.send("Accessibility.getFullAXTree")["nodes"]
        return {node["name"]["value"] for node in nodes if node.get("name", {}).get("value")}


def assert_covered(page: Page) -> None:
    """Nothing is left of the page, and it stays so."""
    page.wait_for_timeout(300)

    assert Screen(page).is_blank
    assert_tells_nothing(page)


def assert_never_seen(page: Page) -> None:
    """The page was covered before it was painted: what stood there before still does."""
    screen = Screen(page)
    page.wait_for_timeout(800)

    assert screen.ask("performance.getEntriesByType('paint').length") == 0
    assert screen.ask("document.body ? document.body.textContent : ''") == ""
    assert_tells_nothing(page)


def assert_tells_nothing(page: Page) -> None:
    screen = Screen(page)

    assert screen.title == screen.ask("document.title") == ELSEWHERE
    assert screen.said <= {ELSEWHERE}
    assert screen.ask(f"document.querySelectorAll('{TELLING}').length") == 0

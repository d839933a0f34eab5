"""Chromium for the tests: which one, how it is started, and what is held against it."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

FLAGS = [
    "--no-sandbox",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    # Whatever is asked for elsewhere is not found: the tests never touch the network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) => {
  reportViolation(`${event.effectiveDirective}: ${event.blockedURI} ${event.sourceFile}`);
});
"""
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 800}


# The one without a window takes half the time, and keeps no page ready for Back.
QUICK = "chromium-headless-shell"
WHOLE = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    return _first([os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else [QUICK, *WHOLE])


def find_whole_chromium() -> str | None:
    """One that does all that a reader's does."""
    return _first(WHOLE)


def _first(names: Iterable[str]) -> str | None:
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def started(chromium: str | Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


class Watch:
    """Writes down what no page of ours may do: ask another host, complain in the
    console, throw, or break the content security policy.
    """

    def __init__(self, origin: str, *, also: str | None = None) -> None:
        self.hosts = {urlsplit(url).netloc for url in (origin, also) if url}
        self.complaints: list[str] = []
        self._missing: set[str] = set()

    def over(self, context: BrowserContext) -> None:
        context.expose_function("reportViolation", self._violation)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"{error.error}"))

    def _violation(self, text: str) -> None:
        self.complaints.append(f"Content security policy: {text}")

    def _request(self, request: Request) -> None:
        where = urlsplit(request.url)
        if where.scheme != "data" and where.netloc not in self.hosts:
            self.complaints.append(f"Another host was asked: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status == 404 and response.request.is_navigation_request():
            self._missing.add(response.url)

    def _console(self, message: ConsoleMessage) -> None:
        # A page that is not there is said in the console as well; the tests mean it.
        if message.type == "error" and message.location["url"] not in self._missing:
            self.complaints.append(f"{message.text} ({message.location['url']})")


class Readers:
    """Opens pages of a site for readers who differ, and watches all of them."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser = browser
        self.origin = origin
        self.watches: list[Watch] = []
        self.contexts: list[BrowserContext] = []

    def __call__(
        self,
        *,
        size: dict[str, int] | None = None,
        scripts: bool = True,
        also: str | None = None,
        locale: str = "en-US",
        **options,
    ) -> Page:
        """A new page; `also` is an address outside of the site that may be opened."""
        context = self.browser.new_context(
            base_url=self.origin,
            viewport=size or PHONE,
            locale=locale,
            java_script_enabled=scripts,
            **options,
        )
        watch = Watch(self.origin, also=also)
        watch.over(context)
        self.watches.append(watch)
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    def close(self) -> list[str]:
        """Closes all pages; what was held against them."""
        for context in self.contexts:
            context.close()
        return [complaint for watch in self.watches for complaint in watch.complaints]

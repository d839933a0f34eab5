"""What a visit leaves behind in the browser of a reader."""

from playwright.sync_api import Page

STORED = """async () => [
  localStorage.length, sessionStorage.length, document.cookie,
  (await indexedDB.databases()).length, (await caches.keys()).length,
]"""
NOTHING = [0, 0, "", 0, 0]
REGISTERED = "async () => (await navigator.serviceWorker.getRegistrations()).length"
NO_TRACE = [*NOTHING, 0, []]


def leftovers(page: Page) -> list:
    return [*page.evaluate(STORED), page.evaluate(REGISTERED), page.context.cookies()]

"""Questions about what is seen on the screen."""

from playwright.sync_api import Page

OVERFLOW = """() => {
  const root = document.documentElement;
  return Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
}"""


def overflow(page: Page) -> int:
    """How many pixels wider than the screen a page is; 0 when nothing scrolls sideways."""
    return page.evaluate(OVERFLOW)

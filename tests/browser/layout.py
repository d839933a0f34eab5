"""Questions about what is seen on the screen."""

from playwright.sync_api import Page

OVERFLOW = """() => {
  const root = document.documentElement;
  return Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
}"""


def overflow(page: Page) -> int:
    """How many pixels wider than the screen a page is; 0 when nothing scrolls sideways."""
    return page.evaluate(OVERFLOW)


# WCAG 1.4.12. A sheet that a script makes is no inline style: the page's policy lets it be.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"""
SPREAD = """([rules, isSpread]) => {
  const sheet = new CSSStyleSheet();
  if (isSpread) sheet.replaceSync(rules);
  document.adoptedStyleSheets = [sheet];
}"""
# What hides what does not fit into it, and holds more than fits; but for words that are
# meant for the ear alone, and for a field that scrolls by itself.
CUT_OFF = """() => [...document.body.querySelectorAll("*")].filter((element) => {
  const style = getComputedStyle(element);
  const hides = [style.overflowX, style.overflowY].some((each) => /hidden|clip/.test(each));
  if (!hides || style.clipPath !== "none" || !element.checkVisibility()) return false;
  if (!element.textContent.trim() || element.matches("select, input")) return false;
  return element.scrollWidth > element.clientWidth + 1
    || element.scrollHeight > element.clientHeight + 1;
}).map((element) => element.outerHTML.slice(0, 120))"""
# Lines of different texts that lie on each other. A line's box is higher than its letters:
# a quarter of it is left out above and below.
OVERLAPS = """() => {
  scrollTo(0, 0);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const lines = [];
  while (texts.nextNode()) {
    const node = texts.currentNode, element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility()) continue;
    if (element.closest("select, .usa-sr-only, .skip")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom, height } of range.getClientRects())
      lines.push({ node, left: left + 1, right: right - 1,
        top: top + height / 4, bottom: bottom - height / 4 });
  }
  lines.sort((one, other) => one.top - other.top);
  const found = [];
  lines.forEach((one, at) => {
    for (const other of lines.slice(at + 1)) {
      if (other.top >= one.bottom) break;
      if (other.node !== one.node && other.left < one.right && one.left < other.right)
        found.push(`${one.node.data.trim().slice(0, 40)} / ${other.node.data.trim().slice(0, 40)}`);
    }
  });
  return found;
}"""
# How much of the window's height stays taken by what is fixed to it when one has scrolled.
COVERED = """() => {
  scrollTo(0, document.documentElement.scrollHeight / 2);
  const held = [...document.body.querySelectorAll("*")].filter((element) =>
    /sticky|fixed/.test(getComputedStyle(element).position) && element.checkVisibility());
  const boxes = held.map((element) => element.getBoundingClientRect())
    .filter(({ top, bottom }) => bottom > 0 && top < innerHeight);
  scrollTo(0, 0);
  return boxes.reduce((sum, { height }) => sum + height, 0) / innerHeight;
}"""


def spread(page: Page, is_spread: bool = True) -> None:
    """Sets letters, words, lines and paragraphs as far apart as readers may; or takes it back."""
    page.evaluate(SPREAD, [SPACING, is_spread])


def cut_off(page: Page) -> list[str]:
    return page.evaluate(CUT_OFF)


def overlaps(page: Page) -> list[str]:
    """Texts that lie on each other, as pairs."""
    return page.evaluate(OVERLAPS)


def covered(page: Page) -> float:
    """The share of the window's height that sticky parts take after scrolling."""
    return page.evaluate(COVERED)

"""What axe holds against a page, in the light and in the dark scheme of colours."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.serving import ROOT

AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
SCHEMES = ["light", "dark"]
# axe would load the style sheets once more for a rule that is not among these.
RUN = """([tags, without, off]) => axe.run(
  { include: [["html"]], exclude: without.map((each) => [each]) },
  {
    runOnly: tags, resultTypes: ["violations"], preload: false,
    rules: Object.fromEntries(off.map((rule) => [rule, { enabled: false }])),
  },
)"""
RULES_BUT_COLOURS = """([tags, colours]) => axe.run({
  runOnly: tags, resultTypes: ["violations"], preload: false,
  rules: Object.fromEntries(colours.map((rule) => [rule, { enabled: false }])),
})"""
# The colours of a text follow from what is asked here: its own, and every ground below it
# up to the first that nothing shines through. A box that is laid over others counts as a
# ground of its own. What looks the same was judged already.
COLOURS_ALONE = """async ([colours, known]) => {
  const seen = new Set(known), grounds = new Map(), fresh = [], looks = [];
  const groundOf = (element) => {
    if (!element) return "";
    if (!grounds.has(element)) {
      const style = getComputedStyle(element);
      const own = [style.backgroundColor, style.backgroundImage, style.opacity];
      if (style.position !== "static") own.push(`${element.tagName}.${element.className}`);
      const isEnd = style.backgroundColor.startsWith("rgb(") && style.opacity === "1"
        && style.position === "static";
      const below = isEnd ? "" : groundOf(element.parentElement);
      grounds.set(element, [...own, below].join("|"));
    }
    return grounds.get(element);
  };
  const speaks = (element) => element.matches("input, select") || [...element.childNodes]
    .some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  for (const element of document.body.querySelectorAll("*")) {
    if (!speaks(element) || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const look = [element.tagName, style.color, style.fontSize, style.fontWeight,
      style.textDecorationLine, groundOf(element)].join("|");
    if (seen.has(look)) continue;
    seen.add(look);
    looks.push(look);
    fresh.push(element);
  }
  const found = !fresh.length ? { violations: [] } : await axe.run({ include: fresh }, {
    runOnly: { type: "rule", values: colours }, resultTypes: ["violations"], preload: false,
  });
  return [found, looks];
}"""
ALL_COLOURS = """(colours) => axe.run({
  runOnly: { type: "rule", values: colours }, resultTypes: ["violations"], preload: false,
})"""
SETTLE = "for (const movement of document.getAnimations()) movement.finish()"


def violations(page: Page, *, without: Sequence[str] = (), off: Sequence[str] = ()) -> list[str]:
    """What axe holds against a page as it stands, one line for each place; `without`
    selects parts that are left out, `off` names rules.
    """
    load_axe(page)
    return lines(page.evaluate(RUN, [RULES, list(without), list(off)]))


def load_axe(page: Page) -> None:
    """It is handed over by the debugger, which the page's own policy does not concern."""
    page.evaluate(SETTLE)
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{AXE.read_text()}; 0")


def lines(found: dict) -> list[str]:
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def colours(page: Page) -> list[str]:
    """What axe holds against the colours of a page as it stands."""
    load_axe(page)
    return lines(page.evaluate(ALL_COLOURS, COLOURS))


@dataclass
class Judge:
    """Holds many pages of one tab against axe in both schemes. Colours, which take most of
    the time, are judged once for all texts that look the same; `thorough` judges each.
    """

    page: Page
    thorough: bool = False
    known: dict[str, list[str]] = field(default_factory=lambda: {each: [] for each in SCHEMES})

    def __post_init__(self) -> None:
        self.page.add_init_script(AXE.read_text())

    def barriers(self, url: str) -> list[str]:
        page = self.page
        page.goto(url)
        load_axe(page)
        found = lines(page.evaluate(RULES_BUT_COLOURS, [RULES, COLOURS]))
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found += [f"{scheme}: {each}" for each in self._colours(scheme)]
        page.emulate_media(color_scheme="light")
        return found

    def _colours(self, scheme: str) -> list[str]:
        if self.thorough:
            return colours(self.page)
        found, looks = self.page.evaluate(COLOURS_ALONE, [COLOURS, self.known[scheme]])
        self.known[scheme] += looks
        return lines(found)

"""What is pressed is large enough for a thumb: 24 by 24 px (WCAG 2.5.8) or far from others,
and 44 by 44 for everything that leads to help or away from here.
"""

import pytest

from tests.browser.chromium import PHONE, Readers
from tests.browser.serving import address
from tests.browser.test_accessibility import PAGES

# The box that answers: a card for a link that is laid over the whole of it, and the words
# beside a box that is ticked. A link within a sentence, whose height is that of the line,
# is left out. A smaller target passes where a circle of 24 px around its middle touches
# neither another target nor such a circle.
TOO_SMALL = """() => {
  const SMALL = 24;
  const boxOf = (element) => {
    const after = getComputedStyle(element, "::after");
    const isLaidOver = after.content !== "none" && after.position === "absolute";
    const from = isLaidOver ? element.offsetParent : element;
    const parts = [from, ...(element.labels || [])].map((each) => each.getBoundingClientRect());
    const [left, top] = ["left", "top"].map((side) => Math.min(...parts.map((p) => p[side])));
    const [right, bottom] = ["right", "bottom"].map((s) => Math.max(...parts.map((p) => p[s])));
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };
  const isInSentence = (element) => {
    const block = element.closest("p, li, dd, dt, td, small");
    if (!block || !element.matches("a")) return false;
    const words = (node) => node.textContent.replace(/[\\s\\p{P}+]/gu, "").length;
    const linked = [...block.querySelectorAll("a, button")].reduce((n, a) => n + words(a), 0);
    return getComputedStyle(element).display.startsWith("inline") && words(block) > linked;
  };
  const targets = [...document.querySelectorAll("a[href], button, summary, select, input")]
    .filter((element) => element.type !== "hidden" && element.checkVisibility())
    .map((element) => ({ element, box: boxOf(element) }))
    .filter(({ box }) => box.width > 0 && box.bottom > 0);
  const middle = ({ box }) => [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const isSmall = ({ box }) => Math.min(box.width, box.height) < SMALL - 0.01;
  const gap = (one, other) => {
    const [x, y] = middle(one);
    if (isSmall(other)) return Math.hypot(x - middle(other)[0], y - middle(other)[1]) - SMALL / 2;
    const near = (at, from, to) => Math.max(from - at, 0, at - to);
    return Math.hypot(near(x, other.box.left, other.box.right),
      near(y, other.box.top, other.box.bottom));
  };
  return targets
    .filter((one) => isSmall(one) && !isInSentence(one.element))
    .filter((one) => targets.some((other) => other !== one
      && !other.element.contains(one.element) && gap(one, other) < SMALL / 2))
    .map(({ element, box }) =>
      `${Math.round(box.width)} by ${Math.round(box.height)}: ${element.outerHTML.slice(0, 110)}`);
}"""
HELP = (
    ".lifeline .call, .exit, .way .call, .finder__choice, .finder-door a, "
    ".sheet [href^=tel]:not(.number)"
)
# Two crosses that nobody could tell apart with a thumb, and one with room around it.
CROSSES = """() => {
  const box = document.querySelector("main");
  for (const label of ["one", "two", "far"]) {
    const cross = document.createElement("button");
    cross.textContent = label;
    Object.assign(cross.style, { all: "unset", display: "inline-block", blockSize: "16px",
      inlineSize: "16px", overflow: "hidden", marginBlockEnd: label === "two" ? "60px" : 0 });
    box.append(cross, ...(label === "two" ? [document.createElement("br")] : []));
  }
}"""
BELOW_44 = """all => all.filter((element) => element.checkVisibility()).map((element) => {
  const isTile = element.closest(".lifeline");
  const { width, height } = (isTile || element).getBoundingClientRect();
  return [width, height, element.outerHTML.slice(0, 90)];
}).filter(([width, height]) => Math.min(width, height) < 43.99)"""


@pytest.mark.parametrize("number, path", [*enumerate(PAGES.values())], ids=PAGES)
def test_target_is_as_large_as_a_thumb(reader: Readers, number: int, path: str):
    page = reader(size=PHONE)
    page.goto(address(path, "ar" if number % 2 else "en"))
    page.locator("details").evaluate_all("all => all.forEach((fold) => { fold.open = true; })")

    helping = page.locator(HELP)

    assert helping.count() > 3
    assert page.evaluate(TOO_SMALL) == []
    assert helping.evaluate_all(BELOW_44) == []


def test_small_targets_beside_each_other_are_seen(reader: Readers):
    page = reader(size=PHONE)
    page.goto("/contact/")
    page.evaluate(CROSSES)

    found = page.evaluate(TOO_SMALL)

    assert [line.partition(":")[0] for line in found] == ["16 by 16", "16 by 16"]

"""Pictures of screens, and the words that stand on them."""

import hashlib
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser.chromium import DESK

LARGEST = 60_000
MARGIN = 12

WORDS = """roots => {
  const plain = (text) => text.replace(/\\s+/g, " ").trim();
  const labelled = (field) => field.getAttribute("aria-label")
    || plain([...(field.labels || [])].map((label) => label.textContent).join(" "));
  const lines = [];
  const look = (node) => {
    if (node.nodeType === Node.TEXT_NODE) lines.push(plain(node.data));
    if (node.nodeType !== Node.ELEMENT_NODE || !node.checkVisibility()) return;
    if (node.matches("script, style, template, noscript")) return;
    if (node.matches("input[type=submit], input[type=button]"))
      lines.push(`button: ${node.value}`);
    else if (node.matches("input, textarea"))
      lines.push(`${node.type}: ${labelled(node)}`);
    else if (node.matches("select"))
      lines.push(`select: ${labelled(node)}: ${plain(node.selectedOptions[0]?.text || "")}`);
    else node.childNodes.forEach(look);
  };
  roots.forEach(look);
  return lines.filter(Boolean);
}"""
MONTH = (
    r"(?:Jan\.|Feb\.|March|April|May|June|July|Aug\.|Sept\.|Oct\.|Nov\.|Dec\."
    r"|January|February|August|September|October|November|December)"
)
DAY = rf"{MONTH} \d{{1,2}}(?:, \d{{4}})?"
TIME = r"(?:\d{1,2}(?::\d{2})? [ap]\.m\.|noon|midnight)"
# Not the hour that a help text names as an example.
STAMP = rf"(?<=\d{{4}}, ){TIME}|\d{{1,2}}:\d{{2}} [ap]\.m\."
FROZEN_DAY, FROZEN_TIME = "Nov. 2, 2026", "10:15 a.m."
FREEZE = """([day, time, frozenDay, frozenTime]) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data
    .replace(new RegExp(day, "g"), frozenDay).replace(new RegExp(time, "g"), frozenTime);
  document.querySelectorAll("input").forEach((field) => {
    field.value = field.value.replace(/^https?:\\/\\/127\\.0\\.0\\.1.*$/,
      "https://www.example.gov/preview/…");
  });
  document.activeElement?.blur();
}"""


def normalized(line: str) -> str:
    """A line without what differs from day to day: dates, times, numbers."""
    line = re.sub(rf"{DAY}|{TIME}", "#", line)
    return re.sub(r"\d+", "#", line)


def digest_of(lines: list[str]) -> str:
    return hashlib.sha256("\n".join(map(normalized, lines)).encode()).hexdigest()[:32]


# --- Pictures ----------------------------------------------------------------------


@dataclass
class Camera:
    """Writes down the words of each screen; takes pictures where `target` is given."""

    target: Path | None = None
    known: dict[str, str] = field(default_factory=dict)
    again: bool = False
    digests: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    taken: list[str] = field(default_factory=list)

    def take(self, name: str, page: Page, *parts: str) -> None:
        """The parts of a screen, each a selector, in one picture that holds them all."""
        assert name not in self.digests, f"Two screens are called {name}."
        lines = [line for part in parts for line in self._lines(page, part)]
        self.words[name], self.digests[name] = lines, digest_of(lines)
        if self.target and self._is_wanted(name):
            page.evaluate(FREEZE, [DAY, STAMP, FROZEN_DAY, FROZEN_TIME])
            data = page.screenshot(full_page=True, clip=_around(page, parts), animations="disabled")
            (self.target / f"{name}.png").write_bytes(small(data))
            self.taken.append(name)

    def _lines(self, page: Page, part: str) -> list[str]:
        found = page.locator(part)
        found.first.wait_for()
        return found.evaluate_all(WORDS)

    def _is_wanted(self, name: str) -> bool:
        is_there = (self.target / f"{name}.png").exists()
        return self.again or not is_there or self.known.get(name) != self.digests[name]


def _around(page: Page, parts: tuple[str, ...]) -> dict[str, float]:
    """The smallest rectangle around all of it, with a margin, within the page."""
    found = [box for part in parts for each in page.locator(part).all() if (box := _box(each))]
    left = max(0, min(box["left"] for box in found) - MARGIN)
    top = max(0, min(box["top"] for box in found) - MARGIN)
    right = min(DESK["width"], max(box["right"] for box in found) + MARGIN)
    bottom = max(box["bottom"] for box in found) + MARGIN
    return {"x": left, "y": top, "width": right - left, "height": bottom - top}


def _box(each) -> dict[str, float] | None:
    box = each.evaluate(
        "e => { const r = e.getBoundingClientRect(); return {left: r.left + scrollX,"
        " right: r.right + scrollX, top: r.top + scrollY, bottom: r.bottom + scrollY}; }"
    )
    return box if box["right"] > box["left"] else None


def small(data: bytes) -> bytes:
    """A picture as PNG of few colours, below the limit; raises ValueError if it cannot."""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    for colours in (64, 32, 16, 8):
        out = io.BytesIO()
        reduced = picture.quantize(colours, dither=Image.Dither.NONE)
        reduced.save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise ValueError(f"A picture of {picture.size} is too large: show less of the screen.")

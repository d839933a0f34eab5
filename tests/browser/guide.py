"""The pictures of the editor's guide:  python -m tests.browser.guide [--all]

Starts a site of its own, walks through the screens of docs/editing-content.md and writes
down of each which words and fields stand there (docs/images/office/manifest.json). A
picture is taken anew where these have changed or the picture is missing; with --all, every
one (after a change of colours or sizes, which changes no word). Pictures that no screen
has any more are removed. A chapter that fails keeps its old pictures; the others go on,
and the command ends with 1.
"""

import argparse
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Error, Page, Route

from tests.browser.chromium import DESK, Readers, find_chromium, started
from tests.browser.serving import ROOT, STATIC, Site, environment, prepare, serving
from tests.browser.staffing import ROLES, Team, code_of, give_password, open_form

FOLDER = ROOT / "docs" / "images" / "office"
MANIFEST = "manifest.json"
LARGEST = 60_000
MARGIN = 12
PATIENCE = 30_000
ZONE = {"timezone_id": "America/New_York"}

# What the guide writes about: nothing of the shipped content, which changes.
PAGE, OLD_PAGE, GONE = "Signs in a hotel", "Old campaign", "Winter campaign"
LINE = "Harbor Help Line"
SUMMARY = "What hotel staff can notice, and whom they can call when something is wrong."
NEW_SUMMARY = "What people who work in a hotel can notice, and whom they can call then."
DEAD = "https://agency.example.org/hotels/"

# --- Words and fields of a screen --------------------------------------------------

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


# --- The site of the guide ---------------------------------------------------------


def seed() -> None:
    """What the guide shows, in the database of the environment."""
    from django.utils import timezone

    from awareness.choices import BlockKind
    from bluecampaign.links import rows
    from bluecampaign.links.models import LinkCheck, Verdict
    from bluecampaign.translation.models import State, mark
    from tests.makers import make_block, make_channel, make_hotline, make_page

    words = {"title_en": PAGE, "summary_en": SUMMARY, "title_ar": "علامات في فندق"}
    page = make_page(slug="hotel-signs", summary_ar="ما يمكن أن يلاحظه موظفو الفندق.", **words)
    fields = {"heading_en": "What you may see", "heading_ar": "ما قد تراه"}
    body = "- A guest who may not speak.\n- A room that is never cleaned."
    make_block(
        page,
        key="see",
        kind=BlockKind.TEXT,
        body_en=body,
        body_ar="- ضيف لا يُسمح له بالكلام.\n- غرفة لا تُنظَّف أبدًا.",
        **fields,
    )
    mark(page, "ar", State.REVIEWED)
    old = make_page(slug="old-campaign", title_en=OLD_PAGE, summary_en=SUMMARY)
    make_block(old, key="rules", heading_en="Rules", body_en=f"[The rules]({DEAD})")
    make_page(slug="winter-campaign", title_en=GONE, summary_en=SUMMARY)
    rows.refresh(old)
    dead = {"verdict": Verdict.DEAD, "status": 404, "error": "Not there any more."}
    moments = {"checked_at": timezone.now(), "failing_since": timezone.now()}
    LinkCheck.objects.filter(address=DEAD).update(**dead, **moments)
    line = make_hotline(slug="harbor", name_en=LINE, order=1)
    channel = {"number": "+12025550143", "display": "1-202-555-0143", "key": "voice"}
    make_channel(line, **channel, always_open=True)


@contextmanager
def office(prepared: Path, folder: Path, *, second_factor: bool = False) -> Iterator[Site]:
    """A site with what the guide shows, answering until the block ends."""
    factor = "on" if second_factor else "off"
    with serving(prepared, folder, STAFF_SECOND_FACTOR=factor) as site:
        if not second_factor:
            _run_here(folder, prepared)
        yield site


def _run_here(folder: Path, prepared: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.browser.guide", "--seed"],
        cwd=ROOT,
        env=environment(folder, prepared / STATIC),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"The guide's texts were not made:\n{done.stdout}{done.stderr}")


@dataclass
class Guide:
    """A walk through the office: who opens what, and the camera."""

    camera: Camera
    team: Team
    tabs: dict[str, Page] = field(default_factory=dict)

    def open(self, role: str, address: str) -> Page:
        """The one tab of a role's person, at an address."""
        if role not in self.tabs:
            self.tabs[role] = self.team(role, **ZONE)
            self.tabs[role].set_default_timeout(PATIENCE)
        self.tabs[role].goto(address)
        return self.tabs[role]

    def form(self, role: str, where: str, words: str) -> Page:
        page = self.open(role, "/admin/")
        open_form(page, where, words)
        return page


def summary(page: Page):
    return page.locator("#id_summary_en")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


# --- Chapters: one person's way through some screens ---------------------------------


def signing_in(guide: Guide) -> None:
    """With the second factor: the phone is set up, then it is lost."""
    page = guide.team.readers(size=DESK, **ZONE)
    page.set_default_timeout(PATIENCE)
    page.goto("/admin/")
    guide.camera.take("sign-in", page, "#container")
    give_password(page, ROLES["editor"].name)
    page.route("**/set-up/code.svg", drawing)
    page.wait_for_url("**/set-up/**")
    secret = page.locator(".signin-secret code").inner_text()
    page.locator(".signin-secret code").evaluate(
        "e => { e.textContent = 'ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567' }"
    )
    guide.camera.take("phone", page, "#content > *")
    page.get_by_label("Code that the app shows now").fill(code_of(secret))
    press(page, "Set it up")
    codes = page.locator("[data-codes] code")
    kept = codes.first.inner_text()
    codes.evaluate_all(
        "all => all.forEach((e, n) => { e.textContent = `${'abcdefghij'[n].repeat(4)}-…` })"
    )
    guide.camera.take("codes", page, "#content > *")
    page.get_by_role("link", name="I have kept them: go on").click()
    press(page, "Log out")
    page.goto("/admin/")
    give_password(page, ROLES["editor"].name)
    page.wait_for_url("**/code/**")
    guide.camera.take("code", page, "#container")
    page.get_by_role("link", name="I do not have my phone").click()
    guide.camera.take("recovery", page, "#container")
    page.get_by_label("Recovery code").fill(kept)
    press(page, "Sign in")
    page.get_by_role("link", name="Second factor", exact=True).click()
    guide.camera.take("second-factor", page, "#content > *")


def drawing(route: Route) -> None:
    """A QR code that holds no secret."""
    import segno

    out = io.BytesIO()
    segno.make("otpauth://totp/example", error="m", micro=False).save(
        out, kind="svg", omitsize=True, light="white"
    )
    route.fulfill(body=out.getvalue(), content_type="image/svg+xml")


def changing(guide: Guide) -> None:
    """An editor changes a live page; a publisher sends it back, then publishes it."""
    page = guide.open("editor", "/admin/awareness/page/")
    page.locator("#searchbar").fill(PAGE)
    page.locator("#searchbar").press("Enter")
    guide.camera.take("list", page, "#content h1", "#toolbar", "#changelist-form .results")
    page.get_by_role("link", name=PAGE, exact=True).click()
    summary(page).wait_for()
    top = ["#content h1", ".object-tools", ".form-draft", ".form-languages"]
    guide.camera.take("form", page, *top, "fieldset:has(#id_title_en)")
    summary(page).fill(NEW_SUMMARY)
    page.locator("#id__comment").fill("Says it in plain words.")
    guide.camera.take("form-end", page, ".form-comment", ".submit-row:last-of-type")
    press(page, "Keep as a draft")
    guide.camera.take("draft", page, "#content > *")
    press(page, "Submit for review")
    review = page.url
    paula = guide.open("publisher", "/admin/")
    guide.camera.take("first-page", paula, "#content h1", ".desk-area:first-of-type")
    paula.goto(review)
    guide.camera.take("review", paula, "#content > *")
    paula.get_by_label("Or send it back, and say why:").fill("Please name the night staff, too.")
    press(paula, "Send it back")
    page.goto("/admin/")
    guide.camera.take("sent-back", page, ".desk-area:first-of-type")
    page.goto(review)
    press(page, "Submit for review")
    paula.goto(review)
    press(paula, "Publish it")


def looking(guide: Guide) -> None:
    """The preview of a text, before it is saved, and what stands in its way."""
    page = guide.form("publisher", "awareness/page", PAGE)
    text = page.locator("textarea[data-markdown]:visible").first
    text.fill("**Look** at the signs. Call 1-202-555-0143.\n\n<b>Now!</b>")
    box = text.locator("xpath=..").locator(".markdown-preview")
    box.get_by_role("button", name="Preview").click()
    box.get_by_role("listitem").first.wait_for()
    guide.camera.take("text-preview", page, ".field-body_en:visible >> nth=0")
    summary(page).fill("Short.")
    press(page, "Save and publish")
    guide.camera.take("refusals", page, "#refusals")


def planning(guide: Guide) -> None:
    page = guide.form("publisher", "awareness/page", OLD_PAGE)
    page.locator("#id_unpublish_at_0").fill("2030-01-31")
    page.locator("#id_unpublish_at_1").fill("18:00:00")
    guide.camera.take("dates", page, "fieldset:has(#id_status)")


def going_back(guide: Guide) -> None:
    """Versions, and what was deleted."""
    page = guide.form("publisher", "awareness/page", PAGE)
    page.get_by_role("link", name="Versions", exact=True).click()
    page.get_by_label("Version 1 as the old one").check()
    press(page, "Compare")
    guide.camera.take("versions", page, "#content > *")
    page.goto("/admin/awareness/page/?q=winter")
    page.locator("#result_list [name=_selected_action]").first.check()
    page.locator("[name=action]").select_option(label="Delete selected pages")
    press(page, "Go")
    press(page, "Yes, I’m sure")
    page.get_by_role("link", name="Deleted", exact=True).click()
    guide.camera.take("deleted", page, "#content h1", "#content form")


def meanwhile(guide: Guide) -> None:
    """Two people have the same form open; the second is told."""
    first = guide.form("publisher", "awareness/page", OLD_PAGE)
    second = guide.form("administrator", "awareness/page", OLD_PAGE)
    summary(first).fill(NEW_SUMMARY)
    press(first, "Save and publish")
    summary(second).fill(f"{SUMMARY} Day and night.")
    press(second, "Save and publish")
    guide.camera.take("meanwhile", second, ".errornote", ".errorlist")


def translating(guide: Guide) -> None:
    """The translator's list and screen, then the reviewer's."""
    page = guide.open("translator", "/admin/translate/ar/?state=outdated")
    guide.camera.take("work-list", page, "#content h1", "#content p", ".work-filter", ".work-list")
    page.get_by_role("link", name=PAGE).click()
    top = ["#content h1", ".work-way", "#content > p", ".form-draft", ".work-group:first-of-type"]
    guide.camera.take("work", page, *top, ".submit-row")
    page.locator("#id_summary").fill("ما يمكن أن يلاحظه العاملون في الفندق، ومن يتصلون به.")
    press(page, "Save")
    page = guide.open("reviewer", "/admin/translate/ar/?state=in_review")
    page.get_by_role("link", name=PAGE).click()
    guide.camera.take("work-review", page, "#content > p", ".form-draft", ".submit-row")
    page.goto("/admin/translation-board/")
    guide.camera.take("board", page, "#content h1", ".board >> nth=0")


def exchanging(guide: Guide) -> None:
    """A file goes out and comes back."""
    page = guide.open("translator", "/admin/exchange/")
    guide.camera.take("exchange", page, "#content > *")
    page.get_by_label("Or one address").fill("/old-campaign/")
    page.get_by_label("Only what is missing").uncheck()
    with page.expect_download() as download:
        press(page, "Get the file")
    text = download.value.path().read_text()
    before, found, after = text.partition(f'msgid "{OLD_PAGE}"\nmsgstr "')
    file = {"name": "texts-ar-old-campaign.po", "mimeType": "text/x-gettext-translation"}
    given = {**file, "buffer": f"{before}{found}حملة قديمة{after}".encode()}
    page.get_by_label("File of the translator").set_input_files(given)
    press(page, "Show what it changes")
    guide.camera.take("exchange-report", page, "#content > *")


def numbers(guide: Guide) -> None:
    """An editor changes and verifies a number; a publisher approves it."""
    page = guide.form("editor", "hotlines/hotline", LINE)
    page.get_by_role("link", name="Verified today", exact=True).click()
    guide.camera.take("verify", page, "#content > *")
    page.get_by_label("What did you do?").fill("Called it; the harbor office answered.")
    press(page, "Verified today")
    page.locator("#id_channels-0-number").fill("+12025550187")
    page.locator("#id_channels-0-display").fill("1-202-555-0187")
    press(page, "Submit for review")
    review = page.url
    guide.camera.take("number-sent", page, ".messagelist")
    paula = guide.open("publisher", review)
    guide.camera.take("number-review", paula, "#content > *")


def pictures(guide: Guide) -> None:
    page = guide.open("editor", "/admin/media/picture/add/")
    guide.camera.take("picture", page, "#content h1", "#picture_form")


def links(guide: Guide) -> None:
    page = guide.open("editor", "/admin/links/linkcheck/?q=agency.example")
    guide.camera.take("links", page, "#content h1", "#changelist-form .results")


def people(guide: Guide) -> None:
    """An administrator gives somebody their groups, and takes a second factor away."""
    page = guide.form("administrator", "auth/user", ROLES["translator"].name)
    page.locator("#id_groups_from").wait_for()
    guide.camera.take("groups", page, ".field-is_active, .field-is_staff, .field-groups")
    page.goto("/admin/auth/user/")
    page.locator(f"tr:has-text('{ROLES['editor'].name}') [name=_selected_action]").first.check()
    page.locator("[name=action]").select_option("reset_second_factor")
    press(page, "Go")
    guide.camera.take("lost-phone", page, "#content h1", "#content form")


IN_ORDER: tuple[Callable[[Guide], None], ...] = (
    *(changing, looking, planning, going_back, meanwhile, translating, exchanging),
    *(numbers, pictures, links, people),
)


def walk(prepared: Path, folder: Path, browser: Browser, camera: Camera) -> list[str]:
    """Every chapter, on sites in `folder`; what failed, each in a sentence."""
    failures: list[str] = []
    places = ((True, (signing_in,)), (False, IN_ORDER))
    for second_factor, chapters in places:
        name = "with-phone" if second_factor else "without-phone"
        with office(prepared, folder / name, second_factor=second_factor) as site:
            readers = Readers(browser, site.origin)
            guide = Guide(camera, Team(readers))
            failures += [said for one in chapters if (said := _chapter(one, guide))]
            failures += [f"A page did what no page may do: {each}" for each in readers.close()]
            failures += [f"The server complained: {each}" for each in site.troubles]
    return failures


def _chapter(chapter: Callable[[Guide], None], guide: Guide) -> str:
    """Walk one; why it stopped before its end, or nothing."""
    begun, failure = time.monotonic(), ""
    try:
        chapter(guide)
    except (Error, AssertionError, ValueError) as error:
        failure = f"The chapter “{chapter.__name__}” stopped: {error}"
    seconds = time.monotonic() - begun
    print(f"  {chapter.__name__}: {seconds:.1f} s. {failure}", flush=True)
    return failure


# --- The command -------------------------------------------------------------------


def known_digests() -> dict[str, str]:
    file = FOLDER / MANIFEST
    return json.loads(file.read_text()) if file.exists() else {}


def store(camera: Camera, *, complete: bool) -> list[str]:
    """Write the manifest; with all screens walked, remove what belongs to none."""
    kept = {} if complete else camera.known
    known = {**kept, **camera.digests}
    (FOLDER / MANIFEST).write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
    gone = [file for file in FOLDER.glob("*.png") if file.stem not in known]
    for file in gone:
        file.unlink()
    return sorted(file.stem for file in gone)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="take every picture anew")
    parser.add_argument("--seed", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.seed:
        _seed_here()
        return
    chromium = find_chromium()
    if chromium is None:
        sys.exit("It needs Chromium: CHROMIUM=/path, or one on the PATH.")
    sys.exit(_make(chromium, again=options.all))


def _seed_here() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "bluecampaign.settings"
    django.setup()
    seed()


def _make(chromium: str, *, again: bool) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    camera = Camera(FOLDER, known_digests(), again)
    with tempfile.TemporaryDirectory() as folder:
        print("A site of its own is prepared; this takes a minute.", flush=True)
        prepared = prepare(Path(os.environ.get("GUIDE_PREPARED") or Path(folder) / "prepared"))
        with started(chromium) as browser:
            failures = walk(prepared, Path(folder), browser, camera)
    gone = store(camera, complete=not failures)
    print(f"{len(camera.digests)} screens; pictures taken anew: {_said(camera.taken)}.")
    print(f"Removed, because no screen has them: {_said(gone)}.")
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


def _said(names: list[str]) -> str:
    return ", ".join(names) or "none"


if __name__ == "__main__":
    main()

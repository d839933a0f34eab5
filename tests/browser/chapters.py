"""The chapters of the editor's guide: one person's way through some screens."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page, Route

from tests.browser.camera import Camera
from tests.browser.chromium import DESK
from tests.browser.staffing import ROLES, Team, code_of, give_password, open_form

PATIENCE = 30_000
ZONE = {"timezone_id": "America/New_York"}

# What the guide writes about: nothing of the shipped content, which changes.
PAGE, OLD_PAGE, GONE = "Signs in a hotel", "Old campaign", "Winter campaign"
LINE = "Harbor Help Line"
SUMMARY = "What hotel staff can notice, and whom they can call when something is wrong."
NEW_SUMMARY = "What people who work in a hotel can notice, and whom they can call then."
DEAD = "https://agency.example.org/hotels/"


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

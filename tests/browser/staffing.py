"""The people of the office, one for each role, and how each of them comes in.

    python -m tests.browser.staffing

makes their accounts in the database of the environment; to run it again changes nothing.
`prepare()` has done so for every copy of the site that the browser tests start.
"""

import os
import re
import time
from base64 import b32decode
from dataclasses import dataclass
from urllib.parse import urlsplit

import django
from django_otp.oath import TOTP
from playwright.sync_api import Locator, Page, StorageState, expect

from tests.browser.barriers import COLOURS, violations
from tests.browser.chromium import DESK, PHONE, Readers

PASSWORD = "a long password of tests"
# The forms of staff are long; milliseconds until one counts as lost.
PATIENCE = 30_000
# Parts that Django's admin and its Select2 bring along as they are.
NOT_OURS = [".select2", ".help-tooltip", "thead"]


@dataclass(frozen=True)
class Person:
    """Somebody on the staff: the name they sign in with, and the groups they are in."""

    name: str
    groups: tuple[str, ...]


ROLES = {
    "editor": Person("elena", ("Editor",)),
    "translator": Person("tarek", ("Translator: Arabic",)),
    "reviewer": Person("rania", ("Translator: Arabic", "Reviewer: Arabic")),
    "publisher": Person("paula", ("Publisher",)),
    "administrator": Person("adam", ("Administrator",)),
}


def make_accounts() -> list[str]:
    """An account for each role that has none yet; the names of those that were made."""
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import Group, User

    hashed, made = make_password(PASSWORD), []
    for person in ROLES.values():
        given = {"is_staff": True, "password": hashed, "email": f"{person.name}@example.org"}
        user, is_new = User.objects.get_or_create(username=person.name, defaults=given)
        user.groups.set(Group.objects.filter(name__in=person.groups))
        if is_new:
            made.append(person.name)
    return made


def make_dead_link() -> None:
    """What the link checker found: one link of the shipped content leads nowhere."""
    from django.utils import timezone

    from awareness.models import Page as WebPage
    from bluecampaign.links import rows
    from bluecampaign.links.models import LinkCheck, Verdict

    rows.refresh(WebPage.objects.get(path="media"))
    now = timezone.now()
    dead = LinkCheck.objects.external().order_by("pk")[:1].values("pk")
    LinkCheck.objects.filter(pk__in=dead).update(
        verdict=Verdict.DEAD, status=404, error="Not found", checked_at=now, failing_since=now
    )


# --- Coming in ---------------------------------------------------------------------


def give_password(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill in and send the form of the sign-in page that is open."""
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def sign_in(page: Page, role: str) -> Page:
    """Come in as the person of a role, to the first page of the office."""
    page.goto("/admin/")
    give_password(page, ROLES[role].name)
    page.wait_for_url("**/admin/")
    return page


def code_of(secret: str) -> str:
    """What an authenticator app shows at this moment for a secret as a page prints it."""
    plain = "".join(secret.split())
    totp = TOTP(b32decode(plain + "=" * (-len(plain) % 8)))
    totp.time = time.time()
    return f"{totp.token():06}"


class Team:
    """Opens a tab for the person of a role. Each signs in once, through the form; their
    later tabs have the cookie of that sign-in.
    """

    def __init__(self, readers: Readers, sessions: dict[str, StorageState] | None = None) -> None:
        self.readers = readers
        self.sessions = {} if sessions is None else sessions

    def __call__(self, role: str, **options) -> Page:
        options = {"size": DESK, "storage_state": self.sessions.get(role)} | options
        page = self.readers(**options)
        page.set_default_timeout(PATIENCE)
        if role not in self.sessions:
            sign_in(page, role)
            self.sessions[role] = page.context.storage_state()
        return page


# --- Finding the way ---------------------------------------------------------------


def open_form(page: Page, where: str, words: str) -> str:
    """The form of an object, found in the list at `where` (as "awareness/page") as staff
    find it: by words that stand in a column of their own. Returns its path."""
    page.goto(f"/admin/{where}/")
    page.locator("#searchbar").fill(words)
    page.locator("#searchbar").press("Enter")
    row = page.locator("#result_list tbody tr").filter(has=page.get_by_text(words, exact=True))
    row.locator("th a").click()
    page.wait_for_url("**/change/*")
    return urlsplit(page.url).path


def press(page: Page, name: str) -> None:
    """Send a form with the button of this name (long forms have it above as well), and
    wait for the answer."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).last.click()


def submit(page: Page, comment: str) -> None:
    """Send the form that is open to the publishers, with a word on what was changed."""
    page.locator("#id__comment").fill(comment)
    press(page, "Submit for review")
    page.wait_for_url("**/review/")


def publish_draft(page: Page, title: str) -> None:
    """As a publisher: find on the first page what waits, and put it on the site."""
    page.goto("/admin/")
    section(page, "To review").get_by_role("link", name=re.compile(f"^{title}")).click()
    press(page, "Publish it")
    expect(said(page)).to_have_text(["It is published."])


def in_new_tab(page: Page, link: Locator) -> Page:
    """The page that a link opens in a tab of its own."""
    with page.context.expect_page() as opened:
        link.click()
    opened.value.wait_for_load_state()
    return opened.value


def section(page: Page, heading: str) -> Locator:
    """The list below a heading of the first page of the office."""
    return page.locator(f"xpath=//h3[.='{heading}']/following-sibling::*[1]")


def said(page: Page) -> Locator:
    """The good news that stands above a screen after something was done."""
    return page.locator(".messagelist :is(.success, .info)")


# --- Looking -----------------------------------------------------------------------


def barriers(page: Page) -> dict[str, list[str]]:
    """What axe holds against a screen, narrow and wide. Colours, which take longest, are
    the same on both."""
    found = {}
    for name, size, off in (("320 px", PHONE, []), ("1280 px", DESK, COLOURS)):
        page.set_viewport_size(size)
        found[name] = violations(page, without=NOT_OURS, off=off)
    return found


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bluecampaign.settings"
    django.setup()
    print("Made:", ", ".join(make_accounts()) or "nobody, all are there")
    make_dead_link()

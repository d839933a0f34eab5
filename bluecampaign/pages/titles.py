"""What stands in `<title>`: in the tab, in the history, among the suggestions of the
address bar, for everybody who uses the browser.

A list of the history cuts titles off at their end, so the name of the site stands first.
Pages of help have a title that is true and tells an outsider nothing.
"""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

SITE_FIRST, PAGE_FIRST, SITE_ONLY = "site-first", "page-first", "site-only"
CHOICES = (SITE_FIRST, PAGE_FIRST, SITE_ONLY)

# By the English address. Each says what is on the page, and no two are alike: who has
# several tabs open, or hears the title read aloud, still knows which page this is.
DISCREET: dict[str, Promise] = {
    "/get-help/": pgettext_lazy("a title that tells an outsider nothing", "Contacts"),
    "/is-this-happening-to-me/": pgettext_lazy(
        "a title that tells an outsider nothing", "Questions"
    ),
    "/staying-safe/": pgettext_lazy("a title that tells an outsider nothing", "Phone and internet"),
    "/hotlines/": pgettext_lazy("a title that tells an outsider nothing", "Phone numbers"),
    "/numbers/": pgettext_lazy("a title that tells an outsider nothing", "Numbers"),
    "/numbers/keep/": pgettext_lazy("a title that tells an outsider nothing", "Save and print"),
}


def head_title(title: str, english_path: str) -> str:
    """The title of a page, as SITE_TITLES asks for it."""
    site = str(settings.SITE_NAME)
    if settings.SITE_TITLES == SITE_ONLY:
        return site
    if settings.SITE_TITLES == PAGE_FIRST:
        return f"{title} | {site}"
    shown = str(DISCREET.get(english_path, title))
    # Translators: the title of a window: the name of this site, then what the page is.
    return gettext("{site}: {page}").format(site=site, page=shown)

"""Every public page speaks its language: where it falls back to English, it says so."""

import polib
import pytest

from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.text import text_of
from tests.reading import fetch, language_of
from tests.tree import ROOT

pytestmark = pytest.mark.django_db

MESSAGES = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
NOTICE = "//div[@class='page-notice']"
# Names of the law that translations keep in English.
TERMS = {"Continued Presence"}


def test_english_on_a_page_of_another_language_is_marked(pages):
    code = pages[0].code
    english = english_only(code)

    unmarked = {
        (page.url, text)
        for page in pages
        for text, element in page.texts()
        if text in english and language_of(element) != ("en", "ltr")
    }

    assert len(english) > 50 or code in ("en", "es")
    assert unmarked == set()


def english_only(code: str) -> set[str]:
    """Texts of the content that pages of a language show in English, because they are
    not translated into it. Words that the interface has too are left out: those it
    translates by itself."""
    from awareness.models import Block, Indicator, Page, Term
    from hotlines.models import Hotline
    from resources.models import Resource, Topic

    fields = {
        Page: ("title", "summary"),
        Block: ("heading", "link_text"),
        Resource: ("title", "summary"),
        Indicator: ("text",),
        Term: ("term",),
        Hotline: ("name", "who_answers"),
        Topic: ("name",),
    }
    texts = [
        text_of(row, field, code)
        for model, names in fields.items()
        for row in model.objects.all()
        for field in names
    ]
    own = {text.plain for text in texts if text.language == code}
    fallen_back = {" ".join(t.plain.split()) for t in texts if t.language != code}
    interface = {entry.msgid for entry in polib.pofile(str(MESSAGES))}
    return fallen_back - own - interface - TERMS - {""}


def test_fallback_page_says_so_in_the_language_of_the_page(pages):
    """A reader who meets English is told why, in words of their own."""
    language = BY_CODE[pages[0].code]
    fallen_back = [
        page for page in pages if page.tree.xpath("//h1//*[@lang='en']") and page.code != "en"
    ]

    told = {
        page.url: [language_of(each) for each in page.tree.xpath(NOTICE)] for page in fallen_back
    }

    expected = [(language.tag, language.dir)]
    assert [url for url, found in told.items() if found != expected] == []


def test_address_of_a_language_is_not_asked_of_the_reader(client):
    plain = fetch("/get-help/", "en")

    asked = {"Accept-Language": "es", "Cookie": "django_language=es"}
    spanish_browser = client.get("/get-help/", headers=asked)

    assert spanish_browser.content.decode() == plain.html
    assert spanish_browser.headers["Content-Language"] == "en"

"""In place of the search, which needs the site itself: one page in each language that
lists all there is, by kind and by letter."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bluecampaign.pages.facts import PageFacts, Place
from bluecampaign.search.kinds import Kind
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.paths import localize
from bluecampaign.translation.text import Text
from bluecampaign.web.posture import public_page

# A shorter list is seen at one look.
LETTERS_FROM = 15
THAI_BEFORE = "เแโใไ"
HANGUL = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
HANGUL_FIRST, HANGUL_LAST, HANGUL_EACH = 0xAC00, 0xD7A3, 588


@dataclass(frozen=True, slots=True)
class Listed:
    title: Text
    url: str
    letter: str

    @property
    def place(self) -> tuple[str, str]:
        return self.letter or "\U0010ffff", folded(self.title.plain)


@dataclass(frozen=True, slots=True)
class Letter:
    letter: str
    listed: list[Listed]


@dataclass(frozen=True, slots=True)
class Part:
    """What there is of a kind."""

    heading: str
    anchor: str
    letters: list[Letter]


@public_page(minutes=5)
def everything(request):
    """Every title that the search would know, with its link. Two queries."""
    code = get_language() or SOURCE
    parts = list(parts_of(documents_in(code), code))
    facts = PageFacts(title=_("Search"), path=request.path, robots="noindex, follow")
    context = {
        "facts": facts,
        "parts": parts,
        "places": [Place(part.heading, part.anchor) for part in parts],
    }
    return render(request, "mirror/everything.html", context)


def documents_in(code: str) -> list[SearchDocument]:
    """One document of each object: that of the language, else the English one."""
    found = SearchDocument.objects.current().live().filter(language__in={code, SOURCE})
    found = found.only("content_type", "object_id", "language", "kind", "title", "path")
    by_object: dict[tuple[int, int], SearchDocument] = {}
    for document in found.order_by("pk"):
        key = (document.content_type_id, document.object_id)
        if key not in by_object or document.language == code:
            by_object[key] = document
    return list(by_object.values())


def parts_of(documents: Iterable[SearchDocument], code: str) -> Iterable[Part]:
    headings = {
        Kind.HOTLINE: _("Hotlines"),
        Kind.PAGE: _("Pages"),
        Kind.PROFILE: _("Agencies"),
        Kind.RESOURCE: _("Materials"),
        Kind.TERM: _("Glossary"),
    }
    documents = list(documents)
    for kind, heading in headings.items():
        listed = [_listed(each, code) for each in documents if each.kind == kind]
        if listed:
            yield Part(heading, f"all-{kind}", by_letter(listed))


def _listed(document: SearchDocument, code: str) -> Listed:
    title = Text(document.title, document.language)
    return Listed(title, localize(document.path, code), letter_of(document.title))


def by_letter(listed: Iterable[Listed]) -> list[Letter]:
    """In order; under letters where there are many and their scripts have some."""
    ordered = sorted(listed, key=attrgetter("place"))
    if len(ordered) < LETTERS_FROM:
        return [Letter("", sorted(ordered, key=lambda each: folded(each.title.plain)))]
    return [Letter(letter, list(group)) for letter, group in groupby(ordered, attrgetter("letter"))]


def folded(text: str) -> str:
    """A text without marks above and below its letters, for putting it in order."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def letter_of(title: str) -> str:
    """The letter that a reader of the title's script looks under; nothing for Chinese
    and for signs, which stand at the end."""
    words = title.lstrip("“”«»\"'(¿¡ ").lstrip(THAI_BEFORE).removeprefix("ال")
    first = unicodedata.normalize("NFC", words)[:1]
    if HANGUL_FIRST <= ord(first or " ") <= HANGUL_LAST:
        return HANGUL[(ord(first) - HANGUL_FIRST) // HANGUL_EACH]
    plain = folded(first).upper()[:1]
    name = unicodedata.name(plain or " ", "")
    return plain if plain.isalpha() and not name.startswith("CJK") else ""

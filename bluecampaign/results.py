"""The answer of the search as its page shows it: lines, facets and a correction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core.paginator import Page
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bluecampaign.search.excerpts import Piece, excerpt, marked, opening, pattern_of
from bluecampaign.search.found import Found
from bluecampaign.search.kinds import Kind
from bluecampaign.search.query import LONGEST_QUERY, Answer, Query
from bluecampaign.search.spelling import did_you_mean
from bluecampaign.search.suggestions import Suggestion
from bluecampaign.translation.languages import BY_CODE, SOURCE
from bluecampaign.translation.paths import localize
from bluecampaign.translation.text import Text


@dataclass(frozen=True, slots=True)
class Result:
    """A line of the results. Title and excerpt know their language; the link keeps the
    reader's."""

    title: "Marked"
    excerpt: "Marked"
    kind: str
    url: str
    is_own: bool


class Marked(Text):
    """A text that prints itself with its hits marked."""

    pieces: list[Piece]

    @classmethod
    def of(cls, pieces: list[Piece], language: str) -> "Marked":
        text = cls("".join(piece.text for piece in pieces), language)
        text.pieces = pieces
        return text

    def drawn(self) -> SafeString:
        return format_html_join("", "{}", ((_drawn(piece),) for piece in self.pieces))


def _drawn(piece: Piece) -> SafeString:
    return format_html("<mark>{}</mark>", piece.text) if piece.hit else escape(piece.text)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a facet, and how many results it shows."""

    label: str
    count: int
    url: str
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    legend: str
    name: str
    options: list[Option]


def asked(given: Mapping[str, str], language: str) -> Query:
    """The question of an address; what it does not know is passed over."""
    text = given.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    kind, only = given.get("kind", ""), given.get("in", "")
    return Query(
        text,
        language,
        kind=kind if kind in Kind.values else "",
        only=only if only in (language, SOURCE) and language != SOURCE else "",
    )


def results(page: Page, answer: Answer) -> list[Result]:
    pattern = pattern_of(answer.words)
    return [_result(document, pattern) for document in page]


def _result(document: Found, pattern) -> Result:
    code = get_language() or SOURCE
    return Result(
        title=Marked.of(marked(document.title, pattern), document.language),
        excerpt=Marked.of(_excerpt(document, pattern), document.language),
        kind=Kind(document.kind).label,
        url=localize(document.path, code),
        is_own=document.language == code,
    )


def _excerpt(document: Found, pattern) -> list[Piece]:
    """Where the words stand; the summary where they stand in the title alone."""
    texts = (document.summary, document.body, document.attached)
    found = (excerpt(text, pattern) for text in texts if text)
    return next(filter(None, found), None) or opening(document.summary or document.body)


def facets(answer: Answer) -> list[Facet]:
    """What can be chosen. A facet that would change nothing is left out."""
    query = answer.query
    kinds = [
        Option(kind.label, number, query.url(kind=kind), query.kind == kind)
        for kind, number in answer.kinds.items()
        if number or query.kind == kind
    ]
    languages = [
        Option(_language_label(code), number, query.url(only=code), query.only == code)
        for code, number in answer.languages.items()
        if number or query.only == code
    ]
    found = []
    if len(kinds) > 1 or query.kind:
        every = sum(answer.kinds.values())
        kinds.insert(0, Option(_("Everything"), every, query.url(kind=""), not query.kind))
        found.append(Facet(_("Kind of result"), "kind", kinds))
    if len(languages) > 1 or query.only:
        every = sum(answer.languages.values())
        languages.insert(0, Option(_("All languages"), every, query.url(only=""), not query.only))
        found.append(Facet(_("Language of result"), "in", languages))
    return found


def _language_label(code: str) -> str:
    return BY_CODE[code].name


def correction(answer: Answer) -> Query | None:
    """The query that was perhaps meant."""
    better = did_you_mean(answer)
    return replace(answer.query, text=better) if better else None


def described(suggestion: Suggestion) -> dict[str, str]:
    """A suggestion for a script, with the address in the reader's language."""
    spoken = BY_CODE[suggestion.language]
    return {
        "title": suggestion.title,
        "kind": str(suggestion.kind.label),
        "lang": spoken.tag,
        "dir": spoken.dir,
        "url": localize(suggestion.path, get_language() or SOURCE),
    }

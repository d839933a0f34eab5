"""The dimensions of the catalogue one can filter by, and how their choices are offered."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from awareness.models import Audience, ComponentProfile
from bluecampaign.pages.languages import is_language_tag, name_of
from bluecampaign.translation.languages import BY_CODE, LANGUAGES, SOURCE
from bluecampaign.translation.text import Text, text_of
from bluecampaign.web.kept import kept

from .choices import NO_WORDS, UNKNOWN_LANGUAGE, Access, Kind
from .models import Topic

YEAR = re.compile(r"[0-9]{4}")
PAGE_TAGS = [language.tag for language in LANGUAGES]


@dataclass(frozen=True, slots=True)
class Facet:
    """A dimension one can filter by. `lookup` is the field that holds its key, and an item
    may hold many of them or one."""

    name: str
    legend: str
    lookup: str
    is_many: bool = False


FACETS = (
    Facet("audience", _("For whom"), "audiences__slug", is_many=True),
    Facet("kind", _("Kind"), "kind"),
    Facet("topic", _("Topic"), "topics__slug", is_many=True),
    Facet("language", _("Language"), "editions__language", is_many=True),
    Facet("get", _("How to get it"), "access"),
    Facet("component", _("Agency"), "component__slug"),
    Facet("year", _("Year"), "year"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice within a facet, for a template.

    `section` is the heading that it stands under, `note` what a reader should know of
    it, `tag` and `dir` the language of its label where that is not the page's.
    """

    value: str
    label: str
    count: int
    selected: bool
    section: str = ""
    note: str = ""
    tag: str = ""
    dir: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    legend: str
    options: list[Option]

    @property
    def is_open(self) -> bool:
        return any(option.selected for option in self.options)

    @property
    def is_useful(self) -> bool:
        """Whether there is something to choose: another choice, or one to take back."""
        return len(self.options) > 1 or self.is_open or self.name != "get"


def labels(asked: dict[str, list[str]]) -> dict[str, dict[str, str]]:
    """What each known value of each facet is called: three queries."""
    years = [value for value in asked["year"] if YEAR.fullmatch(value)]
    return {
        "audience": stored_names("audience"),
        "kind": dict(Kind.choices),
        "topic": stored_names("topic"),
        "language": LanguageLabels(),
        "get": dict(Access.choices),
        "component": stored_names("component"),
        "year": {year: year for year in years},
    }


class LanguageLabels(dict):
    """Knows every language tag, so that a file may be in any."""

    def __contains__(self, tag) -> bool:
        return is_language_tag(tag)

    def __missing__(self, tag: str) -> str:
        return language_label(tag)


def language_label(tag: str) -> str:
    """A language as its readers call it; in plain words where there is none."""
    if tag == UNKNOWN_LANGUAGE:
        return gettext("Language not known")
    if tag == NO_WORDS:
        return gettext("No words (pictures only)")
    return name_of(tag).name


def in_order(facet: Facet, options: list[Option], known: dict[str, str]) -> list[Option]:
    """The choices as they are offered: years from the last, languages from the reader's
    own, what staff have put in order in that order, and the rest by name."""
    if facet.name == "year":
        return sorted(options, key=lambda option: option.value, reverse=True)
    if facet.name == "language":
        return sorted(options, key=lambda option: language_rank(option.value))
    if facet.name in ("audience", "topic", "component", "get"):
        order = list(known)
        return sorted(options, key=lambda option: order.index(option.value))
    return sorted(options, key=lambda option: str(option.label).casefold())


def language_rank(tag: str) -> tuple:
    """The reader's own language, those of the pages, all others by name, then files
    whose language nobody knows, then those without words."""
    if tag == own_tag():
        return 0, 0, ""
    if tag in PAGE_TAGS:
        return 1, PAGE_TAGS.index(tag), ""
    place = {UNKNOWN_LANGUAGE: 3, NO_WORDS: 4}.get(tag, 2)
    return place, 0, name_of(tag).name.casefold()


def language_option(option: Option) -> Option:
    """A language with its heading, and marked as what it is written in."""
    name = name_of(option.value)
    is_own = option.value == own_tag()
    return Option(
        value=option.value,
        label=language_label(option.value),
        count=option.count,
        selected=option.selected,
        section=_section(option.value),
        note=gettext("the language of this page") if is_own else "",
        tag="" if is_own else name.tag,
        dir="" if is_own or not name.tag else name.dir,
    )


def stored_names(kind: str) -> dict[str, str]:
    """What the audiences, topics or agencies (`component`) are called, by their slugs, in
    their order. One query."""
    return kept(("names", kind, get_language()), STORED[kind])


def _audiences() -> dict[str, Text]:
    return _names(Audience.objects.in_language(get_language()))


def _topics() -> dict[str, Text]:
    return _names(Topic.objects.in_language(get_language()))


def _agencies() -> dict[str, str]:
    profiles = ComponentProfile.objects.only("slug", "acronym")
    return {profile.slug: profile.acronym for profile in profiles}


STORED = {"audience": _audiences, "topic": _topics, "component": _agencies}


def own_tag() -> str:
    return BY_CODE[get_language() or SOURCE].tag


def _section(tag: str) -> str:
    has_place = tag in PAGE_TAGS or tag in (UNKNOWN_LANGUAGE, NO_WORDS)
    return "" if has_place else gettext("Other languages")


def _names(rows: Iterable) -> dict[str, Text]:
    return {row.slug: text_of(row, "name") for row in rows}

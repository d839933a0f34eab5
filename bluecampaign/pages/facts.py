"""What a page is, said once: for its head, its menus and the machines that read it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language, gettext

from bluecampaign.translation.languages import CODES, LANGUAGES, SOURCE
from bluecampaign.translation.models import State
from bluecampaign.translation.outdated import english_instead
from bluecampaign.translation.paths import localize, split

from .titles import head_title


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go: a title (plain or `Text`) and an address."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the page: the title of a section and its anchor."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """A language of the page. `origin` stands before its English path."""

    hreflang: str
    origin: str


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """A line of the language menu. `prefix` stands before the English path of the page."""

    code: str
    tag: str
    dir: str
    name: str
    prefix: str
    available: bool
    current: bool


@dataclass
class PageFacts:
    """The facts of the page at `path` (with its language prefix; a query of it goes along
    into the other languages).

    `states` maps the languages the page is translated into to their `State`; None
    says that the page exists in all of them (its words are interface words). A `plain`
    page is words and numbers, and does without the second style sheet.
    """

    title: str
    path: str
    description: str = ""
    trail: Sequence[Link] = ()
    updated: date | None = None
    states: dict[str, str] | None = None
    jsonld: list[dict] = field(default_factory=list)
    robots: str = ""
    is_home: bool = False
    plain: bool = False

    @cached_property
    def language(self) -> str:
        return get_language() or SOURCE

    @cached_property
    def english_path(self) -> str:
        return split(self.path)[1]

    @cached_property
    def available(self) -> tuple[str, ...]:
        if self.states is None:
            return CODES
        return tuple(c for c in CODES if c == SOURCE or self._is_shown(c))

    def _is_shown(self, code: str) -> bool:
        """Whether readers of a language get their own text, outdated or not."""
        state = self.states.get(code)
        return bool(state) and not (state == State.OUTDATED and english_instead(code))

    @property
    def head_title(self) -> str:
        if self.is_home:
            return str(settings.SITE_NAME)
        return head_title(str.__str__(self.title), self.english_path.partition("?")[0])

    def url(self, code: str) -> str:
        return settings.SITE_URL + localize(self.english_path, code)

    @cached_property
    def canonical(self) -> str:
        """This page; for a page that fell back to English, the English one; none for
        what no search engine should list."""
        if self.robots:
            return ""
        return self.url(SOURCE if self.is_fallback else self.language)

    @property
    def alternates(self) -> list[Alternate]:
        if self.robots:
            return []
        tags = [
            Alternate(item.tag, settings.SITE_URL + localize("", item.code))
            for item in LANGUAGES
            if item.code in self.available
        ]
        return [*tags, Alternate("x-default", settings.SITE_URL)]

    @property
    def languages(self) -> list[LanguageChoice]:
        return [
            LanguageChoice(
                code=item.code,
                tag=item.tag,
                dir=item.dir,
                name=item.name,
                prefix=localize("", item.code),
                available=item.code in self.available,
                current=item.code == self.language,
            )
            for item in LANGUAGES
        ]

    @cached_property
    def breadcrumbs(self) -> list[Link]:
        if self.is_home:
            return []
        home = Link(gettext("Home"), localize("/", self.language))
        here = Link(self.title, self.path, current=True)
        return [home, *self.trail, here]

    @property
    def is_fallback(self) -> bool:
        return self.language not in self.available

    @property
    def state(self) -> str | None:
        return (self.states or {}).get(self.language)

    @property
    def is_machine_draft(self) -> bool:
        """No person has approved this translation. The interface's own words, and so
        every page that consists of them, have not been reviewed either."""
        if self.language == SOURCE or self.is_fallback:
            return False
        return self.state is None or State(self.state).is_unchecked

    @property
    def is_outdated(self) -> bool:
        return self.state == State.OUTDATED

    @property
    def share_image(self) -> str:
        return settings.SITE_URL + static("img/share.png")


def breadcrumb_jsonld(crumbs: Iterable[Link]) -> dict:
    """schema.org BreadcrumbList for a trail."""
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": number,
                "name": str.__str__(crumb.title),
                "item": settings.SITE_URL + crumb.url,
            }
            for number, crumb in enumerate(crumbs, start=1)
        ],
    }

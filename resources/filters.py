"""The filters of the catalogue: what can be chosen, what is, and how many that leaves.

Choices of one facet add up (posters or cards), facets narrow each other (posters for
hotels). The count beside a choice says how many items the list would hold of it with
everything else as it is. All counts come from one query.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from awareness.models import Audience, ComponentProfile
from bluecampaign.pages.languages import is_language_tag, name_of
from bluecampaign.translation.text import text_of

from .choices import Kind, Sort
from .models import Resource, Topic

LONGEST_VALUE = 60
MOST_VALUES = 20
YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Facet:
    """A dimension one can filter by. `lookup` is the field that holds its key."""

    name: str
    legend: str
    lookup: str


FACETS = (
    Facet("audience", _("For whom"), "audiences__slug"),
    Facet("kind", _("Kind"), "kind"),
    Facet("topic", _("Topic"), "topics__slug"),
    Facet("language", _("Language"), "editions__language"),
    Facet("component", _("Agency"), "component__slug"),
    Facet("year", _("Year"), "year"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """A choice within a facet, for a template."""

    value: str
    label: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that is made, and the address that takes it back."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    legend: str
    options: list[Option]

    @property
    def is_open(self) -> bool:
        return any(option.selected for option in self.options)


@dataclass
class ResourceFilter:
    """Understands the query string of the catalogue and answers for it.

    Values it does not know are dropped, so that an old or broken link still leads to a
    list; `dropped` says that it happened.
    """

    query: QueryDict
    chosen: dict[str, list[str]] = field(init=False)
    sort: Sort = field(init=False)
    dropped: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.sort = self._sort()
        asked = {facet.name: self._asked(facet.name) for facet in FACETS}
        self.known = self._labels(asked)
        self.chosen = {
            name: [value for value in values if value in self.known[name]]
            for name, values in asked.items()
        }
        self.dropped = self.dropped or any(
            len(values) > len(self.chosen[name]) for name, values in asked.items()
        )

    def _sort(self) -> Sort:
        wanted = self.query.get("sort", "")
        return Sort(wanted) if wanted in Sort.values else Sort.NEWEST

    def _asked(self, name: str) -> list[str]:
        values = [v for v in self.query.getlist(name) if v]
        fine = [v for v in values if len(v) <= LONGEST_VALUE][:MOST_VALUES]
        self.dropped = self.dropped or len(fine) < len(values)
        return list(dict.fromkeys(fine))

    def _labels(self, asked) -> dict[str, dict[str, str]]:
        """What each known value of each facet is called: three queries."""
        code = get_language()
        profiles = ComponentProfile.objects.only("slug", "acronym")
        years = [value for value in asked["year"] if YEAR.fullmatch(value)]
        return {
            "audience": _names(Audience.objects.in_language(code)),
            "kind": dict(Kind.choices),
            "topic": _names(Topic.objects.in_language(code)),
            "language": _LanguageLabels(),
            "component": {profile.slug: profile.acronym for profile in profiles},
            "year": {year: year for year in years},
        }

    @property
    def is_active(self) -> bool:
        return any(self.chosen.values())

    def results(self):
        """The public items that match, in order, ready to be shown as cards."""
        code = get_language()
        found = Resource.objects.live().filter(self._matching())
        # A join to several values repeats rows; a subquery does not.
        unique = Resource.objects.filter(pk__in=found.values("pk"))
        return unique.for_cards(code).sorted_by(self.sort, code)

    def _matching(self, *, but: str = "") -> Q:
        """The condition of every facet (but one): each holds one of its choices."""
        condition = Q()
        for facet in FACETS:
            values = self.chosen[facet.name]
            if values and facet.name != but:
                holders = Resource.objects.filter(**{f"{facet.lookup}__in": values})
                condition &= Q(pk__in=holders.values("pk"))
        return condition

    def groups(self) -> list[Group]:
        """Every facet with its choices and counts; a choice that leads nowhere is left
        out unless it is made. One query."""
        counts = self._counts()
        return [
            Group(facet.name, facet.legend, self._options(facet, counts[facet.name]))
            for facet in FACETS
        ]

    def _counts(self) -> dict[str, dict[str, int]]:
        first, *rest = (self._count(facet) for facet in FACETS)
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for name, value, number in first.union(*rest, all=True):
            if value is not None:
                counts[name][value] = number
        return counts

    def _count(self, facet: Facet):
        live = Resource.objects.live().filter(self._matching(but=facet.name))
        return (
            live.order_by()
            .annotate(
                facet_name=Value(facet.name, output_field=CharField()),
                facet_value=Cast(F(facet.lookup), CharField()),
            )
            .values("facet_name", "facet_value")
            .annotate(number=Count("pk", distinct=True))
            .values_list("facet_name", "facet_value", "number")
        )

    def _options(self, facet: Facet, counts: dict[str, int]) -> list[Option]:
        chosen = self.chosen[facet.name]
        known = self.known[facet.name]
        options = [
            Option(
                value=value,
                label=self._label(facet.name, value),
                count=counts.get(value, 0),
                selected=value in chosen,
            )
            for value in {**counts, **dict.fromkeys(chosen)}
            if value in known or facet.name == "year"
        ]
        order = list(known) if facet.name in ("audience", "topic", "component") else []
        if facet.name == "year":
            return sorted(options, key=lambda option: option.value, reverse=True)
        if order:
            return sorted(options, key=lambda option: order.index(option.value))
        return sorted(options, key=lambda option: str(option.label).casefold())

    def _label(self, name: str, value: str) -> str:
        return value if name == "year" else self.known[name][value]

    def chips(self) -> list[Chip]:
        return [
            Chip(self._label(name, value), self.url(without=(name, value)))
            for name, values in self.chosen.items()
            for value in values
        ]

    def url(self, *, without: tuple[str, str] | None = None, page: int = 1) -> str:
        """The address of this list, less one choice or at another page."""
        query = QueryDict(mutable=True)
        for name, values in self.chosen.items():
            query.setlist(name, [v for v in values if (name, v) != without])
        if self.sort != Sort.NEWEST:
            query["sort"] = self.sort
        if page > 1:
            query["page"] = str(page)
        return f"?{query.urlencode()}" if query.urlencode() else "?"


class _LanguageLabels(dict):
    """Knows every language tag, so that a file may be in any."""

    def __contains__(self, tag) -> bool:
        return is_language_tag(tag)

    def __missing__(self, tag: str) -> str:
        return name_of(tag).name


def _names(rows: Iterable) -> dict[str, str]:
    return {row.slug: text_of(row, "name") for row in rows}

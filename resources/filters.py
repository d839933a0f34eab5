"""The filters of the catalogue: what can be chosen, what is, and how many that leaves.

Choices of one facet add up (posters or cards), facets narrow each other (posters for
hotels). The count beside a choice says how many items of it the list would hold with
everything else as it is. All counts come from one query.

What was replaced is left out unless it is asked for; what was withdrawn always.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import get_language, gettext

from bluecampaign.translation.languages import SOURCE
from bluecampaign.web.kept import kept

from .choices import Access, Sort, Standing
from .facets import FACETS, Facet, Group, Option, in_order, labels, language_option
from .lists import LIST_NAME, MyList
from .models import Edition, Resource

LONGEST_VALUE = 60
MOST_VALUES = 20
REPLACED = "replaced"
SHOWN = "1"


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that is made, and the address that takes it back."""

    label: str
    remove_url: str


@dataclass
class ResourceFilter:
    """Understands the query string of the catalogue and answers for it.

    Values it does not know are dropped, so that an old or broken link still leads to a
    list; `dropped` says that it happened. A reader's own list (`mine`) is carried along
    in every address.
    """

    query: QueryDict
    mine: MyList = field(default_factory=MyList)
    chosen: dict[str, list[str]] = field(init=False)
    sort: Sort = field(init=False)
    with_replaced: bool = field(init=False)
    dropped: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.sort = self._sort()
        self.with_replaced = self.query.get(REPLACED) == SHOWN
        asked = {facet.name: self._asked(facet.name) for facet in FACETS}
        self.known = labels(asked)
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

    @property
    def is_active(self) -> bool:
        return self.with_replaced or any(self.chosen.values())

    @property
    def number(self) -> int:
        """How many choices are made."""
        return self.with_replaced + sum(map(len, self.chosen.values()))

    @property
    def only_audience(self) -> str:
        """The audience, where nothing but one audience is chosen."""
        others = [values for name, values in self.chosen.items() if name != "audience"]
        alone = len(self.chosen["audience"]) == 1 and not any(others)
        return self.chosen["audience"][0] if alone and not self.with_replaced else ""

    def results(self):
        """The public items that match, in order."""
        found = self._offered().filter(self._matching())
        return found.sorted_by(self.sort, get_language())

    def _offered(self):
        """What the list is taken from, before anything is chosen."""
        public = Resource.objects.live()
        if self.with_replaced:
            return public.exclude(standing=Standing.WITHDRAWN)
        return public.current()

    def _matching(self, *, but: str = "") -> Q:
        """The condition of every facet (but one): each holds one of its choices."""
        condition = Q()
        for facet in FACETS:
            values = self.chosen[facet.name]
            if values and facet.name != but:
                condition &= holding(facet, values)
        return condition

    def groups(self) -> list[Group]:
        """Every facet with its choices and counts; a choice that leads nowhere is left
        out unless it is made. One query."""
        return [self.group(facet.name) for facet in FACETS]

    def group(self, name: str) -> Group:
        facet = next(facet for facet in FACETS if facet.name == name)
        return Group(name, facet.legend, self._options(facet, self.counts.get(name, {})))

    @cached_property
    def counts(self) -> dict[str, dict[str, int]]:
        """By facet and value. One query."""
        return kept(("counts", self.key), self._counted)

    @property
    def key(self) -> tuple:
        """What two lists of the same items have in common, in whatever order they stand."""
        chosen = tuple((name, tuple(values)) for name, values in self.chosen.items())
        return chosen, self.with_replaced

    def _counted(self) -> dict[str, dict[str, int]]:
        first, *rest = (self._count(facet) for facet in FACETS)
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        for name, value, number in first.union(*rest, all=True):
            if value is not None:
                counts[name][value] = number
        return counts

    def _count(self, facet: Facet):
        offered = with_access(self._offered().filter(self._matching(but=facet.name)))
        return (
            offered.order_by()
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
        options = [
            Option(
                value=value,
                label=self._label(facet.name, value),
                count=counts.get(value, 0),
                selected=value in chosen,
            )
            for value in {**counts, **dict.fromkeys(chosen)}
            if value in self.known[facet.name] or facet.name == "year"
        ]
        if facet.name == "language":
            options = [language_option(option) for option in options]
        return in_order(facet, options, self.known[facet.name])

    def _label(self, name: str, value: str) -> str:
        return value if name == "year" else self.known[name][value]

    def chips(self) -> list[Chip]:
        """Every choice that is made, in the order of the facets."""
        chips = [
            Chip(self._label(name, value), self.url(without=(name, value)))
            for name, values in self.chosen.items()
            for value in values
        ]
        if self.with_replaced:
            label = gettext("Replaced items too")
            chips.append(Chip(label, self.url(without=(REPLACED, SHOWN))))
        return chips

    def url(
        self,
        *,
        without: tuple[str, str] | None = None,
        page: int = 1,
        mine: MyList | None = None,
    ) -> str:
        """The address of this list: less one choice, at another page, or with another
        list of the reader's."""
        query = self.state(without=without)
        carried = self.mine if mine is None else mine
        if page > 1:
            query["page"] = str(page)
        if carried:
            query[LIST_NAME] = str(carried)
        return f"?{query.urlencode(safe=',')}" if query else "?"

    def state(self, *, without: tuple[str, str] | None = None) -> QueryDict:
        """What is chosen as a query string, without the page and the reader's list."""
        query = QueryDict(mutable=True)
        for name, values in self.chosen.items():
            left = [value for value in values if (name, value) != without]
            if left:
                query.setlist(name, left)
        if self.with_replaced and without != (REPLACED, SHOWN):
            query[REPLACED] = SHOWN
        if self.sort != Sort.NEWEST:
            query["sort"] = self.sort
        return query


def holding(facet: Facet, values: list[str]) -> Q:
    """The condition that an item has one of the values of a facet."""
    everything = with_access(Resource.objects.all()) if facet.name == "get" else Resource.objects
    return Q(pk__in=everything.filter(**{f"{facet.lookup}__in": values}).values("pk"))


def with_access(items):
    """Items that know whether this site has their words or a file (`Access`)."""
    files = Edition.objects.filter(resource=OuterRef("pk")).exclude(file="")
    words = ~Q(**{f"body_{SOURCE}": ""}) & Q(**{f"body_{SOURCE}__isnull": False})
    made_here = ~Q(printed_as="")
    here = Case(
        When(Q(Exists(files)) | words | made_here, then=Value(Access.HERE)),
        default=Value(Access.ELSEWHERE),
        output_field=CharField(),
    )
    return items.alias(access=here)

"""The filters of the catalogue: what can be chosen, what is, and how many that leaves.

Choices of one facet add up (posters or cards), facets narrow each other (posters for
hotels). The count beside a choice says how many items of it the list would hold with
everything else as it is. All counts come from the sets of `bitmap_index.py`.

What was replaced is left out unless it is asked for; what was withdrawn always.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext

from .bitmap_index import BitmapIndex, bitmap_index
from .choices import Sort
from .facets import FACETS, Facet, Group, Option, in_order, labels, language_option
from .lists import LIST_NAME, MyList
from .results import Results

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

    @cached_property
    def _index(self) -> BitmapIndex:
        return bitmap_index()

    @property
    def _offered(self) -> int:
        """What the list is taken from, before anything is chosen."""
        return self._index.offered if self.with_replaced else self._index.current

    def results(self) -> Results:
        """The public items that match, in order."""
        return Results(self._index, self._index.matching(self.chosen, self._offered), self.sort)

    def groups(self) -> list[Group]:
        """Every facet with its choices and counts; a choice that leads nowhere is left
        out unless it is made."""
        return [self.group(facet.name) for facet in FACETS]

    def group(self, name: str) -> Group:
        facet = next(facet for facet in FACETS if facet.name == name)
        others = {other: values for other, values in self.chosen.items() if other != name}
        counts = self._index.counts(name, self._index.matching(others, self._offered))
        return Group(name, facet.legend, self._options(facet, counts))

    @property
    def key(self) -> tuple:
        """What two lists of the same items have in common, in whatever order they stand."""
        chosen = tuple((name, tuple(values)) for name, values in self.chosen.items())
        return chosen, self.with_replaced

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

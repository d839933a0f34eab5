"""Material inside pages: each block shows the newest items of its selection.

All blocks of a page are answered together by three queries, however many there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.validators import slug_re
from django.db.models import Count, F, Q, Value, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict

from bluecampaign.translation.reversing import reverse
from bluecampaign.web.kept import kept

from .cards import ResourceCard, cards_by_key
from .facets import FACETS, YEAR
from .filters import holding
from .models import Resource

MOST = 6
BY_NAME = {facet.name: facet for facet in FACETS}


@dataclass(frozen=True, slots=True)
class Selection:
    """The newest items, how many there are, and where all of them are."""

    cards: list[ResourceCard]
    total: int
    url: str


def select(wanted: Iterable[str]) -> dict[str, Selection]:
    """The answer to each selection such as `kind:poster audience:hospitality`."""
    texts = list(dict.fromkeys(wanted))
    if not texts:
        return {}
    rows = kept(("selections", *texts), lambda: _rows(texts))
    found = cards_by_key({pk for _n, pk, *_r in rows})
    answers = {}
    for number, text in enumerate(texts):
        mine = sorted((row for row in rows if row[0] == number), key=lambda row: row[2])
        answers[text] = Selection(
            cards=[found[pk] for _number, pk, *_rest in mine],
            total=mine[0][3] if mine else 0,
            url=url_of(text),
        )
    return answers


def url_of(text: str) -> str:
    """Where a selection is shown whole: an audience has a page of its own."""
    query = query_of(text)
    slugs = query.getlist("audience")
    if list(query) == ["audience"] and len(slugs) == 1 and slug_re.fullmatch(slugs[0]):
        return reverse("resources:landing", args=slugs)
    return f"{reverse('resources:list')}?{query.urlencode()}"


def query_of(text: str) -> QueryDict:
    """A selection as the query string of the catalogue."""
    query = QueryDict(mutable=True)
    for part in text.split():
        name, _, value = part.partition(":")
        if name in BY_NAME and (YEAR.fullmatch(value) if name == "year" else value):
            query.appendlist(name, value)
    return query


def _rows(texts: list[str]) -> list[tuple[int, int, int, int]]:
    """One query, and the same answer in all languages."""
    first, *rest = (_newest(number, text) for number, text in enumerate(texts))
    return list(first.union(*rest, all=True))


def _newest(number: int, text: str):
    """(number, pk, place, total) of the first items of a selection."""
    condition = Q()
    for name, values in query_of(text).lists():
        condition &= holding(BY_NAME[name], values)
    order = (F("year").desc(nulls_last=True), F("code").asc())
    return (
        Resource.objects.live()
        .current()
        .filter(condition)
        .order_by()
        .annotate(
            number=Value(number),
            place=Window(RowNumber(), order_by=order),
            total=Window(Count("pk")),
        )
        .filter(place__lte=MOST)
        .values_list("number", "pk", "place", "total")
    )

"""The items that each audience sees first, worked out for all audiences at once.

There are as many pages as audiences in each language, and putting the question together
costs more than the database's answer: so it is asked once for each language and content.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Case, Count, Exists, F, OuterRef, Value, When, Window
from django.db.models.functions import RowNumber

from bluecampaign.web.kept import kept

from .choices import Kind
from .facets import own_tag
from .models import Edition, Resource

MOST = 6
# Those in the reader's language before the others, then the newest.
ORDER = (F("in_own").desc(), F("year").desc(nulls_last=True), F("code").asc())


class Placed(NamedTuple):
    """An item that is shown, in which part, and how many items that part has in all."""

    item: int
    part: int
    total: int


def shown_to(audience: str, parts: tuple[tuple[Kind, ...], ...]) -> list[Placed]:
    """What is for an audience (its slug), in parts of these kinds and in its order. One
    query, for all audiences."""
    found = kept(("first of", own_tag(), parts), lambda: _first_of(parts), _weight)
    return found.get(audience, [])


def shown_besides(
    audience: str, everybody: str, kinds: tuple[Kind, ...], part: int
) -> list[Placed]:
    """What is for everybody and not for this audience. One query, for all audiences."""
    whose = ("besides", own_tag(), everybody, kinds)
    found = kept(whose, lambda: _whose(everybody, kinds), _weight)
    others = [item for item, slugs in found.items() if audience not in slugs]
    return [Placed(item, part, len(others)) for item in others[:MOST]]


def _first_of(parts: tuple[tuple[Kind, ...], ...]) -> dict[str, list[Placed]]:
    cases = [When(kind__in=kinds, then=Value(number)) for number, kinds in enumerate(parts)]
    each = [F("audience"), F("part")]
    rows = (
        _offered()
        .annotate(audience=F("audiences__slug"), part=Case(*cases))
        .annotate(
            place=Window(RowNumber(), partition_by=each, order_by=ORDER),
            total=Window(Count("pk"), partition_by=each),
        )
        .filter(place__lte=MOST, audience__isnull=False)
        .values_list("audience", "part", "place", "pk", "total")
    )
    found: dict[str, list[Placed]] = defaultdict(list)
    for audience, part, _place, item, total in sorted(rows):
        found[audience].append(Placed(item, part, total))
    return found


def _whose(everybody: str, kinds: tuple[Kind, ...]) -> dict[int, set[str]]:
    """The items of these kinds that are for everybody, in order, and whom they are for."""
    general = Resource.objects.filter(audiences__slug=everybody, kind__in=kinds)
    rows = _offered().filter(pk__in=general.values("pk")).order_by(*ORDER)
    found: dict[int, set[str]] = defaultdict(set)
    for item, audience in rows.values_list("pk", "audiences__slug"):
        found[item].add(audience)
    return found


def _offered():
    in_own = Exists(Edition.objects.filter(resource=OuterRef("pk"), language=own_tag()))
    return Resource.objects.live().current().order_by().annotate(in_own=in_own)


def _weight(found: dict) -> int:
    return sum(100 * len(each) for each in found.values())

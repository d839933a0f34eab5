"""Material inside pages: each block shows the newest items of its selection.

All blocks of a page are answered together by four queries, however many there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from django.core.validators import slug_re
from django.http import QueryDict

from bluecampaign.translation.reversing import reverse

from .bitmap_index import bitmap_index
from .cards import ResourceCard, cards_by_key
from .facets import FACETS, YEAR

MOST = 6
NAMES = [facet.name for facet in FACETS]


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
    index = bitmap_index()
    items = {text: index.matching(dict(query_of(text).lists()), index.current) for text in texts}
    keys = {text: index.keys_in(bits, stop=MOST) for text, bits in items.items()}
    cards = cards_by_key(chain.from_iterable(keys.values()))
    return {
        text: Selection(
            cards=[cards[key] for key in keys[text] if key in cards],
            total=items[text].bit_count(),
            url=url_of(text),
        )
        for text in texts
    }


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
        if name in NAMES and (YEAR.fullmatch(value) if name == "year" else value):
            query.appendlist(name, value)
    return query

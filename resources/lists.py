"""A reader's own list of items: it lives in the address and nowhere else.

No cookie and no storage: whoever has the address has the list, and nobody keeps it.
The catalogue carries it from page to page as `?list=BC-001,BC-014`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

from bluecampaign.translation.languages import BY_CODE, SOURCE
from bluecampaign.translation.reversing import reverse

from .addresses import permanent_url
from .choices import Standing
from .models import FormerCode, Resource

LIST_NAME = "list"
MOST_ITEMS = 50
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,19}")


@dataclass(frozen=True, slots=True)
class MyList:
    """The codes of the items of a list, in the order of the reader, each once.

    What cannot be a code is left out, and what is beyond the fiftieth: `dropped` says
    that it happened.
    """

    codes: tuple[str, ...] = ()
    dropped: bool = False

    @classmethod
    def read(cls, text: str) -> "MyList":
        asked = [part.strip() for part in text.split(",") if part.strip()]
        fine = [code for code in dict.fromkeys(asked) if CODE.fullmatch(code)]
        broken = any(not CODE.fullmatch(code) for code in asked)
        return cls(tuple(fine[:MOST_ITEMS]), broken or len(fine) > MOST_ITEMS)

    @classmethod
    def of(cls, request: HttpRequest) -> "MyList":
        return cls.read(request.GET.get(LIST_NAME, ""))

    def __str__(self) -> str:
        return ",".join(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: str) -> bool:
        return code in self.codes

    @property
    def is_full(self) -> bool:
        return len(self.codes) >= MOST_ITEMS

    def adding(self, code: str) -> "MyList":
        """With an item at the end; a full list takes no more."""
        if code in self.codes or self.is_full:
            return self
        return MyList((*self.codes, code))

    def without(self, code: str) -> "MyList":
        return MyList(tuple(each for each in self.codes if each != code))

    def moving(self, code: str, step: int) -> "MyList":
        """With an item so many places further down, or up where `step` is negative."""
        others = [each for each in self.codes if each != code]
        place = max(0, self.codes.index(code) + step)
        return MyList((*others[:place], code, *others[place:]))

    def url_of(self, address: str, **more: str) -> str:
        """An address that carries the list, whether it has a query or not; the bare one where
        there is nothing to carry."""
        if not more and not self.codes:
            return address
        query = urlencode(more | ({LIST_NAME: str(self)} if self.codes else {}), safe=",")
        return f"{address}{'&' if '?' in address else '?'}{query}"


@dataclass(frozen=True, slots=True)
class ListLink:
    """The link that puts an item on the reader's list, or takes it off again."""

    url: str
    is_listed: bool
    anchor: str


@dataclass(frozen=True, slots=True)
class Carrying:
    """A list on its way through the pages; `address` is the present page with another."""

    mine: MyList
    address: Callable[[MyList], str]

    def link_for(self, code: str) -> ListLink | None:
        """None where nothing can be added: the list is full, or the code no address."""
        is_listed = code in self.mine
        if not is_listed and (self.mine.is_full or not CODE.fullmatch(code)):
            return None
        other = self.mine.without(code) if is_listed else self.mine.adding(code)
        anchor = anchor_of(code)
        return ListLink(f"{self.address(other)}#{anchor}", is_listed, anchor)

    def url_of(self, path: str) -> str:
        return self.mine.url_of(path)

    @property
    def show_url(self) -> str:
        return self.url_of(reverse("resources:my-list"))


def carrying(request: HttpRequest, path: str) -> Carrying:
    """The list on the page at `path`, which has no other state in its address."""
    return Carrying(MyList.of(request), lambda mine: mine.url_of(path))


def items_of(mine: MyList, code: str) -> tuple[list[Resource], MyList]:
    """The public items of a list in its order, and the list as it stands by now.

    A code that was changed since leads to the item that has another now. What is not
    given out (any more) falls out. The same number of queries for one item and for fifty.
    """
    former = FormerCode.objects.filter(code__in=mine.codes)
    former = former.exclude(code__in=Resource.objects.values("code"))
    renamed = dict(former.values_list("code", "resource__code"))
    wanted = list(dict.fromkeys(renamed.get(each, each) for each in mine.codes))
    public = Resource.objects.live().exclude(standing=Standing.WITHDRAWN)
    found = {item.code: item for item in public.for_cards(code).filter(code__in=wanted)}
    kept = [each for each in wanted if each in found]
    dropped = mine.dropped or len(kept) < len(wanted)
    return [found[each] for each in kept], MyList(tuple(kept), dropped)


def printed_url(code: str) -> str:
    """The permanent address of an item for paper, in the language of the page."""
    language = get_language() or SOURCE
    return permanent_url(code, "" if language == SOURCE else BY_CODE[language].tag)


def anchor_of(code: str) -> str:
    """Where an item stands on a page of a list."""
    return f"item-{code}"


def carries_a_list(view):
    """Mark a public view that carries lists: an answer with one is kept by nobody."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if LIST_NAME in request.GET:
            del response["Cache-Control"]
            add_never_cache_headers(response)
        return response

    return wrapped

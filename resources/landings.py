"""The material for one audience, what it needs first in the first place.

Kinds are put together by what one does with them; each section shows a few items,
those in the reader's language before the others, then the newest.
"""

from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from django.http import Http404, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from awareness.choices import BlockKind
from awareness.models import Audience
from bluecampaign.pages.facts import Link, PageFacts, breadcrumb_jsonld
from bluecampaign.translation.reversing import reverse
from bluecampaign.translation.text import text_of
from bluecampaign.web.posture import public_page

from .bitmap_index import BitmapIndex, bitmap_index
from .cards import ResourceCard, cards_by_key
from .choices import Kind
from .facets import own_tag
from .filters import ResourceFilter
from .lists import Carrying, carries_a_list, carrying

SECTIONS = (
    (gettext_lazy("Start here"), (Kind.TOOLKIT, Kind.TRAINING)),
    (
        gettext_lazy("To put up and hand out"),
        (Kind.POSTER, Kind.CARD, Kind.BROCHURE, Kind.INFOGRAPHIC),
    ),
    (
        gettext_lazy("To read"),
        (Kind.FACT_SHEET, Kind.GUIDE, Kind.PRESENTATION, Kind.REPORT, Kind.WEB_PAGE),
    ),
    (gettext_lazy("To watch and listen to"), (Kind.VIDEO, Kind.PSA)),
    (gettext_lazy("To share online"), (Kind.SOCIAL_MEDIA_KIT, Kind.NEWSLETTER)),
)


# The audience that everybody belongs to, and what of it helps in any place.
EVERYBODY = "general"
FOR_ANY_PLACE = (Kind.POSTER, Kind.CARD, Kind.TRAINING)
MOST = 6


@dataclass(frozen=True, slots=True)
class Section:
    """Some items of a few kinds, how many there are, and the list that has them all."""

    heading: str
    anchor: str
    cards: list[ResourceCard]
    total: int
    url: str
    is_own: bool = True

    @property
    def has_more(self) -> bool:
        return self.total > len(self.cards)


@carries_a_list
@public_page(minutes=5)
def landing(request, slug: str):
    """The material for an audience; one that has none yet says where to look instead."""
    code = get_language()
    audience = Audience.objects.in_language(code, "page").filter(slug=slug).first()
    if audience is None:
        raise Http404
    here = carrying(request, path_of(audience.slug))
    sections = sections_for(audience, here)
    context = {
        "audience": audience,
        "facts": facts_of(audience, here, is_listed=bool(sections and not here.mine)),
        "carrying": here,
        "sections": sections,
        "total": sum(section.total for section in sections if section.is_own),
        "links": links_of(audience),
        "list_url": list_url(audience.slug, here),
    }
    return render(request, "resources/landing.html", context)


def path_of(slug: str) -> str:
    return reverse("resources:landing", args=[slug])


def links(chosen: ResourceFilter, here: Carrying) -> list[Link]:
    """A link to the page of each audience that something is for."""
    options = chosen.group("audience").options
    return [Link(o.label, here.url_of(path_of(o.value))) for o in options if o.count]


def link(chosen: ResourceFilter, here: Carrying) -> Link | None:
    """The page of the one audience that a list is narrowed to."""
    slug = chosen.only_audience
    if not slug:
        return None
    name = chosen.known["audience"][slug].plain
    title = _("What helps most: %(audience)s") % {"audience": name}
    return Link(title, here.url_of(path_of(slug)))


def list_url(slug: str, here: Carrying, kinds: tuple[Kind, ...] = ()) -> str:
    """The catalogue with nothing but these filters."""
    query = QueryDict(mutable=True)
    query.setlist("audience", [slug])
    query.setlist("kind", kinds)
    if here.mine:
        query["list"] = str(here.mine)
    return f"{reverse('resources:list')}?{query.urlencode(safe=',')}"


def facts_of(audience: Audience, here: Carrying, *, is_listed: bool) -> PageFacts:
    name = text_of(audience, "name").plain
    facts = PageFacts(
        title=_("Materials for: %(audience)s") % {"audience": name},
        description=_(
            "What there is for: %(audience)s. Training, posters, cards and fact sheets, "
            "with what helps most at the top."
        )
        % {"audience": name},
        path=here.url_of(path_of(audience.slug)),
        trail=[Link(_("Materials"), here.url_of(reverse("resources:list")))],
        robots="" if is_listed else "noindex, nofollow",
    )
    facts.jsonld.append(breadcrumb_jsonld(facts.breadcrumbs))
    return facts


def links_of(audience: Audience) -> list[Link]:
    """The audience's own page, and the signs on it where it has some. One query."""
    page = audience.page
    if page is None or not page.is_live():
        return []
    url = page.get_absolute_url()
    signs = page.blocks.in_language(get_language()).filter(kind=BlockKind.INDICATORS)
    return [
        Link(text_of(page, "title"), url),
        *(Link(text_of(block, "heading"), f"{url}#{block.key}") for block in signs[:1]),
    ]


def sections_for(audience: Audience, here: Carrying) -> list[Section]:
    """The sections that hold something: the same queries for one item and for many.

    At the end stands what helps in any place, unless nothing is for the audience itself.
    """
    index = bitmap_index()
    plans = _plans(index, audience.slug)
    in_own = index.holding("language", [own_tag()])
    keys = [index.keys_in(p.items & in_own, p.items & ~in_own, stop=MOST) for p in plans]
    cards = cards_by_key(chain.from_iterable(keys))
    return [
        Section(
            heading=plan.heading,
            anchor=f"part-{plan.number}",
            cards=[cards[key].carried(here) for key in shown if key in cards],
            total=plan.items.bit_count(),
            url=list_url(plan.audience, here, plan.kinds),
            is_own=plan.audience == audience.slug,
        )
        for plan, shown in zip(plans, keys, strict=True)
    ]


class _Plan(NamedTuple):
    """A section: for whom it is, of which kinds, and the set of its items."""

    number: int
    heading: str
    audience: str
    kinds: tuple[Kind, ...]
    items: int


def _plans(index: BitmapIndex, slug: str) -> list[_Plan]:
    mine = index.current & index.holding("audience", [slug])
    others = index.holding("audience", [EVERYBODY]) & index.current & ~mine
    plans = [
        _Plan(number, heading, slug, kinds, mine & index.holding("kind", kinds))
        for number, (heading, kinds) in enumerate(SECTIONS, start=1)
    ]
    if mine:
        items = others & index.holding("kind", FOR_ANY_PLACE)
        place = len(SECTIONS) + 1
        plans.append(_Plan(place, _("For everybody"), EVERYBODY, FOR_ANY_PLACE, items))
    return [plan for plan in plans if plan.items]

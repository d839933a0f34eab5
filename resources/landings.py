"""The material for one audience, what it needs first in the first place.

Kinds are put together by what one does with them; each section shows a few items,
those in the reader's language before the others, then the newest.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Value, When, Window
from django.db.models.functions import RowNumber
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

from .cards import ResourceCard, cards_by_key
from .choices import Kind
from .facets import own_tag
from .filters import ResourceFilter
from .lists import Carrying, carries_a_list, carrying
from .models import Edition, Resource

MOST = 6
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
    sections = list(sections_for(audience, here))
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


def sections_for(audience: Audience, here: Carrying) -> Iterator[Section]:
    """The sections that hold something: four queries, however many items there are.

    At the end stands what helps in any place, unless nothing is for the audience itself.
    """
    cases = [When(kind__in=kinds, then=Value(n)) for n, (_h, kinds) in enumerate(SECTIONS)]
    given = Resource.objects.live().current()
    rows = list(_first(given.filter(audiences=audience), Case(*cases)))
    others = given.filter(audiences__slug=EVERYBODY, kind__in=FOR_ANY_PLACE)
    others = others.exclude(pk__in=audience.resources.values("pk"))
    rows += _first(others, Value(len(SECTIONS))) if rows else []
    cards = cards_by_key(pk for pk, *_rest in rows)
    general = (_("For everybody"), EVERYBODY, FOR_ANY_PLACE)
    plans = [*((heading, audience.slug, kinds) for heading, kinds in SECTIONS), general]
    for number, (heading, slug, kinds) in enumerate(plans):
        mine = sorted((row for row in rows if row[1] == number), key=lambda row: row[2])
        if mine:
            yield Section(
                heading=heading,
                anchor=f"part-{number + 1}",
                cards=[cards[pk].carried(here) for pk, *_rest in mine],
                total=mine[0][3],
                url=list_url(slug, here, kinds),
                is_own=slug == audience.slug,
            )


def _first(items, section):
    """(pk, section, place, total) of the items that are shown."""
    in_own = Exists(Edition.objects.filter(resource=OuterRef("pk"), language=own_tag()))
    order = (F("in_own").desc(), F("year").desc(nulls_last=True), F("code").asc())
    return (
        items.order_by()
        .annotate(section=section, in_own=in_own)
        .annotate(
            place=Window(RowNumber(), partition_by=F("section"), order_by=order),
            total=Window(Count("pk"), partition_by=F("section")),
        )
        .filter(place__lte=MOST)
        .values_list("pk", "section", "place", "total")
    )

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awareness.redirects import moved
from bluecampaign.pages.facts import Link, PageFacts, breadcrumb_jsonld
from bluecampaign.pages.paging import PageUrls
from bluecampaign.translation.models import TranslationState
from bluecampaign.translation.reversing import reverse
from bluecampaign.translation.text import text_of
from bluecampaign.web.posture import public_page
from hotlines.directory import directory_for

from . import landings
from .addresses import successor_of
from .alike import alike
from .belonging import belonging_of
from .cards import card_of, cards_by_key
from .choices import Sort
from .filters import ResourceFilter
from .gone import gone
from .grouping import archive_links
from .lists import Carrying, MyList, carries_a_list, carrying
from .models import Resource
from .printed.offers import offer_of
from .stored import item_with, parts_of

PAGE_SIZE = 24


def _catalogue() -> str:
    return _("Materials")


@carries_a_list
@public_page(minutes=5)
def resource_list(request):
    """The catalogue: filtered, counted, sorted, in pages; its state is in the address."""
    mine = MyList.of(request)
    chosen = ResourceFilter(request.GET, mine)
    paginator = Paginator(chosen.results(), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    state = chosen.url(page=page.number, mine=MyList())
    bare = request.path if state == "?" else f"{request.path}{state}"
    carrying = Carrying(mine, lambda other: other.url_of(bare))
    facts = PageFacts(
        title=_catalogue(),
        description=_(
            "Posters, cards, fact sheets, training and videos to recognize human "
            "trafficking. Choose by audience, topic, kind and language."
        ),
        path=carrying.url_of(bare) if request.GET else request.path,
        robots="noindex, nofollow" if mine else "noindex, follow" if request.GET else "",
    )
    context = {
        "facts": facts,
        "chosen": chosen,
        "audiences": () if chosen.is_active else landings.links(chosen, carrying),
        "landing": landings.link(chosen, carrying),
        "duties_url": carrying.url_of(reverse("resources:required-posters")),
        "chips": chosen.chips(),
        "sorts": Sort.choices,
        "page_obj": page,
        "url_for": PageUrls(chosen.url),
        "total": paginator.count,
        "cards": [card.carried(carrying) for card in cards_by_key(page).values()],
        "carrying": carrying,
        "clear_url": carrying.url_of(request.path),
        "address": settings.SITE_URL + chosen_path(request, chosen),
    }
    return render(request, "resources/list.html", context)


def chosen_path(request, chosen: ResourceFilter) -> str:
    """The address to send to somebody: what is chosen, and nothing of the sender's."""
    state = chosen.state().urlencode()
    return f"{request.path}?{state}" if state else request.path


@carries_a_list
@public_page(minutes=5)
def resource_detail(request, slug: str):
    """One item: what it is, its editions by language, what is like it."""
    found = find(slug)
    if found is None:
        elsewhere = moved(f"/resources/{slug}/")
        if elsewhere is None:
            raise Http404
        return elsewhere
    return answer(request, found)


def find(slug: str) -> Resource | None:
    try:
        return item_with(slug)
    except Resource.DoesNotExist:
        return None


def answer(request, found: Resource):
    """An item as readers see it; the preview of a draft goes the same way."""
    return gone(request, found) if found.is_withdrawn else show(request, found)


def show(request, found: Resource, **more):
    path = found.get_absolute_url()
    here = carrying(request, path)
    facts = facts_of(found, here, path)
    parts = parts_of(found) if found.is_toolkit else []
    belonging = belonging_of(found)
    related = alike(found, belonging.topic_slugs)
    context = {
        "resource": found,
        "facts": facts,
        "belonging": belonging,
        "carrying": here,
        "listing": here.link_for(found.code),
        "successor": successor_of(found) if found.is_superseded else None,
        "editions": list(found.editions.all()),
        "parts": [card_of(part, here) for part in parts],
        "archives": archive_links(found, parts),
        "related": [card.carried(here) for card in cards_by_key(related).values()],
        "numbers": directory_for(request).numbers,
        "offer": offer_of(found, get_language()),
        **more,
    }
    return render(request, "resources/detail.html", context)


def facts_of(found: Resource, here: Carrying, path: str) -> PageFacts:
    facts = PageFacts(
        title=text_of(found, "title"),
        description=text_of(found, "summary"),
        path=here.url_of(path),
        trail=[Link(_catalogue(), here.url_of(reverse("resources:list")))],
        updated=timezone.localdate(found.updated_at),
        states=TranslationState.objects.by_language(found),
        robots=_robots(found, here),
    )
    facts.jsonld.append(breadcrumb_jsonld(facts.breadcrumbs))
    return facts


def _robots(found: Resource, here: Carrying) -> str:
    """A page with a reader's list is one of countless ones, and nobody else's."""
    if here.mine:
        return "noindex, nofollow"
    return "noindex, follow" if found.is_superseded else ""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awareness.redirects import moved
from bluecampaign.pages.facts import Link, PageFacts, breadcrumb_jsonld
from bluecampaign.pages.paging import PageUrls
from bluecampaign.translation.models import TranslationState
from bluecampaign.translation.text import text_of
from bluecampaign.web.posture import public_page
from hotlines.directory import directory_for

from .cards import card_of
from .choices import Sort
from .filters import ResourceFilter
from .models import Resource

PAGE_SIZE = 24


def _catalogue() -> str:
    return _("Materials")


@public_page(minutes=5)
def resource_list(request):
    """The catalogue: filtered, counted, sorted, in pages; its state is in the address."""
    chosen = ResourceFilter(request.GET)
    paginator = Paginator(chosen.results(), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    facts = PageFacts(
        title=_catalogue(),
        description=_(
            "Posters, cards, fact sheets, training and videos to recognize human "
            "trafficking. Choose by audience, topic, kind and language."
        ),
        path=request.path,
        robots="noindex, follow" if request.GET else "",
    )
    context = {
        "facts": facts,
        "chosen": chosen,
        "groups": chosen.groups(),
        "chips": chosen.chips(),
        "sorts": Sort.choices,
        "page_obj": page,
        "url_for": PageUrls(chosen.url),
        "total": paginator.count,
        "cards": [card_of(resource) for resource in page],
    }
    return render(request, "resources/list.html", context)


@public_page(minutes=5)
def resource_detail(request, slug: str):
    """One item: what it is, its editions by language, what is like it."""
    found = find(slug)
    if found is None:
        answer = moved(f"/resources/{slug}/")
        if answer is None:
            raise Http404
        return answer
    return show(request, found)


def find(slug: str) -> Resource | None:
    code = get_language()
    return (
        Resource.objects.live()
        .in_language(code, "component", "replaced_by")
        .prefetch_related("audiences", "topics", "editions")
        .filter(slug=slug)
        .first()
    )


def show(request, found: Resource, **more):
    """An item as readers see it; the preview of a draft goes the same way."""
    facts = facts_of(found, found.get_absolute_url())
    related = Resource.objects.live().for_cards(get_language()).like(found)
    context = {
        "resource": found,
        "facts": facts,
        "editions": list(found.editions.all()),
        "related": [card_of(other) for other in related],
        "numbers": directory_for(request).numbers,
        **more,
    }
    return render(request, "resources/detail.html", context)


def facts_of(found: Resource, path: str) -> PageFacts:
    facts = PageFacts(
        title=text_of(found, "title"),
        description=text_of(found, "summary"),
        path=path,
        trail=[Link(_catalogue(), reverse("resources:list"))],
        updated=timezone.localdate(found.updated_at),
        states=TranslationState.objects.by_language(found),
    )
    facts.jsonld.append(breadcrumb_jsonld(facts.breadcrumbs))
    return facts

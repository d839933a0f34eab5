"""The page of an item that is no longer given out."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bluecampaign.pages.facts import PageFacts
from bluecampaign.translation.paths import localize
from bluecampaign.web.posture import keep

from .addresses import item_path, successor_of
from .models import Resource

KEPT_MINUTES = 5


def gone(request, item: Resource) -> HttpResponse:
    """410 in the language of the page: what to go by instead, and the right numbers.

    Neither the title nor the head of the page says what the item was about.
    """
    facts = PageFacts(
        title=_("This item is no longer given out"),
        path=localize(item_path(item), get_language()),
        robots="noindex",
    )
    context = {"facts": facts, "resource": item, "successor": successor_of(item)}
    response = render(request, "resources/gone.html", context, status=410)
    return keep(response, minutes=KEPT_MINUTES)

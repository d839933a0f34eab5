from django.shortcuts import render
from django.utils.translation import gettext as _

from bluecampaign.pages.facts import PageFacts
from bluecampaign.web.posture import public_page

from .cards import cards_of
from .choices import ChannelKind, Need
from .directory import directory_for
from .filters import HotlineFilter
from .jsonld import contact_points


@public_page(minutes=5)
def directory(request):
    """Every line, emergencies first, narrowed to what the reader needs."""
    chosen = HotlineFilter.from_query(request.GET)
    lines, numbers = directory_for(request).hotlines, directory_for(request).numbers
    facts = PageFacts(
        title=_("Hotlines and help lines"),
        description=_(
            "Numbers to call, text or write to, who answers each, and in which languages."
        ),
        path=request.path + chosen.query,
        robots="noindex" if request.GET else "",
        jsonld=contact_points(lines),
    )
    context = {
        "facts": facts,
        "cards": cards_of(request, [line for line in lines if chosen.allows(line)]),
        "chosen": chosen,
        "needs": Need.choices,
        "ways": ChannelKind.choices,
        "numbers": numbers,
    }
    return render(request, "hotlines/directory.html", context)

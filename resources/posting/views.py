"""One page: the question, and below it what is known."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bluecampaign.pages.facts import Link, PageFacts, breadcrumb_jsonld
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.reversing import reverse
from bluecampaign.web.posture import public_page
from resources.lists import Carrying, MyList, carries_a_list
from resources.models import PostingDuty

from .asking import Asked
from .choices import Premises
from .finding import find
from .jurisdictions import NAMES, WHOLE
from .showing import shown


@carries_a_list
@public_page(minutes=5)
def required_posters(request):
    """The answer for a place and a kind of place; without a question, all that is known."""
    return show(request, Asked.from_query(request.GET))


def show(request, asked: Asked):
    path = reverse("resources:required-posters")
    mine = MyList.of(request)
    here = Carrying(mine, lambda mine: mine.url_of(path, **asked.state))
    duties = PostingDuty.objects.live().in_language(get_language() or SOURCE)
    finding = find(duties, asked.place, asked.kind)
    context = {
        "facts": facts_of(asked, here),
        "chosen": asked,
        "carrying": here,
        "whole": WHOLE,
        "names": NAMES.items(),
        "kinds": Premises.choices,
        "finding": finding,
        "shown": [] if asked.dropped else shown(finding.duties, here),
        "clear_url": here.url_of(path),
        "posters_url": mine.url_of(reverse("resources:list"), kind="poster"),
    }
    return render(request, "resources/posting/page.html", context)


def facts_of(asked: Asked, here: Carrying) -> PageFacts:
    """One title for every answer: the words of the page say which it is."""
    robots = "noindex, follow" if asked.is_active or asked.dropped else ""
    facts = PageFacts(
        title=_("Which poster must I put up?"),
        description=_(
            "Some laws ask for posters about human trafficking. Say where you are and what "
            "kind of place you have, and see what is known."
        ),
        path=here.address(here.mine),
        trail=[Link(_("Materials"), here.url_of(reverse("resources:list")))],
        robots="noindex, nofollow" if here.mine else robots,
    )
    facts.jsonld.append(breadcrumb_jsonld(facts.breadcrumbs))
    return facts

"""The text-only page of numbers, the page about keeping them, and the contact cards."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from bluecampaign.pages.facts import PageFacts
from bluecampaign.translation.languages import BY_CODE
from bluecampaign.web.posture import public_page

from ..cards import HotlineCard, cards_of
from ..directory import Directory, directory_for
from .contacts import FILE_NAME, MEDIA_TYPE, NAMES, vcard
from .lines import keepable, listed


@public_page(minutes=5)
def numbers(request):
    """Words alone, for any browser and the slowest connection; one sheet on paper."""
    cards = cards_of(request, listed(directory_for(request)))
    context = {
        "facts": PageFacts(title=_("Numbers"), path=request.path, robots="noindex"),
        "cards": [(card, _common_hours(card)) for card in cards],
        "today": timezone.localdate(),
    }
    response = render(request, "hotlines/keeping/numbers.html", context)
    response.is_dense = True
    return response


def _common_hours(card: HotlineCard) -> str:
    """The hours of a line, said once where they are those of each way to reach it."""
    found = {way.hours for way in card.ways}
    return found.pop() if len(found) == 1 else ""


@public_page(minutes=5)
def keep(request):
    """What can be kept, what it leaves behind, and how it goes away again."""
    directory = directory_for(request)
    facts = PageFacts(
        title=_("Keep the numbers"),
        description=_("On paper, in your phone book, or without a connection: you choose."),
        path=request.path,
    )
    context = {
        "facts": facts,
        "lines": keepable(directory),
        "names": list(enumerate(NAMES)),
        "file_name": FILE_NAME,
        "lifelines": directory.lifelines,
    }
    return render(request, "hotlines/keeping/keep.html", context)


@public_page(minutes=5)
def card(request, language: str, key: str, place: int):
    """A contact card. It is shown rather than loaded down where a phone can do that: so
    no file is left behind."""
    if language not in BY_CODE or place >= len(NAMES):
        raise Http404
    with translation.override(language):
        name = str(NAMES[place])
    line = next((each for each in keepable(Directory(language)) if each.key == key), None)
    if line is None:
        raise Http404
    headers = {
        "Content-Disposition": f'inline; filename="{FILE_NAME}"',
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(vcard(name, line.numbers), content_type=MEDIA_TYPE, headers=headers)

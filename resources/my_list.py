"""The page of a reader's own list: put it in order, print it, send it, download it."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from bluecampaign.pages.facts import Link, PageFacts
from bluecampaign.pages.languages import LanguageName, name_of
from bluecampaign.translation.reversing import reverse
from bluecampaign.web.limits import ARCHIVE, limited
from bluecampaign.web.posture import uncached

from .archives import archive_of, languages_of
from .cards import ResourceCard, card_of
from .facets import language_rank
from .lists import Carrying, MyList, anchor_of, items_of, printed_url
from .models import Resource
from .permanent import send


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the list, and the addresses of the list without it or with it moved."""

    code: str
    card: ResourceCard
    anchor: str
    printed_url: str
    remove_url: str
    up_url: str
    down_url: str


@dataclass(frozen=True, slots=True)
class Download:
    language: LanguageName
    url: str


def _wants_archive(request) -> bool:
    return bool(request.GET.get("zip"))


# Nothing can be changed here, so there is nothing to forge.
@csrf_exempt
@limited(ARCHIVE, when=_wants_archive)
@uncached
@require_safe
def my_list(request):
    """The list in the address; with `zip=es` its files in a language as one archive."""
    items, mine = items_of(MyList.of(request), get_language())
    languages = sorted(languages_of(items), key=language_rank)
    wanted = request.GET.get("zip", "")
    here = Carrying(mine, address_of)
    if wanted:
        return archive(request, items, wanted) if wanted in languages else redirect(here.show_url)
    context = {
        "facts": PageFacts(
            title=_("My list"),
            path=here.show_url,
            trail=[Link(_("Materials"), here.url_of(reverse("resources:list")))],
            robots="noindex, nofollow",
        ),
        "carrying": here,
        "rows": rows_of(items, here),
        "downloads": [Download(name_of(tag), address_of(mine, zip=tag)) for tag in languages],
        "address": settings.SITE_URL + here.show_url,
        "mail_url": mail_url(settings.SITE_URL + here.show_url),
        "more_url": here.url_of(reverse("resources:list")),
    }
    return render(request, "resources/my_list.html", context)


def address_of(mine: MyList, **more: str) -> str:
    return mine.url_of(reverse("resources:my-list"), **more)


def rows_of(items: list[Resource], here: Carrying) -> list[Row]:
    return [_row(item, here.mine, card_of(item, here)) for item in items]


def _row(item: Resource, mine: MyList, card: ResourceCard) -> Row:
    code, anchor = item.code, anchor_of(item.code)
    is_first, is_last = mine.codes[0] == code, mine.codes[-1] == code
    return Row(
        code=code,
        card=card,
        anchor=anchor,
        printed_url=printed_url(code),
        remove_url=address_of(mine.without(code)),
        up_url="" if is_first else f"{address_of(mine.moving(code, -1))}#{anchor}",
        down_url="" if is_last else f"{address_of(mine.moving(code, 1))}#{anchor}",
    )


def mail_url(address: str) -> str:
    """A message with the address and a subject that tells nothing."""
    subject = _("A list of links")
    return f"mailto:?subject={quote(subject)}&body={quote(address, safe='')}"


def archive(request, items: list[Resource], language: str) -> HttpResponse:
    """The files of the items in a language. Its name tells nothing of what is in it."""
    return send(request, archive_of(items, language), f"list-{language}.zip".lower())

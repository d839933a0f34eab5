"""The page on which partners put their own mark on a piece, for one download.

What is sent lies in memory until the answer is made, and nowhere after it: no file, no
row, no line of a log. The numbers and the campaign's words are not theirs to change.
"""

from dataclasses import dataclass, field, replace
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awareness.redirects import moved
from bluecampaign.media.receiving import MemoryUploadHandler
from bluecampaign.pages.facts import Link, PageFacts
from bluecampaign.translation.languages import BY_CODE, SOURCE
from bluecampaign.translation.text import text_of
from bluecampaign.web.limits import MARK, is_form, limited
from bluecampaign.web.posture import public_form
from resources.gone import gone
from resources.lists import carries_a_list, carrying
from resources.models import Resource
from resources.views import find

from .logos import MOST_BYTES, LogoRefused, logo_of, too_large
from .making import Sheet, Unprintable
from .marks import MOST_LETTERS, Mark, read_line, refusals
from .offers import Offer, offer_of
from .orders import NoSuchOrder, Order, asked_for
from .views import as_file

# More of a line is not looked at.
LONGEST = 1000


@dataclass
class Asked:
    """What somebody sent with the form, and what speaks against it: for each field, and
    under `sheet` for the piece as a whole."""

    name: str = ""
    second: str = ""
    order: Order | None = None
    logo: bytes = b""
    had_file: bool = False
    mistakes: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, request, offer: Offer) -> "Asked":
        typed = {key: read_line(request.POST.get(key, "")[:LONGEST]) for key in ("name", "second")}
        asked = cls(**typed, had_file=bool(request.FILES), mistakes=refusals(**_lines(typed)))
        if getattr(request, "sent_too_much", False):
            asked.against("sheet", too_large())
        try:
            asked.order = asked_for(offer.piece, request.POST)
        except NoSuchOrder:
            asked.against("sheet", _not_like_that())
        upload = request.FILES.get("logo") if offer.piece.has_room_for_logo else None
        if upload is not None:
            is_colour = not request.POST.get("plain")
            try:
                asked.logo = logo_of(upload, is_colour=is_colour)
            except LogoRefused as reason:
                asked.against("logo", str(reason))
        return asked

    def against(self, part: str, reason: str) -> None:
        self.mistakes.setdefault(part, []).append(reason)

    @property
    def mark(self) -> Mark:
        lines = [line for line in (self.name, self.second) if line]
        return Mark(name=self.name, lines=lines, logo=self.logo)


def _lines(typed: dict[str, str]) -> dict[str, str]:
    return {"first": typed["name"], "second": typed["second"]}


def _not_like_that() -> str:
    return _("This sheet does not come like that. Choose another language or size.")


def read_in_memory(view):
    """Take a form in before anything waits for it: whoever sends slowly holds no place."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method == "POST":
            request.upload_handlers = [MemoryUploadHandler(request)]
            request.FILES  # noqa: B018
        return view(request, *args, **kwargs)

    return wrapped


@read_in_memory
@carries_a_list
@limited(MARK, when=is_form)
@public_form(minutes=5)
def with_your_mark(request, slug: str):
    """The form; sent, the file at once, or the form again with every reason."""
    item = find(slug)
    if item is None or not settings.PARTNER_MARKS:
        answer = moved(f"/resources/{slug}/") if settings.PARTNER_MARKS else None
        if answer is None:
            raise Http404
        return answer
    if item.is_withdrawn:
        return gone(request, item)
    offer = offer_of(item, get_language() or SOURCE)
    if offer is None or not offer.piece.takes_a_mark:
        raise Http404
    how = answered if request.method == "POST" else show
    return how(request, item, offer)


def answered(request, item: Resource, offer: Offer) -> HttpResponse:
    asked = Asked.of(request, offer)
    if not asked.mistakes:
        try:
            with translation.override(asked.order.codes[0]):
                sheet = Sheet(item, offer.piece, asked.order, asked.mark)
                return as_file(sheet, sheet.file())
        except Unprintable as refused:
            asked.against("sheet", _why(refused))
    return show(request, item, _chosen(offer, request.POST), asked)


def _why(refused: Unprintable) -> str:
    if refused.reason == "overflow":
        return _("Your lines do not fit on this sheet. Write less, or choose another size.")
    if refused.reason == "glyph":
        return _("Some of your letters or signs cannot be printed. Write them in another way.")
    return _not_like_that()


def _chosen(offer: Offer, asked) -> Offer:
    """The form as it was sent."""
    return replace(
        offer,
        chosen=BY_CODE.get(asked.get("language", ""), offer.chosen),
        paper=asked.get("paper", ""),
        type=asked.get("type", ""),
        has_english=bool(asked.get("english")),
        is_plain=bool(asked.get("plain")),
    )


def show(request, item: Resource, offer: Offer, asked: Asked | None = None):
    here = carrying(request, offer.mark_path)
    title = text_of(item, "title")
    context = {
        "facts": PageFacts(
            title=_("With your name or logo"),
            path=here.url_of(offer.mark_path),
            trail=[Link(title, here.url_of(item.get_absolute_url()))],
            robots="noindex, follow",
        ),
        "resource": item,
        "offer": offer,
        "asked": asked or Asked(),
        "carrying": here,
        "most_letters": MOST_LETTERS,
        "most_megabytes": MOST_BYTES // 1024 // 1024,
    }
    return render(request, "resources/print_mark.html", context)

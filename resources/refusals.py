"""What keeps an item of the catalogue off the site."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bluecampaign.links.refusals import link_refusals
from bluecampaign.publishing import refusals
from bluecampaign.publishing.refusals import Refusal, Severity, english, moment_of
from bluecampaign.publishing.wording import text_refusals
from hotlines.refusals import known_numbers

from .links import FIXED
from .models import Resource

SHORTEST, LONG, LONGEST = 10, 200, 320


def resource_refusals(item: Resource, before: dict | None) -> Iterator[Refusal]:
    """Every reason at once, in the order of the form."""
    if not (item.title_en or "").strip():
        yield english(
            "title",
            _("The English title is missing."),
            _("Write what is printed on the item itself."),
        )
    yield from _summary(item)
    yield from text_refusals(item, markdown_fields=("body",), known=known_numbers(moment_of(item)))
    yield from link_refusals(item, here=f"/resources/{item.slug}/", anchors=FIXED)


def _summary(item: Resource) -> Iterator[Refusal]:
    """The catalogue lists items by title: a summary is asked for, not demanded."""
    length = len((item.summary_en or "").strip())
    if not length:
        yield english(
            "summary",
            _("The English summary is missing."),
            _("Write one sentence that says what the item is and for whom."),
            severity=Severity.WARNS,
        )
    elif length < SHORTEST or length > LONG:
        grave = length < SHORTEST or length > LONGEST
        yield english(
            "summary",
            _("The English summary has %(n)d signs.") % {"n": length},
            _("Write one or two sentences of at most 200 signs."),
            severity=Severity.BLOCKS if grave else Severity.WARNS,
        )


def register() -> None:
    refusals.register(Resource, resource_refusals)

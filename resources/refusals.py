"""What keeps an item of the catalogue off the site."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bluecampaign.links.refusals import link_refusals
from bluecampaign.publishing import refusals
from bluecampaign.publishing.editing import change_url
from bluecampaign.publishing.refusals import Refusal, Severity, english, moment_of
from bluecampaign.publishing.wording import text_refusals
from hotlines.refusals import known_numbers

from .addresses import chain_of
from .choices import Standing
from .links import anchors_of
from .models import FormerCode, Resource, ToolkitPart

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
    yield from link_refusals(item, here=f"/resources/{item.slug}/", anchors=anchors_of(item))
    yield from _code(item)
    yield from _standing(item)
    yield from _parts(item)


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


def _code(item: Resource) -> Iterator[Refusal]:
    """A printed code leads to one item for good."""
    others = FormerCode.objects.filter(code__iexact=item.code).exclude(resource=item)
    for former in others.select_related("resource"):
        yield Refusal(
            "code",
            "",
            _("The code %(code)s was that of “%(item)s” before.")
            % {"code": item.code, "item": former.resource},
            _("Choose another: printed copies with this code lead to that item."),
        )


def _standing(item: Resource) -> Iterator[Refusal]:
    if item.replaced_by_id:
        yield from _successor(item)
    if item.standing == Standing.CURRENT:
        return
    for toolkit in Resource.objects.filter(parts__resource=item):
        yield Refusal(
            "standing",
            "",
            _("The toolkit “%(name)s” has this item; readers no longer get it there.")
            % {"name": toolkit},
            _("Put its successor into the toolkit, or take it out."),
            severity=Severity.WARNS,
            url=change_url(toolkit),
        )
    if item.is_withdrawn and not item.replaced_by_id:
        yield from _predecessors(item)


def _successor(item: Resource) -> Iterator[Refusal]:
    new = item.replaced_by
    if item.pk in chain_of(item):
        yield Refusal(
            "replaced_by",
            "",
            _("“%(name)s” is itself replaced by this item, at once or in the end.") % {"name": new},
            _("Take the successor out here or there: people would be led in a circle."),
        )
    elif new.is_withdrawn and not new.replaced_by_id:
        yield Refusal(
            "replaced_by",
            "",
            _("“%(name)s” was withdrawn.") % {"name": new},
            _("Choose an item that is given out, or leave the successor empty."),
        )
    elif not new.is_live(moment_of(item)):
        yield Refusal(
            "replaced_by",
            "",
            _("“%(name)s” is not on the site: nobody is led to it yet.") % {"name": new},
            _("Publish it, too."),
            severity=Severity.WARNS,
            url=change_url(new),
        )


def _predecessors(item: Resource) -> Iterator[Refusal]:
    for old in item.replaces.all():
        yield Refusal(
            "standing",
            "",
            _("“%(name)s” leads people to this item.") % {"name": old},
            _("Give that item another successor, or this one."),
            severity=Severity.WARNS,
            url=change_url(old),
        )


def _parts(item: Resource) -> Iterator[Refusal]:
    """What stands in a toolkit; and nothing but a toolkit has items."""
    parts = list(item.parts.select_related("resource"))
    if parts and not item.is_toolkit:
        yield Refusal(
            "kind",
            "",
            _("Only a toolkit has items, and this one has %(n)d.") % {"n": len(parts)},
            _("Choose the kind “Toolkit”, or take the items out."),
        )
    for part in parts:
        yield from _part(part)


def _part(part: ToolkitPart) -> Iterator[Refusal]:
    item, place = part.resource, ("parts", part.pk)
    if item.is_toolkit:
        yield Refusal(
            "resource",
            "",
            _("“%(name)s” is a toolkit itself.") % {"name": item},
            _("Put its items in here, one by one."),
            part=place,
        )
    if item.standing != Standing.CURRENT:
        yield Refusal(
            "resource",
            "",
            _("“%(name)s” is no longer given out: %(standing)s.")
            % {"name": item, "standing": item.get_standing_display()},
            _("Put its successor in its place, or take it out."),
            part=place,
        )


def register() -> None:
    refusals.register(Resource, resource_refusals)

"""Which revisions are on walls, which of them are out of date, and what cannot be printed."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bluecampaign.translation.languages import BY_CODE, CODES, SOURCE, Language

from ..models import PrintedRevision, Resource
from .making import Sheet, Unprintable
from .orders import Order
from .pieces import piece_of

log = logging.getLogger(__name__)


def note(sheet: Sheet) -> None:
    """Record the revision of a sheet that was made. Nobody goes without a sheet because it
    cannot be written down."""
    try:
        with transaction.atomic():
            PrintedRevision.objects.get_or_create(
                resource_id=sheet.item.pk,
                languages=sheet.order.languages,
                revision=sheet.revision,
                defaults={"updated_on": timezone.localdate(sheet.updated)},
            )
    except DatabaseError as error:
        log.warning("A printed revision was not recorded: %s", error)


@dataclass
class Printed:
    """A piece in a language, or in two: what is printed now, what was, what is wrong."""

    item: Resource
    codes: tuple[str, ...]
    revision: str = ""
    problem: str = ""
    outdated: list[PrintedRevision] = field(default_factory=list)

    @property
    def languages(self) -> list[Language]:
        return [BY_CODE[code] for code in self.codes]


def printed_items() -> list[Resource]:
    """Everything public that has something to print."""
    live = Resource.objects.live().current().order_by("code")
    return [item for item in live if piece_of(item) is not None]


def pairs() -> list[tuple[str, ...]]:
    """Every page language alone, and each with English beside it."""
    return [(code,) for code in CODES] + [(code, SOURCE) for code in CODES if code != SOURCE]


def look_at(item: Resource, codes: tuple[str, ...]) -> Printed:
    """Set a piece as it would be printed now, on every paper it comes on."""
    piece = piece_of(item)
    found = Printed(item, codes)
    try:
        for paper in piece.papers:
            is_screen = piece.paper(paper).is_screen
            sheet = Sheet(item, piece, Order(codes, paper, format="png" if is_screen else "pdf"))
            sheet.file()
        found.revision = sheet.revision
    except Unprintable as error:
        found.problem = words_for(error)
    return found


def look_at_all(item: Resource) -> Iterator[Printed]:
    """Each of its languages, with the revisions of it that are out of date."""
    rows: dict[str, list[PrintedRevision]] = {}
    for row in item.printed_revisions.all():
        rows.setdefault(row.languages, []).append(row)
    for codes in pairs():
        found = look_at(item, codes)
        known = rows.get(Order(codes, "").languages, [])
        if found.revision:
            found.outdated = [row for row in known if row.revision != found.revision]
        yield found


def words_for(error: Unprintable) -> str:
    """What is wrong and what staff can do, in plain words."""
    if error.reason == "overflow":
        return _("The words do not fit. Shorten the headline or the message.")
    if error.reason == "glyph":
        return _("A character cannot be printed: %(detail)s") % {"detail": error.detail}
    if error.reason == "untranslated":
        return _("Not translated: %(detail)s") % {"detail": error.detail}
    return _("It cannot be set: %(detail)s") % {"detail": error.detail}

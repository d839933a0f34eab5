"""Keeps the rows of the link checker in step with the texts."""

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from bluecampaign.publishing.states import Status

from .models import LinkCheck
from .places import is_internal
from .sources import linking_objects, links_of

KNOWN = (
    *("verdict", "status", "error", "final_address", "checked_at", "failing_since"),
    *("failures", "next_at"),
)
LONGEST = 1000


@transaction.atomic
def gather() -> int:
    """Bring all rows in line with the public texts; returns how many links there are."""
    seen: dict[int, set[int]] = {}
    for obj in linking_objects():
        refresh(obj)
        kind = ContentType.objects.get_for_model(type(obj))
        seen.setdefault(kind.pk, set()).add(obj.pk)
    for row in LinkCheck.objects.values("content_type", "object_id").distinct():
        if row["object_id"] not in seen.get(row["content_type"], ()):
            LinkCheck.objects.filter(**row).delete()
    return LinkCheck.objects.count()


@transaction.atomic
def refresh(obj: models.Model) -> None:
    """Bring the rows of one object in line with its texts, after it was stored.

    What was mended is forgotten at once; an address that is known from elsewhere
    brings its result along.
    """
    rows = {_key(row): row for row in LinkCheck.objects.of(obj)}
    wanted = _wanted(obj)
    gone = [row.pk for key, row in rows.items() if key not in wanted]
    if gone:
        LinkCheck.objects.filter(pk__in=gone).delete()
    fresh = [key for key in wanted if key not in rows]
    if not fresh:
        return
    known = {
        row.address: row
        for row in LinkCheck.objects.filter(
            address__in={key[0] for key in fresh}, checked_at__isnull=False
        )
        if not is_internal(row.address)
    }
    kind = ContentType.objects.get_for_model(type(obj))
    LinkCheck.objects.bulk_create(_row(key, kind, obj.pk, known.get(key[0])) for key in fresh)


def _wanted(obj) -> set[tuple]:
    if not Status(getattr(obj, "status", Status.LIVE)).is_public:
        return set()
    return {
        (link.address, _part(link.part), link.field, link.language)
        for link in links_of(obj)
        if len(link.address) <= LONGEST
        and (is_internal(link.address) or link.address.startswith(("https://", "http://")))
    }


def _part(part: tuple[str, int] | None) -> str:
    return f"{part[0]}:{part[1]}" if part else ""


def _key(row: LinkCheck) -> tuple:
    return row.address, row.part, row.field, row.language


def _row(key: tuple, kind: ContentType, pk: int, known: LinkCheck | None) -> LinkCheck:
    address, part, field, language = key
    result = {name: getattr(known, name) for name in KNOWN} if known else {}
    return LinkCheck(
        address=address,
        content_type=kind,
        object_id=pk,
        part=part,
        field=field,
        language=language,
        **result,
    )

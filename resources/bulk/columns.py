"""The columns of the catalogue as a table: what an item says in each, in one manner.

Two cells that mean the same are the same text in their canonical form, so a file can be
compared with the catalogue cell by cell.
"""

import re
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime
from django.utils.timezone import get_current_timezone, is_naive

from bluecampaign.pages.languages import TAG
from bluecampaign.publishing.versions import Version, VersionKind
from bluecampaign.translation.languages import ALIASES, BY_CODE, CODES, SOURCE, suffix
from bluecampaign.web.first_use import OnFirstUse
from resources.models import Resource

xlsx = OnFirstUse("openpyxl.cell.cell")

TEXTS = ("title", "summary", "body")
# English stands in its own columns, but for the title, which is `title`.
TRANSLATED = tuple(
    f"{name}_{suffix(code)}"
    for name in TEXTS
    for code in CODES
    if (name, code) != ("title", SOURCE)
)
PLAIN = ("code", "title", "kind", "audiences", "topics", "languages", "year", "source_url")
FURTHER = ("note", "slug", "component", "standing", "replaced_by", "orderable", "items")
MOMENTS = ("publish_at", "unpublish_at", "review_due_on")
# How often an item had been saved when the file was written.
VERSION = "version"
COLUMNS = (*PLAIN, *FURTHER, "status", *MOMENTS, *TRANSLATED, VERSION)
LISTS = {"audiences", "topics", "languages"}
YES, NO = "yes", "no"
SAID_YES, SAID_NO = {"yes", "true", "1", "x"}, {"no", "false", "0", ""}
# An item that has no editions; an empty cell means one of unknown language.
NO_EDITIONS = "none"
SPACES = re.compile(r"[^\S\n]+$", re.MULTILINE)


def parts_of(cell: str) -> list[str]:
    """A list inside a cell, without what is there twice."""
    return list(dict.fromkeys(part.strip() for part in cell.split(";") if part.strip()))


def tag_of(text: str) -> str:
    """A language as somebody types it (`pt_br`, `ZH-hans`, `zh-tw`), as a BCP 47 tag."""
    asked = text.strip().replace("_", "-").lower()
    asked = ALIASES.get(asked, asked)
    if asked in BY_CODE:
        return BY_CODE[asked].tag
    first, *others = asked.split("-")
    manner = {2: str.upper, 4: str.title}
    tag = "-".join([first, *(manner.get(len(part), str)(part) for part in others)])
    return tag if TAG.fullmatch(tag) else text.strip()


def canonical(name: str, cell: str) -> str:
    """A cell in the one manner in which it is compared and written."""
    lines = cell.replace("\r\n", "\n").replace("\r", "\n")
    text = xlsx.ILLEGAL_CHARACTERS_RE.sub("", lines).strip()
    if name == "languages":
        return ";".join(sorted({tag_of(part) for part in parts_of(text)}))
    if name in LISTS:
        return ";".join(sorted(parts_of(text)))
    if name == "items":
        return ";".join(parts_of(text))
    if name == "orderable" and text.lower() in SAID_YES | SAID_NO:
        return YES if text.lower() in SAID_YES else NO
    if name in ("kind", "standing", "status"):
        return text.lower()
    if name in ("publish_at", "unpublish_at"):
        return _moment(text)
    return text


def _moment(text: str) -> str:
    """A moment in the time of the office; what is none stays as it is."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return text
    if found is None:
        return text
    zone = get_current_timezone()
    local = found.replace(tzinfo=zone) if is_naive(found) else found.astimezone(zone)
    return local.isoformat()


def with_all(items):
    """A queryset with all that `cells_of()` reads: as many queries for all as for one."""
    kind = ContentType.objects.get_for_model(Resource)
    kept = Version.objects.filter(content_type=kind, object_id=OuterRef("pk"))
    newest = kept.exclude(kind=VersionKind.DRAFT).order_by().values("object_id")
    number = Subquery(newest.annotate(newest=Max("number")).values("newest"))
    related = ("audiences", "topics", "editions", "parts__resource")
    joined = items.select_related("component", "replaced_by").prefetch_related(*related)
    return joined.annotate(saved=Coalesce(number, 0))


def cells_of(item: Resource) -> dict[str, str]:
    """What an item says in every column, but for its version."""
    told = {
        "code": item.code,
        "title": item.title_en,
        "kind": item.kind,
        "audiences": _joined(one.slug for one in item.audiences.all()),
        "topics": _joined(one.slug for one in item.topics.all()),
        "languages": _joined(one.language for one in item.editions.all()) or NO_EDITIONS,
        "year": str(item.year or ""),
        "source_url": item.source_url,
        "note": item.note,
        "slug": item.slug,
        "component": item.component.slug if item.component else "",
        "standing": item.standing,
        "replaced_by": item.replaced_by.code if item.replaced_by else "",
        "orderable": YES if item.orderable else NO,
        "items": _joined(part.resource.code for part in item.parts.all()),
        "status": item.status,
        **{name: _iso(getattr(item, name)) for name in MOMENTS},
        **{name: getattr(item, name) or "" for name in TRANSLATED},
    }
    return {name: canonical(name, told[name] or "") for name in told}


def _joined(values: Iterable[str]) -> str:
    return ";".join(values)


def _iso(moment) -> str:
    return moment.isoformat() if moment else ""

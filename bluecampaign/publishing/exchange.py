"""Texts to translators and back, with drafts and versions.

What somebody is working on goes before what is live: where an object has a draft, the
draft's texts are exported, and an import goes into the draft. An import stores what
its report has shown, in one transaction; whoever may not publish changes nothing that
readers see, but gets a draft that waits for review.
"""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils.translation import gettext as _

from bluecampaign.translation.exchange.comparison import Finding, Report, compare
from bluecampaign.translation.exchange.segments import (
    Place,
    Reading,
    find_places,
    owners,
    places_of,
    relations_of,
    roots,
    sections,
    states_of,
    stored,
    unit_of,
    units_of,
)
from bluecampaign.translation.exchange.units import ExchangeError, ExchangeFile, Unit
from bluecampaign.translation.languages import Language
from bluecampaign.translation.models import State, mark, refresh_states
from bluecampaign.translation.roles import languages_of

from . import drafts, snapshots
from .models import Publishable
from .states import Status
from .versions import Review, Version, VersionKind, draft_of, keep

Progress = Callable[[int, int], None]


@dataclass
class Applied:
    """What an import did; `report` is of the moment in which it was stored."""

    report: Report
    live: list[models.Model] = field(default_factory=list)
    drafts: list[models.Model] = field(default_factory=list)


def export(language: Language, *, section: str = "", outstanding: bool = False) -> list[Unit]:
    """The units of a section, or of everything; archived objects are left out.

    A section is one of `sections()`, or the address of one object (`/get-help/`).
    Raises `ExchangeError` for one that does not exist.
    """
    found: list[Unit] = []
    for model in _models(section):
        objects: Iterable[models.Model] = _objects(model)
        if section.startswith("/"):
            objects = [obj for obj in objects if _address(obj) == section]
        reading = _reading(model)
        found += units_of(objects, language, outstanding=outstanding, reading=reading)
        if section.startswith("/") and objects:
            return found
    if section.startswith("/"):
        text = _("Nothing on the site has the address %(address)s.")
        raise ExchangeError(text % {"address": section})
    return found


def _models(section: str) -> list[type[models.Model]]:
    if not section or section.startswith("/"):
        return list(roots().values())
    if section not in sections():
        names = ", ".join(sorted(sections()))
        text = _("There is no section %(name)s. There are: %(names)s.")
        raise ExchangeError(text % {"name": section, "names": names})
    return sections()[section]


def _objects(model: type[models.Model]) -> models.QuerySet:
    objects = model._default_manager.prefetch_related(*relations_of(model))
    if issubclass(model, Publishable):
        objects = objects.exclude(status=Status.ARCHIVED)
    return objects


def _address(obj) -> str:
    return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else ""


def _reading(model: type[models.Model]) -> Reading:
    """What the texts of a model are, those of drafts where there are any."""
    kind = ContentType.objects.get_for_model(model)
    pending = Version.objects.pending().filter(content_type=kind)
    working = dict(pending.order_by("pk").values_list("object_id", "snapshot"))

    def read(place: Place, column: str) -> str | None:
        if place.root.pk not in working:
            return stored(place, column)
        fields = _fields_in(working[place.root.pk], place)
        return None if fields is None else fields.get(column) or ""

    return read


def _fields_in(snapshot: dict, place: Place) -> dict | None:
    """The fields of an object or a part in a snapshot; None where it was taken out."""
    if place.part is place.root:
        return snapshot["fields"]
    parts = snapshot["parts"].get(owners()[type(place.part)].relation, ())
    return next((part["fields"] for part in parts if part["pk"] == place.part.pk), None)


def examine(file: ExchangeFile, *, by=None, lock: bool = False) -> Report:
    """What an import would do in the name of somebody; stores nothing."""
    places = find_places((unit.id for unit in file.units), lock=lock)
    if any(not unit.id for unit in file.units):
        places |= {place.id: place for place in _every_place()}
    return compare(file, dict(_current(places, file.language)), refusal=_refusal(by, file.language))


def _every_place() -> Iterator[Place]:
    """All places: a tool that lost the ids of the units kept their paths at least."""
    for model in roots().values():
        for root in _objects(model):
            yield from places_of(root)


def _current(
    places: dict[str, Place], language: Language
) -> Iterator[tuple[str, tuple[Place, Unit]]]:
    readings = {model: _reading(model) for model in {type(p.root) for p in places.values()}}
    states = {model: states_of(model, language) for model in readings}
    for name, place in places.items():
        model = type(place.root)
        unit = unit_of(place, language, states[model].get(place.root.pk), readings[model])
        if unit is not None:
            yield name, (place, unit)


def _refusal(by, language: Language) -> Callable[[Place], str]:
    """Why somebody may not translate a place; nobody in particular may translate all.

    The languages of a person decide what they may write, among all that they may see.
    """

    def refuse(place: Place) -> str:
        meta = place.root._meta
        if by is None:
            return ""
        if language.code not in languages_of(by):
            return _("You may not translate %(name)s.") % {"name": language.english_name}
        if any(by.has_perm(f"{meta.app_label}.{v}_{meta.model_name}") for v in ("view", "change")):
            return ""
        return _("You may not change %(names)s.") % {"names": meta.verbose_name_plural}

    return refuse


@transaction.atomic
def apply(file: ExchangeFile, *, by=None, progress: Progress | None = None) -> Applied:
    """Store what `Report.agreed()` gave; what changed since the report is left alone."""
    report = examine(file, by=by, lock=True)
    agreed = [finding for finding in report.findings if finding.outcome.is_stored]
    groups: dict[tuple[str, int], list[Finding]] = {}
    for finding in agreed:
        root = finding.place.root
        groups.setdefault((root._meta.label_lower, root.pk), []).append(finding)
    applied = Applied(report)
    for number, group in enumerate(groups.values(), start=1):
        _store(group, file.language, by=by, applied=applied)
        if progress:
            progress(number, len(groups))
    return applied


def _store(group: list[Finding], language: Language, *, by, applied: Applied) -> None:
    obj = snapshots.whole(group[0].place.root)
    if not isinstance(obj, Publishable):
        _store_plain(obj, group, language, by=by)
        applied.live.append(obj)
    elif draft_of(obj) or (Status(obj.status).is_public and not _may_publish(by, obj)):
        _store_draft(obj, group, language, by=by)
        applied.drafts.append(obj)
    else:
        _store_now(obj, group, language, by=by)
        applied.live.append(obj)


def _may_publish(by, obj) -> bool:
    return by is None or by.has_perm(f"{obj._meta.app_label}.publish_{obj._meta.model_name}")


def _said(language: Language) -> str:
    text = _("Imported from a file of a translator: %(language)s.")
    return text % {"language": language.english_name}


def _put(obj: models.Model, group: list[Finding], language: Language) -> None:
    """Set the texts and store the parts; the object itself is stored by the caller."""
    parts: dict[int, models.Model] = {}
    for finding in group:
        place = finding.place
        part = obj if place.part is place.root else parts.setdefault(place.part.pk, place.part)
        setattr(part, place.column(language), finding.unit.target)
    for part in parts.values():
        part.save()


def _store_now(obj: Publishable, group: list[Finding], language: Language, *, by) -> None:
    if not Version.objects.latest_number(obj):
        keep(obj, kind=VersionKind.SAVED, by=None, comment=_("As it was before the import."))
    _put(obj, group, language)
    obj.save()
    obj = type(obj)._default_manager.get(pk=obj.pk)
    drafts.settle(obj, by=by)
    mark(obj, language.code, State.IN_REVIEW, by=by)
    keep(obj, kind=VersionKind.SAVED, by=by, comment=_said(language))
    _log(obj, _said(language), by=by)


def _store_draft(obj: Publishable, group: list[Finding], language: Language, *, by) -> None:
    draft = draft_of(obj)
    snapshot = deepcopy(draft.snapshot) if draft else snapshots.take(obj)
    for finding in group:
        fields = _fields_in(snapshot, finding.place)
        if fields is not None:
            fields[finding.place.column(language)] = finding.unit.target
    review = Review(draft.review) if draft else Review.SUBMITTED
    comments = [draft.comment] if draft and draft.comment else []
    comment = " ".join(dict.fromkeys([*comments, _said(language)]))
    draft = drafts.store(obj, snapshot, by=by, comment=comment, review=review)
    with drafts.in_place(type(obj)._default_manager.get(pk=obj.pk), draft) as working:
        row = mark(working, language.code, State.IN_REVIEW, by=by).as_mark()
    draft.translation_states = {**draft.translation_states, language.code: row}
    draft.save()


def _store_plain(obj: models.Model, group: list[Finding], language: Language, *, by) -> None:
    """For what has no versions: the log keeps the words that stood there before."""
    before = [f"{f.path}: “{f.now.target}”" for f in group if f.now and f.now.target]
    _put(obj, group, language)
    obj.save()
    refresh_states(obj, new_state=State.IN_REVIEW, by=by)
    mark(obj, language.code, State.IN_REVIEW, by=by)
    _log(obj, "\n".join([_said(language), *before]), by=by)


def _log(obj: models.Model, message: str, *, by) -> None:
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [obj], CHANGE, message, single_object=True)

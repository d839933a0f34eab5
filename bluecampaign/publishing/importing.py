"""Content from files into the database, without ever overwriting what staff wrote.

The rule, for each field: a value that still is what a file once put there may be
replaced by what the file says now; any other value belongs to staff and is kept and
reported. An object that staff deleted is not made again. `overwrite=True` puts the
files' word above staff's.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.db import models
from django.utils import timezone

from bluecampaign.translation.models import root_model

from .models import ContentDigest, ImportRecord, Publishable
from .snapshots import whole
from .versions import LOADED, SHIPPED, keep_all, keep_first

Place = tuple[type[models.Model], int]


def digest_of(value) -> str:
    """A short digest of a field's value: equal for equal content, whatever its type."""
    plain = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def digest_of_files(paths: Iterable[Path]) -> str:
    """One digest over the names and the bytes of files."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        content = path.read_bytes()
        whole.update(f"{path.name}\0{len(content)}\0".encode())
        whole.update(content)
    return whole.hexdigest()


@dataclass
class Report:
    """What an import did: counts, and a line for each thing a person may ask about."""

    counts: Counter = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def add(self, outcome: str, what: str, detail: str = "") -> None:
        self.counts[outcome] += 1
        if outcome != "unchanged":
            self.lines.append(f"{outcome:>9}  {what}{': ' + detail if detail else ''}")

    def summary(self) -> str:
        order = ("added", "changed", "unchanged", "kept", "skipped")
        return ", ".join(f"{self.counts[outcome]} {outcome}" for outcome in order)


class ContentImport:
    """One run of an import. Give it objects by a stable key; it decides field by field.

    Call it inside a transaction: it raises on the first value the database refuses,
    and leaves undoing to the caller. When all is put, `keep_versions()` gives each
    published thing that was added or changed, itself or a part of it, one version.
    """

    def __init__(self, *, overwrite: bool = False) -> None:
        self.overwrite = overwrite
        self.report = Report()
        self._records: dict[str, dict[str, ImportRecord]] = {}
        self._is_first = not ImportRecord.objects.exists()
        # What was put, as what it is: the profile of a page, not its page.
        self._roots: dict[Place, Publishable] = {}
        self._touched: dict[Place, None] = {}

    def put(
        self, model: type[models.Model], key: str, natural: Mapping, values: Mapping
    ) -> models.Model | None:
        """Add or update the object of `key`; None where staff deleted it.

        `natural` finds an object made by hand before the first import and is set on a
        new one; `values` are the other fields. Many-to-many values are lists.
        """
        record = self._record(model, key)
        found = self._find(model, record, natural)
        if found is None and record is not None and not self.overwrite:
            self.report.add("skipped", f"{model._meta.verbose_name} {key}", "deleted")
            return None
        plain, related = self._split(model, {**natural, **values})
        if found is None:
            return self._create(model, key, record, plain, related)
        self._update(found, key, record, plain, related)
        return found

    def keep_versions(self) -> int:
        """One version for each thing this run has added or changed; how many."""
        comment = SHIPPED if self._is_first else LOADED
        by_model: dict[type[models.Model], list[int]] = {}
        for place in self._touched:
            by_model.setdefault(type(self._roots[place]), []).append(place[1])
        made_at = timezone.now()
        for model, pks in by_model.items():
            keep_all(model, pks, comment=comment, made_at=made_at)
        number = len(self._touched)
        self._touched.clear()
        return number

    def _touch(self, obj: models.Model) -> None:
        """Before an object is changed: what it belongs to wants a version, and what that
        was until now is kept where nothing is."""
        place = _place_of(obj)
        if place is None or place in self._touched:
            return
        if place not in self._roots:
            model, pk = place
            self._roots[place] = whole(model._default_manager.get(pk=pk))
        keep_first(self._roots[place])
        self._touched[place] = None

    def _know(self, obj: Publishable) -> Place:
        place = (root_model(type(obj)), obj.pk)
        self._roots[place] = obj
        return place

    def _records_of(self, model) -> dict[str, ImportRecord]:
        label = model._meta.label_lower
        if label not in self._records:
            rows = ImportRecord.objects.filter(model=label)
            self._records[label] = {row.key: row for row in rows}
        return self._records[label]

    def _record(self, model, key: str) -> ImportRecord | None:
        return self._records_of(model).get(key)

    def _find(self, model, record: ImportRecord | None, natural: Mapping):
        if record is not None:
            found = model._default_manager.filter(pk=record.object_id).first()
            if found is not None or not self.overwrite:
                return found
        return model._default_manager.filter(**natural).first()

    def _split(self, model, values: Mapping) -> tuple[dict, dict]:
        many = {field.name for field in model._meta.many_to_many}
        plain = {name: value for name, value in values.items() if name not in many}
        related = {name: list(values[name]) for name in values if name in many}
        return plain, related

    def _create(self, model, key: str, record, plain: dict, related: dict):
        made = model(**plain)
        if not isinstance(made, Publishable):
            self._touch(made)
        made.save(force_insert=True)
        if isinstance(made, Publishable):
            self._touched[self._know(made)] = None
        for name, members in related.items():
            getattr(made, name).set(members)
        self._remember(made, key, record, self._digests(plain, related))
        self.report.add("added", f"{model._meta.verbose_name} {key}")
        return made

    def _update(self, found, key, record, plain: dict, related: dict) -> None:
        wanted = self._digests(plain, related)
        known = record.digests if record else {}
        present = {name: digest_of(_plain(getattr(found, name))) for name in plain}
        present |= {name: _members(found, name) for name in related}
        differs = [name for name in wanted if present[name] != wanted[name]]
        # A text that the files did not have before fills a place that is still empty.
        new = {n for n in plain if known and n not in known and getattr(found, n) in (None, "")}
        ours = [n for n in differs if self.overwrite or n in new or present[n] == known.get(n)]
        # What staff changed and the file did not needs no word: nothing is in dispute.
        kept = [n for n in differs if n not in ours and wanted[n] != known.get(n)]
        if isinstance(found, Publishable):
            self._know(found)
        if ours:
            self._touch(found)
        for name in ours:
            if name in plain:
                setattr(found, name, plain[name])
            else:
                getattr(found, name).set(related[name])
        if ours:
            if hasattr(found, "updated_at"):
                found.updated_at = timezone.now()
            found.save()
        self._remember(found, key, record, wanted)
        self._tell(found, key, ours, kept)

    def _tell(self, found, key: str, ours: list[str], kept: list[str]) -> None:
        what = f"{found._meta.verbose_name} {key}"
        if kept:
            self.report.add("kept", what, f"staff changed {', '.join(sorted(kept))}")
        if ours:
            self.report.add("changed", what, ", ".join(sorted(ours)))
        if not kept and not ours:
            self.report.add("unchanged", what)

    def _digests(self, plain: dict, related: dict) -> dict[str, str]:
        digests = {name: digest_of(_plain(value)) for name, value in plain.items()}
        for name, members in related.items():
            digests[name] = digest_of(sorted(member.pk for member in members))
        return digests

    def _remember(self, found, key, record, digests: dict[str, str]) -> None:
        if record is None:
            record = ImportRecord(model=found._meta.label_lower, key=key)
            self._records_of(type(found))[key] = record
        if record.object_id != found.pk or record.digests != digests:
            record.object_id = found.pk
            record.digests = digests
            record.save()


def _place_of(obj: models.Model) -> Place | None:
    """What an object is, or is a part of, if that is published; None for anything else."""
    if isinstance(obj, Publishable):
        return root_model(type(obj)), obj.pk
    for link in obj._meta.concrete_fields:
        owner = link.related_model
        if link.is_relation and link.remote_field.name in getattr(owner, "snapshot_parts", ()):
            return root_model(owner), getattr(obj, link.attname)
    return None


def _plain(value):
    if isinstance(value, models.Model):
        return value.pk
    # A column that was never translated is NULL, a file that says nothing gives "".
    return value or None if isinstance(value, str) else value


def _members(found, name: str) -> str:
    return digest_of(sorted(getattr(found, name).values_list("pk", flat=True)))


def is_current(name: str, digest: str) -> bool:
    """Whether this very content was imported before."""
    return ContentDigest.objects.filter(name=name, digest=digest).exists()


def mark_current(name: str, digest: str) -> None:
    ContentDigest.objects.update_or_create(name=name, defaults={"digest": digest})

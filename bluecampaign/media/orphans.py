"""Files that nothing refers to, and rows whose file is not there.

A row refers to a file by a `FileField` or a column it names in `names_of_files`; what it
names in `names_of_former_files` is kept but need not be there. A version refers to what
its snapshot names, so that every draft can be published and every version restored. The
sizes and covers that were made of a file (`<name>-640.webp`) belong to it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import PurePosixPath

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from bluecampaign.publishing.versions import Version

from .storage import Stored, stored_files
from .waiting import FOLDER

MADE = re.compile(r"-\d+$")
MADE_ENDINGS = {".jpg", ".png", ".webp"}
BATCH = 200
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Missing:
    """A row that names a file which is not in the storage."""

    row: str
    pk: int
    name: str

    def __str__(self) -> str:
        return f"{self.row} {self.pk}: {self.name}"


@dataclass
class Found:
    """What a search has found; `elsewhere` counts files in folders that are not ours."""

    orphans: list[Stored] = field(default_factory=list)
    young: int = 0
    elsewhere: int = 0
    missing: list[Missing] = field(default_factory=list)

    @property
    def bytes(self) -> int:
        return sum(orphan.size for orphan in self.orphans)


class Search:
    """Looks through the storage once, and again through what was saved meanwhile."""

    def __init__(self, *, older_than: timedelta, progress: Progress = lambda done, all: None):
        self.before = timezone.now() - older_than
        self.progress = progress
        self._newest = 0

    def run(self) -> Found:
        """Nothing is taken away here."""
        stored = {file.name: file for file in stored_files(default_storage)}
        rows = list(_rows())
        used = {name for _row, name, _needed in rows} | self._in_versions(told=True)
        stems = {_stem(name) for name in used}
        found = Found(missing=[row for row, name, needed in rows if needed and name not in stored])
        for file in stored.values():
            self._judge(file, used, stems, found)
        return found

    def still_orphans(self, orphans: Iterable[Stored]) -> list[Stored]:
        """Without those that somebody has begun to use since they were found."""
        used = {name for _row, name, _needed in _rows()} | self._in_versions()
        stems = {_stem(name) for name in used}
        return [orphan for orphan in orphans if not _is_used(orphan.name, used, stems)]

    def _judge(self, file: Stored, used: set[str], stems: set[str], found: Found) -> None:
        if file.name.partition("/")[0] not in folders():
            found.elsewhere += 1
        elif _is_used(file.name, used, stems):
            return
        elif file.modified > self.before:
            found.young += 1
        else:
            found.orphans.append(file)

    def _in_versions(self, *, told: bool = False) -> set[str]:
        """What the versions name that were kept since the last time."""
        versions = Version.objects.filter(pk__gt=self._newest).order_by("pk")
        number, names = versions.count(), set()
        rows = versions.values_list("pk", "snapshot").iterator(chunk_size=BATCH)
        for done, (pk, snapshot) in enumerate(rows, start=1):
            names |= set(_names_in(snapshot))
            self._newest = pk
            if told and (done % BATCH == 0 or done == number):
                self.progress(done, number)
        # A draft is written over while somebody works on it.
        for snapshot in Version.objects.pending().values_list("snapshot", flat=True):
            names |= set(_names_in(snapshot))
        return names


def folders() -> set[str]:
    """The folders that uploads go to; nothing else in a storage is ours to remove."""
    given = (column.upload_to for _model, column in _file_fields())
    return {str(place).strip("/").partition("/")[0] for place in given} | {FOLDER}


def _file_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, models.FileField):
                yield model, column


def _rows() -> Iterator[tuple[Missing, str, bool]]:
    """Every name that a row holds, and whether the file has to be there."""
    columns = [(model, column.name, True) for model, column in _file_fields()]
    for model in apps.get_models():
        columns += [(model, name, True) for name in getattr(model, "names_of_files", ())]
        columns += [(model, name, False) for name in getattr(model, "names_of_former_files", ())]
    for model, column, needed in columns:
        rows = model._default_manager.exclude(**{column: ""}).order_by()
        for pk, name in rows.values_list("pk", column).iterator(chunk_size=BATCH):
            if name:
                yield Missing(str(model._meta.verbose_name), pk, name), name, needed


def _names_in(value) -> Iterator[str]:
    """Every text in a snapshot that could be the name of a file."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _names_in(each)
    elif isinstance(value, str) and "/" in value and len(value) <= 250 and " " not in value:
        yield value


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix("")) if "/" in name.strip("/") else name


def _is_used(name: str, used: set[str], stems: set[str]) -> bool:
    if name in used:
        return True
    made = PurePosixPath(name).suffix in MADE_ENDINGS
    return made and MADE.sub("", _stem(name)) in stems

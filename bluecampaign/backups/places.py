"""Where backups lie on this machine: a folder that nobody else needs to read.

bluecampaign-2026-11-22T170000Z.tar   whole and looked through, or it is not there
.bluecampaign-making-…/              what is being made, or what a killed run left
.backup.lock                          one run at a time
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from bluecampaign.web.environment import Environment
from bluecampaign.web.locks import take

from .archive import reading
from .manifest import Damaged

env = Environment()
NAME = re.compile(r"bluecampaign-\d{4}-\d\d-\d\dT\d{6}Z\.tar")
MAKING, LOCK = ".bluecampaign-making-", ".backup.lock"
# Logs and pages go on being written meanwhile.
SPARE = 50 * 1024 * 1024


class Busy(Exception):
    """Another run is at work in the folder."""


def stamp_of(moment: datetime) -> str:
    """A moment in UTC, as it stands in names."""
    return f"{moment:%Y-%m-%dT%H%M%SZ}"


def name_of(moment: datetime) -> str:
    return f"bluecampaign-{stamp_of(moment)}.tar"


def usual_folder() -> Path:
    named = env.str("BACKUP_DIR", default="")
    return Path(named).absolute() if named else settings.DATA_DIR / "backups"


@dataclass(frozen=True, slots=True)
class Folder:
    root: Path

    def names(self) -> list[str]:
        """Backups by their names, the newest first."""
        if not self.root.is_dir():
            return []
        found = [each.name for each in self.root.iterdir() if NAME.fullmatch(each.name)]
        return sorted(found, reverse=True)

    def cannot_hold(self, needed: int) -> list[str]:
        """Every reason why nothing of this size can be made here, with what to do."""
        place = self.existing
        found = [self._not_public(), self._closed(place)]
        if (free := self.free) < needed + SPARE:
            found.append(
                f"{place} has {free >> 20} MB left, and {(needed + SPARE) >> 20} MB are needed "
                "while a backup is made and tried. Make room, or name another folder."
            )
        return [reason for reason in found if reason]

    @property
    def existing(self) -> Path:
        """The folder, or the nearest one above it that there is."""
        return next(each for each in (self.root, *self.root.parents) if each.exists())

    @property
    def free(self) -> int:
        return shutil.disk_usage(self.existing).free

    @contextmanager
    def working(self, stamp: str) -> Iterator[Path]:
        """A folder to make something in, that nobody else is in. What killed runs left is
        removed first. Raises `Busy`."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.root / LOCK).open("w") as lock:
            if not take(lock, may_wait=False):
                raise Busy(f"Another run is at work in {self.root}. Wait until it ends.")
            for left in self.root.glob(f"{MAKING}*"):
                shutil.rmtree(left)
            scratch = self.root / f"{MAKING}{stamp}"
            scratch.mkdir(mode=0o700)
            try:
                yield scratch
            finally:
                shutil.rmtree(scratch, ignore_errors=True)

    def publish(self, made: Path, name: str) -> Path:
        """Under its real name from one moment to the next, also after a loss of power."""
        place = self.root / name
        _write_down(made)
        if place.exists():
            raise FileExistsError(f"{place} is there already.")
        made.rename(place)
        _write_down(self.root)
        return place

    def rotate(self, keep: int) -> tuple[list[str], list[str]]:
        """Keep so many whole ones, the newest; the names of what went, and of files that
        are named like a backup but are none, which stay."""
        whole, strange = [], []
        for name in self.names():
            (whole if _is_whole(self.root / name) else strange).append(name)
        for name in whole[keep:]:
            (self.root / name).unlink()
        return whole[keep:], strange

    def _closed(self, place: Path) -> str:
        if not place.is_dir():
            return f"{place} is a file, so nothing can lie in it. Name a folder."
        if not os.access(place, os.W_OK | os.X_OK):
            return f"{place} cannot be written to by this user. Change its owner, or name another."
        return ""

    def _not_public(self) -> str:
        """Uploaded and static files are given to everybody."""
        for public in (Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)):
            if self.root.absolute().is_relative_to(public.absolute()):
                return f"{self.root} lies in {public}, whose files readers can get. Name another."
        return ""


def _is_whole(path: Path) -> bool:
    try:
        with reading(path) as backup:
            return not backup.lacking()
    except (Damaged, OSError):
        return False


def _write_down(path: Path) -> None:
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)

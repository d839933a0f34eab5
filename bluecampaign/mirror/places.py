"""The folder of a copy: what lies where, who may write, and what readers see when.

current -> releases/<digest>      what a server serves; replaced in one step
releases/<digest>/files/          the site; the last two releases are kept
releases/<digest>/manifest.json   and the configuration for nginx beside it
work-<key>/                       what is being made, or what was broken off
state.json                        what the last run has seen
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bluecampaign.web.locks import take

from .entries import Manifest, read

MARK = ".bluecampaign-mirror"
CURRENT, RELEASES, WORK, STATE, LOCK = "current", "releases", "work-", "state.json", ".lock"
KEPT = 2
# For a first copy, of which nobody knows yet how large it becomes.
LEAST_SPACE = 300 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder for copies; it need not exist yet."""

    root: Path

    @property
    def current(self) -> Path | None:
        """The release that is served; None before the first one."""
        link = self.root / CURRENT
        if not (link.is_symlink() and link.exists()):
            return None
        return self.root / RELEASES / link.resolve().name

    @property
    def manifest(self) -> Manifest | None:
        return read(self.current) if self.current else None

    def refusals(self) -> list[str]:
        """Every reason why nothing can be written here, with what to do."""
        return [reason for reason in (self._not_ours(), self._closed(), self._full()) if reason]

    def claim(self) -> None:
        (self.root / RELEASES).mkdir(parents=True, exist_ok=True)
        (self.root / MARK).touch()

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else is at work here."""
        with (self.root / LOCK).open("w") as lock:
            yield take(lock, may_wait=False)

    def work(self, key: str) -> Path:
        """The folder to make a copy of this content in; those of other content go."""
        wanted = self.root / f"{WORK}{key}"
        for other in self.root.glob(f"{WORK}*"):
            if other != wanted:
                shutil.rmtree(other)
        return wanted

    def publish(self, work: Path, digest: str) -> Path:
        """Serve what was made, from one moment to the next."""
        release = self._free(digest)
        work.rename(release)
        # By its time the last two are known.
        os.utime(release)
        new = self.root / f"{CURRENT}.new"
        new.unlink(missing_ok=True)
        new.symlink_to(Path(RELEASES) / release.name)
        os.replace(new, self.root / CURRENT)
        self._prune(release)
        return release

    def state(self) -> dict:
        try:
            return json.loads((self.root / STATE).read_text())
        except (OSError, ValueError):
            return {}

    def remember(self, **state) -> None:
        part = self.root / f"{STATE}.new"
        part.write_text(json.dumps(state) + "\n")
        os.replace(part, self.root / STATE)

    def _free(self, digest: str) -> Path:
        """A place for a release; what is served is never touched, even where the new one
        holds the same (and mends it)."""
        for name in (digest, f"{digest}-again"):
            place = self.root / RELEASES / name
            if place != self.current:
                shutil.rmtree(place, ignore_errors=True)
                return place
        raise AssertionError("Only one release is served.")

    def _prune(self, served: Path) -> None:
        releases = sorted(
            (self.root / RELEASES).iterdir(), key=lambda each: each.stat().st_mtime, reverse=True
        )
        others = [each for each in releases if each != served]
        for old in others[KEPT - 1 :]:
            shutil.rmtree(old)

    def _not_ours(self) -> str:
        if self.root.exists() and not self.root.is_dir():
            return f"{self.root} is a file. Name a folder."
        if not self.root.exists() or (self.root / MARK).exists():
            return ""
        if os.access(self.root, os.R_OK) and not any(self.root.iterdir()):
            return ""
        return f"{self.root} is not empty and holds no copy. Name an empty folder, or a new one."

    def _closed(self) -> str:
        place = self._existing()
        if place.is_dir() and os.access(place, os.W_OK | os.X_OK):
            return ""
        if not place.is_dir():
            return "" if place == self.root else f"{place} is a file, so nothing can lie in it."
        return f"{place} cannot be written to by this user. Change its owner, or name another."

    def _full(self) -> str:
        place = self._existing()
        free, needed = shutil.disk_usage(place).free, self._needed()
        if free >= needed:
            return ""
        return (
            f"{place} has {free >> 20} MB left, and a copy may take {needed >> 20} MB. Make room."
        )

    def _needed(self) -> int:
        known = self.manifest if self.root.is_dir() else None
        return known.bytes * 2 if known else LEAST_SPACE

    def _existing(self) -> Path:
        return next(each for each in (self.root, *self.root.parents) if each.exists())

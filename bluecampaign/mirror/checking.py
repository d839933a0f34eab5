"""Whether a copy holds together: every file as it was made, every link and anchor of
every page there."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from bluecampaign.translation.paths import split

from . import paths, reading
from .entries import Entry, Manifest
from .storing import FILES


class Check:
    """A look through a copy, from its files alone."""

    def __init__(self, release: Path, manifest: Manifest) -> None:
        self.files = release / FILES
        self.manifest = manifest
        self.links = 0
        self.anchors = lru_cache(maxsize=None)(self._anchors)

    def problems(self) -> Iterator[str]:
        for entry in self.manifest.entries.values():
            if entry.file:
                yield from self._problems_of_file(entry)
            if entry.is_redirect:
                yield from self._problems_of_link(entry, entry.to)

    @cached_property
    def _known_broken(self) -> set[str]:
        return set(self.manifest.broken)

    def _problems_of_file(self, entry: Entry) -> Iterator[str]:
        try:
            body = (self.files / entry.file).read_bytes()
        except OSError:
            yield f"{entry.path}: its file {entry.file} is missing"
            return
        if sha256(body).hexdigest() != entry.sha256:
            yield f"{entry.path}: its file {entry.file} is not as it was made"
        elif entry.is_html and not entry.is_redirect:
            for link in dict.fromkeys(reading.links(body.decode(), entry.type, self.manifest.site)):
                yield from self._problems_of_link(entry, link)

    def _problems_of_link(self, entry: Entry, link: str) -> Iterator[str]:
        base = "/" if entry.status == 404 else entry.path
        there = paths.target(link, base, self.manifest.site)
        if there is None or (link.startswith("#") and entry.status == 404):
            return
        if split(there.path)[0] not in self.manifest.languages:
            return  # Left out on purpose.
        self.links += 1
        found = self._followed(there.copied)
        if found is None:
            why = ": the site itself has none" if there.path in self._known_broken else ""
            yield f"{entry.path} → {link}: no such address{why}"
        elif self._lacks(found, there):
            yield f"{entry.path} → {link}: no such place on that page"

    def _lacks(self, found: Entry, there: paths.Target) -> bool:
        wanted = there.fragment if found.is_html and not there.is_left_out else ""
        return bool(wanted) and wanted not in self.anchors(found.file)

    def _followed(self, path: str) -> Entry | None:
        """What an address leads to in the end; None where that is nothing."""
        for _step in range(5):
            entry = self.manifest.entries.get(path)
            if entry is None or not entry.is_redirect:
                return entry
            there = paths.target(entry.to, entry.path, self.manifest.site)
            if there is None:
                return entry
            path = there.path
        return None

    def _anchors(self, file: str) -> set[str]:
        try:
            return reading.anchors((self.files / file).read_text(encoding="utf-8"))
        except OSError:
            return set()

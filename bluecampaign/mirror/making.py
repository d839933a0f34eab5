"""One run: look whether anything is new, make the copy, serve it from one moment on."""

import filecmp
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from time import time
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils import timezone

from bluecampaign.translation.languages import CODES, SOURCE
from bluecampaign.translation.paths import split
from bluecampaign.web.freshness import next_moment
from bluecampaign.web.pagecache.clock import NEVER
from bluecampaign.web.pagecache.places import build_of

from . import nginx
from .copying import copying
from .crawling import Crawl
from .entries import FORMAT, Manifest
from .places import CURRENT, Folder
from .rendering import Site, discreetly
from .snapshot import content_digest, one_state
from .storing import Weighing, Work

Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Addresses:
    """What the roof knows: where to begin, and what answers there."""

    urlconf: str
    first: Callable[[list[str]], Iterator[str]]
    missing: Callable[[list[str]], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `written` are the files that differ from the last copy's."""

    manifest: Manifest
    release: Path
    written: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class Making:
    """A run into a folder, for some languages; English is always one of them."""

    folder: Folder
    addresses: Addresses
    languages: list[str]
    told: Told

    def fresh(self) -> Outcome | None:
        """The copy that is served, where it is what a run would make."""
        state, manifest, current = self.folder.state(), self.folder.manifest, self.folder.current
        if manifest is None or current is None or state.get("release") != current.name:
            return None
        if state.get("until") is not None and state["until"] <= time():
            return None
        with one_state():
            key = self._key()
        return Outcome(manifest, current, 0, False) if key == state.get("key") else None

    def run(self) -> Outcome:
        """Make the copy and serve it. Raises `Failed` with every reason, and then the
        former copy goes on being served."""
        known, before = self.folder.manifest, self.folder.current
        with one_state(), copying(), discreetly():
            key, until = self._key(), next_moment()
            with Work(self.folder.work(key), before) as work:
                manifest = self._crawled(work)
        self._describe(manifest, work.folder)
        is_new = known is None or known.digest != manifest.digest
        if before is not None and not is_new and not work.written and _same(before, work.folder):
            shutil.rmtree(work.folder)
            release = before
        else:
            release = self.folder.publish(work.folder, manifest.digest)
        until = None if until == NEVER else until
        self.folder.remember(key=key, release=release.name, until=until)
        return Outcome(manifest, release, work.written, is_new)

    def weigh(self) -> Manifest:
        """What the copy would hold; nothing is written."""
        with one_state(), copying(), discreetly():
            return self._crawled(Weighing())

    def _crawled(self, work: Work | Weighing) -> Manifest:
        site = Site(settings.SITE_URL, self.addresses.urlconf)
        crawl = Crawl(site, work, self._is_wanted, self.told)
        crawl.run(self.addresses.first(self.languages), self.addresses.missing(self.languages))
        return Manifest(
            site=settings.SITE_URL,
            made=timezone.now().isoformat(timespec="seconds"),
            languages=self.languages,
            entries=crawl.entries,
            left_out=crawl.left_out,
            broken=crawl.broken,
        )

    def _describe(self, manifest: Manifest, folder: Path) -> None:
        (folder / "journal.jsonl").unlink(missing_ok=True)
        (folder / "part").unlink(missing_ok=True)
        manifest.write(folder)
        nginx.write(manifest, folder, self.folder.root / CURRENT)

    def _is_wanted(self, address: str) -> bool:
        return split(address)[0] in self.languages

    def _key(self) -> str:
        """The same while a run would make the same: content, code, settings, the day."""
        told = (
            FORMAT,
            content_digest(),
            build_of(settings.BASE_DIR, settings.STATIC_ROOT),
            settings.SITE_URL,
            *self.languages,
            timezone.localdate().isoformat(),
        )
        return blake2b(repr(told).encode(), digest_size=8).hexdigest()


def _same(before: Path, after: Path) -> bool:
    """Whether servers are told the same of both."""
    names = [nginx.MAPS, nginx.SERVER]
    return filecmp.cmpfiles(before, after, names, shallow=False)[0] == names


def chosen_languages(given: str) -> tuple[list[str], list[str]]:
    """The languages that somebody names, English first, and the names that are none."""
    if not given:
        return list(CODES), []
    names = [name.strip().lower() for name in given.split(",") if name.strip()]
    unknown = [name for name in names if name not in CODES]
    return [code for code in CODES if code in {SOURCE, *names}], unknown


def refusals_of_site() -> list[str]:
    """Why this site cannot be copied as it is set up, with what to do."""
    origin = urlsplit(settings.SITE_URL)
    found = []
    if origin.scheme not in ("http", "https") or not origin.hostname or origin.path:
        return [f"SITE_URL is {settings.SITE_URL!r}. Set it to the public origin: https://…"]
    host, _port = split_domain_port(origin.netloc)
    if not validate_host(host, settings.ALLOWED_HOSTS):
        found.append(f"The host of SITE_URL, {host}, is not in ALLOWED_HOSTS. Add it there.")
    if settings.SECURE_SSL_REDIRECT and origin.scheme != "https":
        found.append("HTTPS is on, but SITE_URL begins with http://. Set it to https://…")
    if settings.HTTPS and origin.hostname in ("127.0.0.1", "localhost", "::1"):
        found.append("SITE_URL is this machine's. Set it to the public origin: https://…")
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        found.append("The static files are not gathered: manage.py collectstatic")
    return found

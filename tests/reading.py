"""The public site as its readers get it: every page in every language, fetched once.

Fetching takes long, so the answers are kept in a folder of the run, and the test
processes share the work: each takes the next language that nobody else is fetching.

The items of the catalogue are many and alike, and so are the pages for audiences and the
steps of the finder. All are read in English, in Arabic and where they are translated;
each of the others in one more language, in turn.
"""

import fcntl
import itertools
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import lxml.html
import pytest
from django.test import Client, override_settings

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from bluecampaign.web import kept
from hotlines.finder.questions import every_path
from tests.remembering import remember_nothing

PLAIN_STATIC = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# States of the lists beside their plain addresses.
LISTS = [
    "/hotlines/",
    "/hotlines/?need=report&police=no",
    "/numbers/",
    "/numbers/keep/",
    "/ways/",
    "/resources/",
    "/resources/?page=2",
    "/resources/?audience=hospitality&kind=poster",
    "/resources/?list=BC-001",
    "/resources/required-posters/",
    "/resources/required-posters/?place=US-TX&kind=lodging",
    "/resources/poster-you-can-get-help/with-your-mark/",
    "/resources/my-list/",
    "/resources/my-list/?list=BC-001,BC-043",
    "/search/",
    "/search/?q=visa",
    "/search/?q=qqqqqq",
]
STEPS = [f"/ways/{letters}/" for letters in every_path() if letters]
ALWAYS = {"en", "ar"}
MISSING = "/no-such-page/"
UNSPOKEN = {"script", "style", "title"}


@dataclass
class Page:
    """An answer of the site. `path` is the English address, `url` the one asked for."""

    path: str
    code: str
    status: int
    headers: dict[str, str]
    cookies: list[str]
    html: str

    @property
    def url(self) -> str:
        return localize(self.path, self.code)

    @cached_property
    def tree(self) -> lxml.html.HtmlElement:
        return lxml.html.document_fromstring(self.html)

    @cached_property
    def ids(self) -> list[str]:
        return [str(found) for found in self.tree.xpath("//@id")]

    @property
    def is_indexed(self) -> bool:
        return self.status == 200 and not self.tree.xpath("//meta[@name='robots']")

    def texts(self) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
        """Every text a reader sees, with the element it stands in."""
        for element in self.tree.body.iter():
            if isinstance(element.tag, str) and element.tag not in UNSPOKEN:
                for text in (element.text, *(child.tail for child in element)):
                    if text and text.strip():
                        yield " ".join(text.split()), element


def language_of(element: lxml.html.HtmlElement) -> tuple[str, str]:
    """The `lang` and `dir` that hold at an element: the nearest ones."""
    langs = element.xpath("ancestor-or-self::*/@lang")
    return str(langs[-1]), str(element.xpath("ancestor-or-self::*/@dir")[-1])


class PublicSite:
    """All public pages. `pages(code)` gives those of a language."""

    def __init__(self, folder: Path, blocker) -> None:
        self.folder = folder
        self.blocker = blocker
        self.pages = lru_cache(maxsize=2)(self._pages)

    @cached_property
    def items(self) -> dict[str, set[str]]:
        """The address of each item of the catalogue, of the page of each audience and of
        each step of the finder, and the languages in which they are read in any case."""
        from awareness.models import Audience
        from bluecampaign.translation.models import TranslationState
        from resources.models import Resource

        with self.blocker.unblock():
            languages = TranslationState.objects.by_object(Resource)
            found = Resource.objects.live().order_by("slug")
            items = {f"/resources/{i.slug}/": languages.get(i.pk, set()) for i in found}
            slugs = Audience.objects.values_list("slug", flat=True)
            pages = [*(f"/resources/for/{slug}/" for slug in slugs), *STEPS]
            return items | {path: set() for path in pages}

    @cached_property
    def addresses(self) -> list[str]:
        """The English address of every public page there is."""
        from awareness.models import Page as StoredPage

        with self.blocker.unblock():
            found = StoredPage.objects.live().order_by("path")
            paths = [f"/{page.path}/" if page.path else "/" for page in found]
        return [*paths, *LISTS, *self.items]

    def read_in(self, code: str) -> list[str]:
        """The addresses that are read in a language, and one that does not exist."""
        others = itertools.cycle(each for each in CODES if each not in ALWAYS)
        turn = dict(zip(self.items, others, strict=False))
        left_out = {
            path
            for path, languages in self.items.items()
            if code not in {*ALWAYS, *languages, turn[path]}
        }
        return [*(path for path in self.addresses if path not in left_out), MISSING]

    def _pages(self, code: str) -> list[Page]:
        for each in [code, *CODES]:
            if not self._file(code).exists():
                self._fetch(each, wait=False)
        self._fetch(code, wait=True)
        return pickle.loads(self._file(code).read_bytes())

    def _file(self, code: str) -> Path:
        return self.folder / f"{code}.pages"

    def _fetch(self, code: str, *, wait: bool) -> None:
        """Fetch a language, unless it is there or, without `wait`, in somebody's hands."""
        file = self._file(code)
        with (self.folder / f"{code}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                return
            if not file.exists():
                with self.blocker.unblock(), override_settings(STORAGES=PLAIN_STATIC):
                    found = fetch_all(self.read_in(code), code)
                unfinished = file.with_suffix(".part")
                unfinished.write_bytes(pickle.dumps(found))
                unfinished.rename(file)


def fetch_all(paths: list[str], code: str) -> list[Page]:
    """As behind the page cache: what pages have in common is worked out once."""
    with pytest.MonkeyPatch.context() as patch, kept.rendering(1):
        remember_nothing(patch)
        return [fetch(path, code) for path in paths]


def fetch(path: str, code: str) -> Page:
    answer = Client().get(localize(path, code))
    return Page(
        path=path,
        code=code,
        status=answer.status_code,
        headers=dict(answer.headers),
        cookies=list(answer.cookies),
        html=answer.content.decode(),
    )


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, tmp_path_factory, worker_id) -> PublicSite:
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "public-site"
    folder.mkdir(exist_ok=True)
    return PublicSite(folder, django_db_blocker)


@pytest.fixture(scope="session", params=CODES)
def pages(request, site: PublicSite) -> list[Page]:
    """Every public page of one language, and the page that tells of a missing one."""
    return site.pages(request.param)

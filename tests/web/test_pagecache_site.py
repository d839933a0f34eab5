"""The page cache before the real site."""

import io
import time
from concurrent.futures import Future
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.db import connection

from bluecampaign.behind import application
from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from bluecampaign.web import freshness
from bluecampaign.web.kept import rendering
from bluecampaign.web.pagecache import keys
from bluecampaign.web.pagecache.cache import ALONE, PageCache
from bluecampaign.web.pagecache.keeper import Keeper
from bluecampaign.web.pagecache.store import Store
from hotlines.models import Channel, Hotline
from resources.models import DownloadCount
from tests.makers import make_page, make_resource
from tests.reading import STEPS, PublicSite
from tests.remembering import remember_nothing

HOST = "testserver"
pytestmark = pytest.mark.django_db


class AtOnce:
    """An executor that works in the thread of the test, and so in its transaction."""

    def submit(self, work, *args) -> Future:
        done = Future()
        try:
            done.set_result(work(*args))
        except Exception as error:
            done.set_exception(error)
        return done


@pytest.fixture
def cache(tmp_path: Path, settings, monkeypatch, django_capture_on_commit_callbacks) -> PageCache:
    settings.DATA_DIR = tmp_path
    remember_nothing(monkeypatch)
    # With a request the handler would end the connection, and the transaction of the test.
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    made = PageCache(
        application,
        Store(tmp_path / "pages"),
        freshness.clock(tmp_path),
        next_moment=freshness.next_moment,
    )
    monkeypatch.setattr(made._renderings, "_pool", AtOnce())
    return made


def read(cache: PageCache, path: str, **headers) -> tuple[int, dict[str, str], str]:
    path, _, query = path.partition("?")
    request = Keeper(cache, f"http://{HOST}")._request(path)
    request |= {"QUERY_STRING": query, "HTTP_ACCEPT_ENCODING": "", "wsgi.input": io.BytesIO()}
    told = []
    body = cache(request | headers, lambda status, found, _error=None: told.append((status, found)))
    text = b"".join(body).decode()
    ((status, found),) = told
    return int(status.split()[0]), dict(found), text


def is_kept(cache: PageCache, path: str) -> bool:
    """Whether a second reader is answered from the cache."""
    read(cache, path)
    return "Age" in read(cache, path)[1]


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/es/get-help/", "/hotlines/?need=danger", "/numbers/", "/ways/", "/robots.txt"),
        *("/resources/?kind=poster&page=2", "/sitemap.xml", "/ar/about/", "/search/"),
    ],
)
def test_page_is_the_same_kept_and_made(cache, client, path):
    status, _headers, text = read(cache, path)
    again = read(cache, path)
    made = client.get(path)

    assert (status, text) == (again[0], again[2]) == (made.status_code, made.content.decode())
    of_each = ("Age", "ETag", "Expires", "Vary")
    kept = {name: value for name, value in again[1].items() if name not in of_each}
    assert kept == {name: made.headers[name] for name in kept}
    assert ("Age" in again[1]) == ("public" in made.headers["Cache-Control"])


def test_what_languages_share_is_right_in_each(site: PublicSite, client, monkeypatch):
    """One reading of a page or an item serves all languages: the words must not."""
    remember_nothing(monkeypatch)
    plain = [path for path in site.addresses if "?" not in path and path not in STEPS]
    for path, other in zip(plain[::3], cycle(CODES), strict=False):
        shared, made = [], []
        for code in ("ar", other):
            with rendering(10**9):
                shared.append(client.get(localize(path, code)).content)
            made.append(client.get(localize(path, code)).content)
        assert shared == made, path


@pytest.mark.parametrize(
    "path",
    ["/search/?q=visa", "/nothing-here/", "/resources/?list=BC-001", "/healthz", "/unavailable/"],
)
def test_what_is_nobodys_or_one_persons_is_not_kept(cache, path):
    assert not is_kept(cache, path)
    assert list(cache.store.folder.glob("??/*")) == []


def test_number_that_was_changed_is_shown_at_once(
    cache, django_capture_on_commit_callbacks, monkeypatch
):
    line = Hotline.objects.get(slug="national")
    before = read(cache, "/es/get-help/")[2]

    with django_capture_on_commit_callbacks(execute=True):
        Channel.objects.filter(hotline=line, key="voice").update(display="1-800-432-1000")

    assert "1-800-432-1000" not in before
    assert "1-800-432-1000" in read(cache, "/es/get-help/")[2]


def test_number_that_another_machine_changed_is_shown_though_nobody_could_tell(cache, monkeypatch):
    monkeypatch.setattr(cache, "in_touch", lambda: False)
    before = read(cache, "/es/get-help/")[2]
    later = time.time() + ALONE + 1

    # Nothing of this process hears of it.
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE hotlines_channel SET display = %s WHERE display = %s",
            ["1-800-432-1000", "1-888-373-7888"],
        )
    with time_machine.travel(later, tick=True):
        after = read(cache, "/es/get-help/")[2]

    assert "1-888-373-7888" in before
    assert "1-888-373-7888" not in after
    assert "1-800-432-1000" in after


def test_page_that_is_taken_down_is_gone_at_once(cache, django_capture_on_commit_callbacks):
    page = make_page(slug="a-page", path="a-page")
    assert read(cache, "/a-page/")[0] == 200

    with django_capture_on_commit_callbacks(execute=True):
        page.status = Status.DRAFT
        page.save()

    assert read(cache, "/a-page/")[0] == 404


def test_reading_and_counting_makes_no_page_old(cache, django_capture_on_commit_callbacks):
    item = make_resource()
    edition = item.editions.get()
    before = cache.clock.now()

    with django_capture_on_commit_callbacks(execute=True):
        read(cache, "/")
        DownloadCount.objects.create(
            code=item.code, language="en", edition=edition, day="2026-01-02"
        )

    assert cache.clock.now() == before


def test_page_with_shipped_numbers_is_kept_by_nobody(cache, monkeypatch):
    from django.db import DatabaseError

    def lost(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("hotlines.directory.Hotline.objects.live", lost)

    assert not is_kept(cache, "/about/")


def test_page_that_broke_is_given_as_it_was(cache, monkeypatch):
    text = read(cache, "/numbers/")[2]
    cache.clock.changed()
    monkeypatch.setattr("hotlines.keeping.views.listed", None)

    status, headers, stale = read(cache, "/numbers/")

    assert (status, stale) == (200, text)
    assert headers["Cache-Control"] == "public, max-age=30"


# Fields of forms that lead to what is made for one person: a sheet, and one with a mark.
UNKEPT = {"english", "logo", "name", "paper", "plain", "second", "type"}


def test_every_query_of_a_link_is_known_to_the_cache(site: PublicSite):
    """A name that it does not know would lead to the page without it."""
    queries = {
        name
        for page in site.pages("en")
        for link in page.tree.xpath("//a/@href | //form//@name")
        for name, _value in parse_qsl(urlsplit(str(link)).query if "?" in link else f"{link}=1")
        if "?" in link or not link.startswith(("/", "http", "tel", "sms", "mailto", "#"))
    }

    ours = {name for name in queries if name.isalpha()} - UNKEPT
    assert {"kind", "page", "q"} <= ours
    assert ours <= keys.NAMES | keys.PERSONAL | {"body", "subject", "hl"}

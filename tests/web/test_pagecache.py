"""The page cache before an application that is not Django."""

import gzip
import os
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import brotli
import environ
import pytest

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from bluecampaign.web.pagecache.answers import Answer
from bluecampaign.web.pagecache.cache import PageCache, Patience
from bluecampaign.web.pagecache.clock import NEVER, ContentClock
from bluecampaign.web.pagecache.keeper import ESSENTIAL, FEW, Keeper
from bluecampaign.web.pagecache.keys import Key, key_of, normalized
from bluecampaign.web.pagecache.places import forget_old_builds
from bluecampaign.web.pagecache.purging import Purge, purge_of
from bluecampaign.web.pagecache.store import Store

FOR_ALL = "public, max-age=300, stale-if-error=345600"


IMPATIENT = Patience(newer=0.1, first=0.1, rest=0.3)


class Application:
    """Answers with a number that grows, or as a test wants it."""

    def __init__(self) -> None:
        self.asked: list[dict] = []
        self.control, self.status, self.more = FOR_ALL, "200 OK", []
        self.fails = False
        self.constant = ""
        self.before = lambda: None

    def __call__(self, environ: dict, start_response: Callable) -> list[bytes]:
        self.asked.append(environ)
        self.before()
        if self.fails:
            raise RuntimeError("The database is gone.")
        words = self.constant or f"{environ['PATH_INFO']} {len(self.asked)}"
        body = f"<p>{words}</p>".encode() * (1 if self.constant else 20)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", self.control)]
        headers += [("Content-Length", str(len(body))), ("ETag", '"own"'), *self.more]
        start_response(self.status, headers)
        return [body]


class Given:
    """An answer as a client gets it."""

    def __init__(self, cache: PageCache, path: str = "/", method: str = "GET", **headers) -> None:
        path, _, query = path.partition("?")
        self.environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "HTTP_HOST": "site.test",
            "wsgi.url_scheme": "http",
            "HTTP_ACCEPT_ENCODING": "br, gzip",
        } | {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        self.raw = b"".join(cache(self.environ, self.start))

    def start(self, status, headers, exc_info=None) -> None:
        self.status = int(status.split()[0])
        self.headers = {name.lower(): value for name, value in headers}
        assert len(self.headers) == len(headers)

    @property
    def key(self) -> Key:
        return key_of(self.environ)

    @property
    def text(self) -> str:
        opened = {"br": brotli.decompress, "gzip": gzip.decompress}
        return opened.get(self.headers.get("content-encoding"), bytes)(self.raw).decode()


@pytest.fixture
def application() -> Application:
    return Application()


@pytest.fixture
def make(tmp_path: Path, application: Application) -> Callable[..., PageCache]:
    """A cache like those of other processes: one folder, one clock."""

    def made(moment: Callable[[], float] = lambda: NEVER, **options) -> PageCache:
        store = Store(tmp_path / "pages")
        clock = ContentClock(tmp_path / "clock")
        return PageCache(application, store, clock, next_moment=moment, **options)

    return made


def ready(cache: PageCache) -> None:
    """As it is when the content has been still for a while."""
    keeper = Keeper(cache, "http://site.test")
    keeper.look()
    keeper.look()


@pytest.fixture
def cache(make) -> PageCache:
    return make()


# --- What is kept ------------------------------------------------------------------


def test_second_reader_is_answered_without_the_application(cache, application):
    first, second = Given(cache, "/a/"), Given(cache, "/a/")

    assert first.text == second.text
    assert len(application.asked) == 1
    assert second.headers["content-encoding"] == "br"
    assert second.headers["vary"] == "Accept-Encoding"
    assert int(second.headers["age"]) < 2


@pytest.mark.parametrize(
    "control, status, more",
    [
        ("no-store", "200 OK", []),
        ("private, max-age=300", "200 OK", []),
        ("public, no-cache", "200 OK", []),
        ("public, max-age=0", "200 OK", []),
        (FOR_ALL, "302 Found", []),
        (FOR_ALL, "404 Not Found", []),
        (FOR_ALL, "500 Internal Server Error", []),
        (FOR_ALL, "200 OK", [("Set-Cookie", "a=b")]),
    ],
)
def test_answer_that_is_not_for_everybody_is_not_kept(cache, application, control, status, more):
    application.control, application.status, application.more = control, status, more

    given = Given(cache), Given(cache)

    assert len(application.asked) == 2
    assert given[0].text != given[1].text
    assert list(cache.store.folder.glob("??/*")) == []


@pytest.mark.parametrize(
    "path",
    ["/admin/", "/files/a.pdf", "/search/?q=my+boss", "/resources/?list=BC-001", "/x/?zip=en"],
)
def test_staff_files_and_what_one_person_asked_are_passed_on(cache, application, path):
    Given(cache, path)
    Given(cache, path, cookie="sessionid=1")

    assert [asked.get("HTTP_COOKIE") for asked in application.asked] == [None, "sessionid=1"]
    assert list(cache.store.folder.glob("??/*")) == []


def test_application_is_asked_as_by_nobody(cache, application):
    Given(cache, "/a/?utm_source=mail&kind=poster", cookie="a=b", if_none_match='"x"')

    (asked,) = application.asked
    assert asked["QUERY_STRING"] == "kind=poster"
    assert "HTTP_COOKIE" not in asked
    assert "HTTP_IF_NONE_MATCH" not in asked


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", ""),
        ("utm_source=x", ""),
        ("page=2&kind=poster", "kind=poster&page=2"),
        ("kind=video&kind=poster", "kind=video&kind=poster"),
        ("kind=", ""),
        ("kind=a%20b", "kind=a+b"),
        ("q=words", None),
        ("x=" + "y" * 2000, None),
    ],
)
def test_query_is_brought_into_one_form(query, expected):
    assert normalized(query) == expected


def test_hosts_and_schemes_are_told_apart():
    def digest(**changes) -> str:
        plain = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "a", "QUERY_STRING": ""}
        return key_of(plain | {"wsgi.url_scheme": "http"} | changes, trust_proxy=True).digest

    digests = {
        digest(),
        digest(HTTP_HOST="b"),
        digest(HTTP_X_FORWARDED_PROTO="https"),
        digest(PATH_INFO="/a/"),
        digest(QUERY_STRING="page=2"),
    }

    assert len(digests) == 5
    assert digest(HTTP_HOST="A") == digest()


# --- HTTP --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "accepted, encoding", [("br", "br"), ("gzip", "gzip"), ("", None), ("br;q=0, gzip", "gzip")]
)
def test_each_encoding_has_its_own_tag_and_length(cache, accepted, encoding):
    Given(cache)
    given = Given(cache, accept_encoding=accepted)
    again = Given(cache, accept_encoding=accepted, if_none_match=given.headers["etag"])

    assert given.headers.get("content-encoding") == encoding
    assert int(given.headers["content-length"]) == len(given.raw)
    assert given.text == Given(cache).text
    assert (again.status, again.raw) == (304, b"")


def test_tags_of_encodings_differ(cache):
    tags = {Given(cache, accept_encoding=each).headers["etag"] for each in ("br", "gzip", "")}

    assert len(tags) == 3
    assert '"own"' not in tags


@pytest.mark.parametrize("asked", ['"{}"', 'W/"{}"', '"x", "{}"', "*"])
def test_reader_who_has_the_page_gets_no_body(cache, asked):
    tag = Given(cache).headers["etag"].strip('"')

    given = Given(cache, if_none_match=asked.format(tag))

    assert given.status == 304
    assert set(given.headers) == {"etag", "cache-control", "vary", "age"}


def test_head_is_get_without_the_body(cache, application):
    Given(cache, method="HEAD")
    whole = Given(cache)

    head = Given(cache, method="HEAD")

    assert [asked["REQUEST_METHOD"] for asked in application.asked] == ["GET"]
    assert head.raw == b""
    assert head.headers == whole.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_other_methods_go_to_the_application(cache, application, method):
    Given(cache)

    Given(cache, method=method)

    assert application.asked[-1]["REQUEST_METHOD"] == method


# --- Fresh at once -----------------------------------------------------------------


def test_change_makes_a_page_new_in_every_process(make, application):
    one, other = make(), make()
    before = Given(one).text, Given(other).text

    one.clock.changed()

    assert before[0] == before[1]
    assert Given(other).text == Given(one).text != before[0]
    assert len(application.asked) == 2


def test_page_that_changed_while_it_was_made_is_made_again(cache, application):
    application.before = cache.clock.changed

    Given(cache)
    application.before = lambda: None
    Given(cache)
    Given(cache)

    assert len(application.asked) == 2


def test_page_grows_old_by_itself(cache, application, monkeypatch):
    Given(cache)
    now = time.time()

    monkeypatch.setattr("bluecampaign.web.pagecache.cache.time", lambda: now + 301)
    Given(cache)

    assert len(application.asked) == 2


def test_clock_that_is_put_back_makes_nothing_last_for_days(make, application, monkeypatch):
    cache, ahead = make(patience=IMPATIENT), time.time() + 172_800
    with monkeypatch.context() as jump:
        for module in ("cache", "recording"):
            jump.setattr(f"bluecampaign.web.pagecache.{module}.time", lambda: ahead)
        made_ahead = Given(cache).text
        application.before = lambda: time.sleep(0.3)
        cache.clock.changed()
        assert Given(cache).text == made_ahead, "too slow, so others are not waited for"
    application.before = lambda: None
    time.sleep(IMPATIENT.rest + 0.2)

    renewed = Given(cache).text

    assert renewed != made_ahead
    assert Given(cache).text == renewed


def test_page_is_kept_for_seconds_while_other_machines_are_not_heard(
    make, application, monkeypatch
):
    touch, now = [True], time.time()
    cache = make(in_touch=lambda: touch[0])
    monkeypatch.setattr("bluecampaign.web.pagecache.cache.time", lambda: now + 20)
    monkeypatch.setattr("bluecampaign.web.pagecache.recording.time", lambda: now)
    first = Given(cache)
    assert Given(cache).text == first.text

    touch[0] = False
    monkeypatch.setattr("bluecampaign.web.pagecache.recording.time", lambda: now + 20)
    renewed, again = Given(cache), Given(cache)

    assert first.text != renewed.text == again.text
    assert first.headers["cache-control"] == FOR_ALL
    assert renewed.headers["cache-control"] == again.headers["cache-control"]
    assert again.headers["cache-control"] == "public, max-age=30"


def test_moment_that_has_come_makes_pages_new_once(make, application):
    soon = time.time() + 0.2
    moments = [soon, NEVER]
    cache = make(lambda: moments.pop(0))
    Given(cache)
    Given(cache)
    assert len(application.asked) == 1

    time.sleep(0.3)
    Given(cache)
    Given(cache)

    assert len(application.asked) == 2
    assert moments == []


def test_many_readers_at_once_cost_one_rendering(make, application):
    application.before = lambda: time.sleep(0.2)
    caches = [make(), make()]
    texts = []

    def read(cache):
        texts.append(Given(cache).text)

    readers = [threading.Thread(target=read, args=(caches[n % 2],)) for n in range(12)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()

    assert len(application.asked) == 1
    assert len(texts) == 12
    assert len(set(texts)) == 1


# --- There in any case -------------------------------------------------------------


def test_page_is_there_after_a_restart(make, application):
    text = Given(make()).text
    application.fails = True

    assert Given(make()).text == text
    assert len(application.asked) == 1


@pytest.mark.parametrize("failure", ["raises", "500 Internal Server Error", "503 Nobody"])
def test_last_good_copy_is_given_when_the_application_fails(make, application, failure):
    cache = make()
    text = Given(cache).text
    cache.clock.changed()
    application.fails = failure == "raises"
    application.status = failure

    given = Given(cache)

    assert (given.status, given.text) == (200, text)
    assert given.headers["cache-control"] == "public, max-age=30"
    assert "age" not in given.headers


@pytest.mark.parametrize("failure", ["raises", "takes too long"])
def test_page_that_nobody_has_seen_gives_the_numbers(make, application, failure):
    cache = make(patience=IMPATIENT)
    ready(cache)
    application.fails = failure == "raises"
    application.before = lambda: time.sleep(0.6 if failure == "takes too long" else 0)

    given = Given(cache, "/ar/new/")

    assert (given.status, given.headers["retry-after"]) == (503, "30")
    assert given.text.startswith("<p>/ar/unavailable/")
    assert given.headers["content-encoding"] == "br"
    assert "etag" not in given.headers


def test_without_any_page_the_answer_is_at_least_plain(cache, application):
    application.fails = True

    given = Given(cache, "/new/")

    assert (given.status, given.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert given.headers["cache-control"] == "no-store"


def test_nobody_waits_long_for_what_is_slow(make, application):
    cache = make(patience=IMPATIENT)
    text = Given(cache).text
    cache.clock.changed()
    application.before = lambda: time.sleep(0.6)

    begun = time.monotonic()
    given = [Given(cache), Given(cache)]
    spent = time.monotonic() - begun

    assert [(each.status, each.text) for each in given] == [(200, text)] * 2
    # One of them waited, the other knew.
    assert spent < 0.4
    time.sleep(0.7)
    assert Given(cache).text != text


def test_page_that_was_taken_down_never_comes_back(make, application):
    cache, other = make(), make()
    ready(cache)
    Given(cache, "/a/"), Given(other, "/a/")
    cache.clock.changed()
    application.status = "404 Not Found"
    assert Given(cache, "/a/").status == 404

    application.fails = True

    assert [Given(each, "/a/").status for each in (cache, other, make())] == [503] * 3
    application.fails, application.status = False, "200 OK"
    assert [Given(each, "/a/").status for each in (cache, other, make())] == [200] * 3


def test_forked_processes_count_every_change(tmp_path: Path):
    clock = ContentClock(tmp_path / "clock")
    before = clock.now()
    children = []
    for _child in range(4):
        pid = os.fork()
        if pid == 0:
            for _change in range(500):
                clock.changed()
                clock.looked(clock.now(), NEVER)
            os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)

    assert clock.now() == before + 2000


def test_page_comes_back_when_the_application_does(cache, application):
    Given(cache)
    cache.clock.changed()
    application.fails = True
    Given(cache)

    application.fails = False

    assert Given(cache).text.startswith("<p>/ 3</p>")


def test_nobody_knowing_the_next_moment_keeps_nobody_from_reading(make, application):
    def lost() -> float:
        raise OSError("no database")

    cache = make(lost)
    first = Given(cache).text

    assert Given(cache).text == first
    assert len(application.asked) == 1


# --- Ready before anybody asks -----------------------------------------------------


def test_what_matters_most_is_ready_in_every_language(cache, application):
    ready(cache)
    application.fails = True

    given = [Given(cache, localize(path, code)) for path in ESSENTIAL for code in CODES]

    assert {each.status for each in given} == {200}
    assert len({each.text for each in given}) == len(ESSENTIAL) * len(CODES)


def test_what_matters_most_is_made_new_after_a_change(cache, application):
    keeper = Keeper(cache, "http://site.test")
    for _look in range(4):
        keeper.look()
    asked = len(application.asked)

    cache.clock.changed()
    keeper.look()
    assert len(application.asked) == asked
    keeper.look()

    assert len(application.asked) == 2 * asked == 2 * (len(ESSENTIAL) + 1) * len(CODES)


def test_other_pages_are_made_new_little_by_little(make, application):
    cache = make()
    keeper = Keeper(cache, "http://site.test")
    paths = [f"/{number}/?kind=poster" for number in range(FEW + 5)]
    for path in paths:
        Given(cache, path)
    Given(cache, "/elsewhere/", host="other.test")
    for _look in range(4):
        keeper.look()

    cache.clock.changed()
    for _look in range(3):
        keeper.look()
    some = sum(answer.content == cache.clock.now() for answer in map(kept(cache), paths))
    keeper.look()

    assert some == FEW
    application.fails = True
    assert {Given(cache, path).headers["cache-control"] for path in paths} == {FOR_ALL}
    assert Given(cache, "/elsewhere/", host="other.test").headers["cache-control"] != FOR_ALL


def kept(cache: PageCache) -> Callable[[str], Answer]:
    """Gives what is kept at an address."""

    def answer_at(address: str) -> Answer:
        path, _mark, query = address.partition("?")
        return cache.store.read(Key("site.test", False, path, query).digest)

    return answer_at


def test_one_worker_does_it_for_all(make, application):
    ready(make())
    asked = len(application.asked)

    ready(make())

    assert len(application.asked) == asked


def test_kept_page_becomes_as_small_as_it_can_be(cache, application):
    application.constant = Path("docs/decisions.md").read_text()[:9000]
    first, *_others = [Given(cache, "/a/") for _time in range(4)]

    ready(cache)
    second = Given(cache, "/a/")

    assert (second.text, second.status) == (first.text, 200)
    assert cache.store.get(Given(cache, "/a/").key.digest).is_dense
    assert len(second.raw) < len(first.raw)


def test_page_that_says_the_same_again_stays_small(make, application, monkeypatch):
    cache = make()
    application.constant = "The same."
    for _time in range(4):
        Given(cache, "/a/")
    ready(cache)
    small = Given(cache, "/a/").headers["etag"]

    cache.clock.changed()

    assert Given(cache, "/a/").headers["etag"] == small


def test_old_builds_are_forgotten_but_one(tmp_path: Path):
    for name in ("one", "two", "three"):
        (tmp_path / name / "ab").mkdir(parents=True)
        time.sleep(0.01)
    (tmp_path / "clock").touch()

    forget_old_builds(tmp_path / "four")
    forget_old_builds(tmp_path / "one")

    assert {each.name for each in tmp_path.iterdir()} == {"three", "clock"}


# --- Caches in front ---------------------------------------------------------------


@pytest.fixture
def front() -> Iterator[HTTPServer]:
    """A server that takes any request and remembers it; `status` is what it answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_BAN(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.server.asked.append((self.path, self.headers["X-Key"], body))
            self.send_response(self.server.status)
            self.end_headers()

        def log_message(self, *args) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.status = [], 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def purge(front: HTTPServer, tmp_path: Path, monkeypatch) -> Purge:
    monkeypatch.setenv("CDN_PURGE_URL", f"http://127.0.0.1:{front.server_port}/all")
    monkeypatch.setenv("CDN_PURGE_METHOD", "BAN")
    monkeypatch.setenv("CDN_PURGE_HEADERS", '{"X-Key": "secret"}')
    monkeypatch.setenv("CDN_PURGE_BODY", '{"tags": ["bluecampaign-pages"]}')
    return purge_of(environ.Env(), tmp_path / "told")


def test_cache_in_front_is_told_of_each_change_once(make, front, purge):
    keepers = [Keeper(make(), "http://site.test", purge) for _number in range(2)]
    for keeper in keepers * 2:
        keeper.look()
    told = list(front.asked)

    keepers[0].cache.clock.changed()
    for keeper in keepers * 2:
        keeper.look()

    assert told == [("/all", "secret", b'{"tags": ["bluecampaign-pages"]}')]
    assert front.asked == told * 2


def test_cache_in_front_that_does_not_answer_is_told_again(make, front, purge):
    keeper = Keeper(make(), "http://site.test", purge)
    front.status = 500
    for _look in range(3):
        keeper.look()
    tried = len(front.asked)

    front.status = 200
    for _look in range(3):
        keeper.look()

    assert (tried, len(front.asked)) == (3, 4)


def test_headers_for_a_cache_in_front_must_be_an_object(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("CDN_PURGE_URL", "https://cdn.test/")
    monkeypatch.setenv("CDN_PURGE_HEADERS", '["X-Key"]')

    with pytest.raises(ValueError, match="no JSON object"):
        purge_of(environ.Env(), tmp_path)


def test_what_became_of_each_page_is_counted(make, application):
    kinds = []
    cache = make(counted=kinds.append)
    Given(cache), Given(cache)
    cache.clock.changed()
    application.fails = True

    Given(cache), Given(cache, "/new/")

    assert kinds == ["rendered", "kept", "stale", "excused"]


# --- The store ---------------------------------------------------------------------


def answer(body: bytes) -> Answer:
    headers = [("Content-Type", "text/html")]
    return Answer(
        Key("a", False, "/", ""), "200 OK", headers, 1, 0.0, 9e9, is_dense=False, packed_body=body
    )


def test_answer_comes_back_from_disk_as_it_was(tmp_path: Path):
    Store(tmp_path).put("ab" * 16, answer(b"a\nb"))

    found = Store(tmp_path).get("ab" * 16)

    assert found == answer(b"a\nb")
    assert Store(tmp_path).get("cd" * 16) is None


@pytest.mark.parametrize("damage", [b"\n", b"nonsense", b"{}\nbody", b"[1]\nbody"])
def test_damaged_file_is_a_page_that_was_not_kept(tmp_path: Path, damage: bytes):
    store = Store(tmp_path)
    store.put("ab" * 16, answer(b"a"))
    (file,) = tmp_path.glob("ab/*")

    file.write_bytes(damage)

    assert Store(tmp_path).get("ab" * 16) is None


def test_memory_and_disk_are_bounded(tmp_path: Path):
    store = Store(tmp_path, memory=5000, disk=3000)

    for number in range(20):
        store.put(f"{number:032x}", answer(b"x" * 500))
    store.shrink()

    assert len(store._held) <= 4
    assert sum(file.stat().st_size for file in tmp_path.glob("*/*")) <= 3000
    assert store.get(f"{19:032x}") == answer(b"x" * 500)


def test_folder_that_cannot_be_written_keeps_nobody_from_reading(make, application, tmp_path):
    cache = make()
    (tmp_path / "pages").write_text("not a folder")

    assert Given(cache).text == Given(cache).text
    assert len(application.asked) == 1

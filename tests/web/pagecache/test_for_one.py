"""What is kept by nobody may be made of what all pages share, if it is a public page."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from bluecampaign.web.kept import CONTENT, FOR_ONE
from bluecampaign.web.pagecache.cache import AT_ONCE, WAITING
from tests.web.pagecache.application import IMPATIENT, Given

OWN = ["/search/?q=visa", "/resources/?list=BC-001", "/?in=es", "/resources/?kind=" + "x" * 2000]


def told(application) -> tuple[int | None, bool]:
    """What the application was last told of: the content, and whether it is for one."""
    asked = application.asked[-1]
    return asked.get(CONTENT), asked.get(FOR_ONE, False)


@pytest.mark.parametrize("path", OWN)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_page_for_one_is_of_the_present_content(cache, application, path, method):
    cache.clock.changed()

    Given(cache, path, method)

    assert told(application) == (cache.clock.now(), True)


def test_page_for_all_is_not_for_one(cache, application):
    Given(cache)

    assert told(application) == (cache.clock.now(), False)


@pytest.mark.parametrize(
    "path", ["/admin/?q=visa", "/preview/x/?q=visa", "/files/a.pdf", "/r/BC-001/print/?q=a", "/p/a"]
)
def test_what_is_no_public_page_shares_nothing(cache, application, path):
    Given(cache, path)

    assert told(application) == (None, False)


def test_what_is_sent_or_signed_shares_nothing(cache, application):
    for given in ({"method": "POST"}, {"authorization": "Basic eDp5"}, {"range": "bytes=0-1"}):
        Given(cache, "/search/?q=visa", **given)
        assert told(application) == (None, False)


def test_header_of_a_client_tells_nothing(cache, application):
    Given(cache, "/admin/", **{CONTENT: "7", FOR_ONE: "1"})

    assert told(application) == (None, False)


def test_page_for_one_shares_nothing_while_machines_are_apart(make, application):
    cache = make(in_touch=lambda: False)

    Given(cache, "/search/?q=visa")

    assert told(application) == (None, True)


def test_page_for_one_knows_what_came_by_itself(make, application):
    """A page that was to appear by now has to be found, though nobody saved anything."""
    moments = [time.time() - 1, time.time() + 600]
    cache = make(lambda: moments.pop(0))
    cache.look_at_moments()
    before = cache.clock.now()

    Given(cache, "/search/?q=visa")

    assert told(application) == (cache.clock.now(), True)
    assert cache.clock.now() > before


def test_everybody_who_waits_for_what_nobody_keeps_shares(cache, application):
    """What is not kept can be read once: it is made for each, and made of the same parts."""
    application.control, application.before = "no-store", lambda: time.sleep(0.1)

    with ThreadPoolExecutor(3) as readers:
        list(readers.map(lambda _each: Given(cache, "/nothing/"), range(3)))

    assert [asked.get(CONTENT) for asked in application.asked] == [cache.clock.now()] * 3


class Crowd:
    """Counts how many are answered at once, and keeps all of them there until it is told."""

    def __init__(self) -> None:
        self.is_full, self.may_go, self._lock = Event(), Event(), Lock()
        self.inside = self.most = 0

    def __call__(self) -> None:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
            if self.inside == AT_ONCE:
                self.is_full.set()
        self.may_go.wait(10)
        with self._lock:
            self.inside -= 1


def test_pages_for_one_are_made_a_few_at_a_time(cache, application):
    crowd = application.before = Crowd()
    with ThreadPoolExecutor(AT_ONCE * 3) as readers:
        asked = [readers.submit(Given, cache, f"/search/?q={n}") for n in range(AT_ONCE * 3)]
        assert crowd.is_full.wait(10)
        time.sleep(0.1)
        crowd.may_go.set()

    assert [each.result().status for each in asked] == [200] * AT_ONCE * 3
    assert crowd.most == AT_ONCE


def test_who_waits_too_long_gets_the_numbers(make, application):
    """And whoever asks for a page that is kept does not wait at all."""
    cache = make(patience=IMPATIENT)
    Given(cache, "/get-help/")
    cache.keep_excuse("ar", Given(cache, "/ar/unavailable/").environ)
    crowd = application.before = Crowd()

    with ThreadPoolExecutor(AT_ONCE) as readers:
        asked = [readers.submit(Given, cache, f"/search/?q={n}") for n in range(AT_ONCE)]
        assert crowd.is_full.wait(10)
        late, kept = Given(cache, "/ar/search/?q=late"), Given(cache, "/get-help/")
        crowd.may_go.set()

    assert (late.status, late.headers["retry-after"]) == (503, "30")
    assert "/ar/unavailable/" in late.text
    assert kept.status == 200
    assert [each.result().status for each in asked] == [200] * AT_ONCE


def test_page_that_fails_gives_its_turn_back(cache, application):
    application.fails = True
    for number in range(AT_ONCE + WAITING + 1):
        with pytest.raises(RuntimeError):
            Given(cache, f"/search/?q={number}")
    application.fails = False

    assert Given(cache, "/search/?q=last").status == 200

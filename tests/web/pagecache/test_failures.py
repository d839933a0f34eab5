"""A page is there in any case: after a restart, when the application fails or is slow."""

import time

import pytest

from tests.web.pagecache.application import IMPATIENT, Given, ready


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

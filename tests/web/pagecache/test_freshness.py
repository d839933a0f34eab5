"""A change makes kept pages old at once, in every process; time makes them old, too."""

import os
import threading
import time
from pathlib import Path

from bluecampaign.web.pagecache.clock import NEVER, ContentClock
from tests.web.pagecache.application import FOR_ALL, IMPATIENT, Given


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

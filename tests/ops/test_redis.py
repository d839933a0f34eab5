"""Several machines and a real Redis: what one changes, all others show at once."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import redis
import time_machine
from django.db import transaction

from bluecampaign.web import freshness
from bluecampaign.web.environment import Environment, Variables
from bluecampaign.web.pagecache import machines, stream
from bluecampaign.web.pagecache.clock import ContentClock
from bluecampaign.web.pagecache.machines import Machines, machines_of
from bluecampaign.web.pagecache.places import clock_file
from bluecampaign.web.pagecache.stream import NAME
from hotlines.models import Channel
from tests.browser.serving import ROOT, STATIC, Site, environment, serving
from tests.ops.asking import read, wait_for
from tests.ops.redis_server import RedisServer

PAGE = "/es/get-help/"
# Changes the national number as a command on a machine would, once for each line it reads.
OFFICE = """
import sys
import django
django.setup()
from hotlines.models import Channel
print("ready", flush=True)
for line in sys.stdin:
    Channel.objects.filter(hotline__slug="national", key="voice").update(display=line.strip())
    print("saved", flush=True)
"""


@pytest.fixture
def server() -> Iterator[RedisServer]:
    found = RedisServer()
    found.start()
    yield found
    found.stop()


def env_of(url: str) -> Environment:
    env = Environment()
    env.ENVIRON = Variables({"REDIS_URL": url})
    return env


class Machine:
    """One machine: its clock, and what it tells and hears."""

    def __init__(self, folder: Path, url: str) -> None:
        self.machines: Machines = machines_of(env_of(url), folder)
        self.clock = ContentClock(clock_file(folder))

    def hears(self) -> bool:
        """Whether its pages are old once it has listened."""
        before = self.clock.now()
        self.machines.look()
        return self.clock.now() != before


@pytest.fixture
def two(server: RedisServer, tmp_path: Path, monkeypatch) -> tuple[Machine, Machine]:
    monkeypatch.setattr(stream, "WAIT", 0.05)
    monkeypatch.setattr(machines, "TRY_AGAIN", 0.05)
    found = Machine(tmp_path / "a", server.url), Machine(tmp_path / "b", server.url)
    for machine in found:
        machine.hears()
    return found


# --- One machine among others ------------------------------------------------------


def test_change_is_heard_by_a_machine_that_was_stopped_meanwhile(two, server, tmp_path):
    here, there = two
    assert not there.hears()

    here.machines.changed()

    assert there.hears()
    assert not there.hears()
    assert not Machine(tmp_path / "b", server.url).hears()


def test_change_that_nobody_could_be_told_of_is_told_later(two, server, tmp_path):
    here, there = two
    server.stop()
    here.machines.changed()
    with pytest.raises(ConnectionError):
        there.machines.look()
    server.start()
    there.hears()

    # Another process of the same machine tells it.
    Machine(tmp_path / "a", server.url).machines.look()

    assert there.hears()


def test_redis_that_lost_everything_makes_pages_old(two, server):
    here, there = two
    here.machines.changed()
    there.hears()
    here.machines.changed()
    server.stop()
    server.start()

    assert there.hears()


def test_machine_that_loses_redis_is_out_of_touch_at_once_and_its_pages_are_old(two, server):
    _here, there = two
    before = there.clock.now()
    server.stop()

    there.machines._look()
    there.machines._look()

    assert not there.machines.is_in_touch()
    assert there.clock.now() == before + 1


def test_waiting_machine_hears_at_once(two):
    here, there = two
    there.machines.start()
    wait_for(there.machines.is_in_touch)
    before = there.clock.now()

    begun = time.monotonic()
    here.machines.changed()
    while there.clock.now() == before:
        time.sleep(0.001)

    assert time.monotonic() - begun < 0.5
    there.machines.end()


@pytest.mark.parametrize("later, is_in_touch", [(4, True), (6, False), (-60, False)])
def test_machine_is_in_touch_for_seconds_after_the_last_word(two, later, is_in_touch):
    here, _there = two

    with time_machine.travel(time.time() + later):
        assert here.machines.is_in_touch() is is_in_touch


@pytest.mark.django_db(transaction=False)
def test_transaction_is_told_once_and_only_when_it_is_true(
    server, tmp_path, settings, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setenv("REDIS_URL", server.url)
    settings.DATA_DIR = tmp_path
    client = redis.Redis.from_url(server.url)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for channel in Channel.objects.all()[:3]:
            channel.save()
        assert not client.exists(NAME)

    assert client.xinfo_stream(NAME)["entries-added"] == 1
    freshness.content_changed()
    freshness.content_changed()
    assert client.xinfo_stream(NAME)["entries-added"] == 3
    assert client.xlen(NAME) == 1


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "redis://host:port", "secret"])
def test_address_that_is_none_stops_the_start_and_is_not_told(url, tmp_path):
    with pytest.raises(ValueError) as told:
        machines_of(env_of(url), tmp_path)

    assert str(told.value) == "REDIS_URL is no address like redis://host:6379/0."


# --- Two sites ---------------------------------------------------------------------


@contextmanager
def office(folder: Path, static: Path, url: str, database: str) -> Iterator:
    """Saves a number on a machine and waits until it is saved."""
    process = subprocess.Popen(
        [sys.executable, "-c", OFFICE],
        cwd=ROOT,
        env=environment(folder, static, database=database)
        | {"REDIS_URL": url, "DJANGO_SETTINGS_MODULE": "bluecampaign.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"

    def save(number: str) -> None:
        process.stdin.write(f"{number}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "saved\n"

    yield save
    process.communicate(timeout=20)


def shows(site: Site, number: str) -> bool:
    """A machine that is too busy to make a page anew gives the one before for a while."""
    status, _heads, body = read(site.origin + PAGE)
    assert status == 200
    return number in body.decode()


def test_what_one_machine_changes_the_other_shows(prepared, server, tmp_path):
    database = f"sqlite:///{tmp_path}/1/site.sqlite3"
    settings = {"REDIS_URL": server.url, "WEB_CONCURRENCY": "2"}

    def start(name: str) -> Site:
        return stack.enter_context(serving(prepared, tmp_path / name, database, **settings))

    with ExitStack() as stack, ThreadPoolExecutor() as pool:
        one, two = pool.map(start, ("1", "2"))
        save = stack.enter_context(office(one.folder, prepared / STATIC, server.url, database))
        for site in (one, two):
            wait_for(lambda site=site: is_kept(site))

        before = content_of(two)
        save("1-800-432-1001")
        wait_for(lambda: content_of(two) != before, seconds=1)
        for site in (one, two):
            wait_for(lambda site=site: shows(site, "1-800-432-1001"))

        server.stop()
        wait_for(lambda: read(two.origin + PAGE)[1]["Cache-Control"] == "public, max-age=30")
        save("1-800-432-1002")
        wait_for(lambda: shows(one, "1-800-432-1002"))
        assert read(two.origin + PAGE)[0] == 200
        assert lacks_redis(two)

        before = content_of(two)
        server.start()
        wait_for(lambda: content_of(two) != before)
        wait_for(lambda: shows(two, "1-800-432-1002"))
        wait_for(lambda: is_kept(two))
        assert not lacks_redis(two)


def lacks_redis(site: Site) -> bool:
    """Whether the site says so to its operators."""
    reasons = json.loads(read(f"{site.origin}/readyz")[2])["reasons"]
    return any(reason.startswith("Redis does not answer") for reason in reasons)


def content_of(site: Site) -> int:
    return ContentClock(clock_file(site.folder)).now()


def is_kept(site: Site) -> bool:
    return "Age" in read(site.origin + PAGE)[1]

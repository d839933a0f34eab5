"""What readers get while something is broken: the site as it runs, and faults for real."""

import json
import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from bluecampaign.web.ends import Ends
from bluecampaign.web.pagecache.clock import ContentClock
from bluecampaign.web.pagecache.places import clock_file
from tests.browser.serving import STATIC, Site, serving
from tests.ops.asking import read, wait_for
from tests.ops.chaos.marked import marks_in
from tests.ops.chaos.readers import addresses_of, newly_made
from tests.ops.chaos.running import Running, managed
from tests.ops.chaos.trial import MARKED
from tests.ops.chaos.writers import Refused, Writer
from tests.ports import free_port

NUMBER = "tel:+18883737888"
SEEN = [localize(path, code) for path in ("/get-help/", "/about/", "/resources/") for code in CODES]
NEVER_SEEN = "/ar/myths/"
TITLE = "SELECT title_en FROM awareness_page WHERE slug = 'marked-00'"


@pytest.fixture
def site(prepared: Path, tmp_path: Path) -> Iterator[Site]:
    with serving(prepared, tmp_path / "site", WEB_CONCURRENCY="2") as running:
        for path in SEEN:
            assert read(running.origin + path)[0] == 200
        yield running


def workers(site: Site) -> list[int]:
    """The children of the process that listens, by the environment they were given."""
    data = f"DATA_DIR={site.folder}".encode()
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                is_ours = data in (process / "environ").read_bytes().split(b"\0")
                parent = int((process / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if is_ours:
                found.append((int(process.name), parent))
    ours = {pid for pid, _parent in found}
    return [pid for pid, parent in found if parent in ours]


def assert_never_down(site: Site) -> None:
    """Every page that was seen before is as it was; any other has the numbers."""
    answers = {path: read(site.origin + path) for path in SEEN}
    assert {status for status, _heads, _body in answers.values()} == {200}
    assert all(NUMBER in body.decode() for _status, _heads, body in answers.values())

    status, heads, body = read(site.origin + NEVER_SEEN)
    assert (status, heads["Retry-After"]) == (503, "30")
    assert NUMBER in body.decode()
    assert '<html lang="ar" dir="rtl">' in body.decode()

    assert read(f"{site.origin}/healthz")[0] == 200
    status, _heads, body = read(f"{site.origin}/readyz")
    assert (status, json.loads(body)["status"]) == (503, "not ready")


def without_database(site: Site) -> list[Path]:
    return [path for path in site.folder.glob("site.sqlite3*") if path.is_file()]


def test_database_that_was_removed_takes_nothing_from_readers(site: Site):
    for file in without_database(site):
        file.rename(site.folder / f"away-{file.name}")
    assert_never_down(site)

    for file in without_database(site):
        file.unlink()
    for file in site.folder.glob("away-*"):
        file.rename(site.folder / file.name.removeprefix("away-"))
    wait_for(lambda: read(site.origin + NEVER_SEEN)[0] == 200)
    wait_for(lambda: read(f"{site.origin}/readyz")[0] == 200)


def test_database_of_nonsense_takes_nothing_from_readers(site: Site):
    for file in without_database(site):
        file.unlink()
    (site.folder / "site.sqlite3").write_bytes(b"no database " * 1000)

    assert_never_down(site)


def test_killed_workers_are_replaced_and_pages_stay(site: Site):
    before, clock = workers(site), ContentClock(clock_file(site.folder))
    seen = clock.now()
    for pid in before:
        os.kill(pid, signal.SIGKILL)

    wait_for(lambda: read(site.origin + SEEN[0])[0] == 200)
    wait_for(lambda: len(workers(site)) == 2 and not set(workers(site)) & set(before))
    assert {read(site.origin + path)[0] for path in [*SEEN[:5], NEVER_SEEN]} == {200}
    # Nobody knows what they had saved and could not tell any more.
    assert clock.now() > seen


def test_pages_outlive_a_restart_without_a_database(prepared: Path, tmp_path: Path):
    folder, port, static = tmp_path / "site", free_port(), str(prepared / STATIC)
    with serving(prepared, folder, port=port, STATIC_ROOT=static) as running:
        for path in SEEN:
            read(running.origin + path)
    for file in without_database(running):
        file.unlink()

    with serving(folder, tmp_path / "again", port=port, STATIC_ROOT=static) as running:
        assert {read(running.origin + path)[0] for path in SEEN} == {200}


def test_end_without_a_word_is_noticed_once(tmp_path: Path):
    orderly, killed, watching = (Ends(tmp_path / "workers") for _each in range(3))
    assert not watching.are_missing()
    for ends, is_orderly in ((orderly, True), (killed, False)):
        pid = os.fork()
        if pid == 0:
            ends.begin()
            if is_orderly:
                ends.end()
            os._exit(0)
        os.waitpid(pid, 0)
        assert watching.are_missing() is not is_orderly
        assert not watching.are_missing()


def test_numbers_are_shared_without_a_file_that_can_be_written(tmp_path: Path):
    (tmp_path / "no-folder").touch()
    place = tmp_path / "no-folder" / "clock"

    first, second = ContentClock(place), ContentClock(place)
    first.changed()

    assert (first.now(), second.now()) == (2, 2)


def test_power_cut_while_staff_publish_loses_nothing(prepared: Path, tmp_path: Path):
    site = Running(prepared, tmp_path / "site", tmp_path / "server.log")
    managed(site.environment, "-m", MARKED)
    writer, again = Writer(site.origin, 0), Event()
    publishing = Thread(target=publish_until_cut, args=(writer, again), daemon=True)
    with closing(site):
        site.start()
        assert {read(site.origin + path)[0] for path in addresses_of(0)} == {200}
        publishing.start()
        wait_for(lambda: bool(writer.acknowledged), seconds=60)
        time.sleep(random.random())
        site.kill_all()
        again.set()
        publishing.join()
        assert ask_file(site.file, "PRAGMA integrity_check") == "ok"
        site.start()

        stored = marks_in(ask_file(site.file, TITLE))
        shown = [marks_in(newly_made(site.origin, path).text) for path in addresses_of(0)]

    assert shown == [stored] * len(CODES)
    assert max(stored) >= writer.acknowledged[-1].revision


def publish_until_cut(writer: Writer, cut: Event) -> None:
    while not cut.is_set():
        with suppress(Refused):
            writer.save()


def ask_file(file: Path, question: str):
    with closing(sqlite3.connect(file)) as held:
        return held.execute(question).fetchone()[0]

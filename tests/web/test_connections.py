"""Open connections go from request to request; nobody uses one whose file is gone."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace

import pytest
from django.db.utils import ConnectionHandler

from bluecampaign.web import connections
from bluecampaign.web.connections import IDLE, Pool

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "site.sqlite3"


@pytest.fixture
def handler(file: Path, monkeypatch) -> ConnectionHandler:
    settings = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(file), "CONN_MAX_AGE": 600}
    handler = ConnectionHandler({"default": settings})
    monkeypatch.setattr(connections, "connections", handler)
    return handler


@pytest.fixture
def pool(handler: ConnectionHandler) -> Iterator[Pool]:
    made = Pool()
    yield made
    made.close()


@pytest.fixture
def answer(pool: Pool, handler: ConnectionHandler) -> Callable:
    """Answers a request in a thread that has answered none; what it asked the database with."""

    def request(work: Callable = lambda connection: None):
        pool.take()
        try:
            handler["default"].ensure_connection()
            work(handler["default"])
            return handler["default"].connection
        finally:
            pool.give()

    def answered(work: Callable = lambda connection: None):
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(request, work).result()

    answered.here = request
    return answered


def two_at_once(answer: Callable) -> list[sqlite3.Connection]:
    """What two requests had, neither of which ended before the other had begun."""
    both = Barrier(2)
    with ThreadPoolExecutor(2) as threads:
        jobs = [threads.submit(answer.here, lambda _c: both.wait(10)) for _each in range(2)]
    return [job.result() for job in jobs]


def is_open(connection: sqlite3.Connection) -> bool:
    try:
        connection.total_changes  # noqa: B018 - it raises once it is closed
    except sqlite3.ProgrammingError:
        return False
    return True


def test_requests_one_after_the_other_share_a_connection(answer):
    first = answer()

    assert answer() is first
    assert answer(lambda connection: connection.cursor().execute("SELECT 1")) is first


def test_requests_at_once_have_each_their_own(answer):
    found = {id(each) for each in two_at_once(answer)}

    assert len(found) == 2
    # Who comes next takes the one that was used last, and no third one is opened.
    assert id(answer()) in found


def test_thread_without_a_request_has_none(pool, handler, answer):
    answer.here()

    assert handler.all(initialized_only=True) == []


def test_connection_in_a_transaction_stays_where_it_is(pool, handler):
    pool.take()
    handler["default"].ensure_connection()
    handler["default"].in_atomic_block = True

    pool.give()

    assert [each.in_atomic_block for each in handler.all(initialized_only=True)] == [True]
    handler["default"].in_atomic_block = False


def test_connection_that_was_closed_is_not_handed_on(answer):
    closed = answer(lambda connection: connection.close())

    found = answer()

    assert closed is None
    assert is_open(found)


def test_connection_that_nobody_needs_is_closed(answer, monkeypatch):
    busy = two_at_once(answer)
    now = connections.monotonic()

    monkeypatch.setattr(connections, "monotonic", lambda: now + IDLE / 2)
    needed = answer()
    monkeypatch.setattr(connections, "monotonic", lambda: now + IDLE + 1)
    answer()

    assert [each for each in busy if is_open(each)] == [needed]


def test_connection_whose_file_was_replaced_is_not_used(answer, handler, file, tmp_path):
    before = answer(connections.remember)
    sqlite3.connect(tmp_path / "other").execute("CREATE TABLE other (id)").connection.close()
    os.replace(tmp_path / "other", file)
    tables = []

    answer(lambda c: tables.extend(c.introspection.table_names()))

    assert not is_open(before)
    assert tables == ["other"]


def test_connection_that_is_too_old_is_opened_anew(answer):
    old = answer(lambda connection: setattr(connection, "close_at", 0))

    assert answer() is not old
    assert not is_open(old)


def test_what_nobody_has_can_be_closed_before_a_fork(answer, pool):
    left = answer()

    pool.close()

    assert not is_open(left)
    assert is_open(answer())


def test_connection_lets_go_of_a_file_that_was_replaced(tmp_path: Path, monkeypatch):
    file, closed = tmp_path / "site.sqlite3", []
    sqlite3.connect(file).close()
    connection = SimpleNamespace(
        vendor="sqlite",
        is_in_memory_db=lambda: False,
        in_atomic_block=False,
        settings_dict={"NAME": str(file)},
        close=lambda: closed.append(True),
    )
    known = SimpleNamespace(all=lambda initialized_only: [connection])
    monkeypatch.setattr(connections, "connections", known)
    connections.remember(connection)

    connections.forget_replaced()
    assert closed == []
    (tmp_path / "other").touch()
    os.replace(tmp_path / "other", file)
    connections.forget_replaced()
    file.unlink()
    connections.forget_replaced()

    assert closed == [True, True]

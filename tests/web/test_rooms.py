"""Rooms are never fuller than they may be, and what was typed goes first."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from bluecampaign.web.rooms import Room
from tests.ops.asking import wait_for


@pytest.fixture
def hands() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor() as pool:
        yield pool


def line_up(hands: ThreadPoolExecutor, room: Room, *forms: bool) -> list[Future]:
    """People who wait in a room, one after the other."""
    waiting = []
    for goes_first in forms:
        before = list(room._line)
        waiting.append(hands.submit(room.enter, goes_first=goes_first))
        wait_for(lambda before=before: room._line != before)
    return waiting


def test_room_takes_so_many_and_no_more():
    room = Room(2, waiting=1, patience=0.01)

    assert [room.enter() for _ in range(3)] == [True, True, False]
    room.leave()
    assert room.enter() is True


def test_whoever_waited_in_vain_takes_no_place():
    room = Room(1, waiting=1, patience=0.01)
    room.enter()

    assert room.enter() is False
    room.leave()
    assert [room.enter(), room.enter()] == [True, False]


def test_who_came_first_enters_first(hands):
    room = Room(1, waiting=2, patience=9)
    room.enter()
    first, second = line_up(hands, room, False, False)

    room.leave()

    assert first.result() is True
    assert not second.done()
    room.leave()
    assert second.result() is True


def test_form_goes_before_those_who_look(hands):
    room = Room(1, waiting=2, patience=9)
    room.enter()
    look, form = line_up(hands, room, False, True)

    room.leave()

    assert form.result() is True
    assert not look.done()
    room.leave()
    assert look.result() is True


def test_form_takes_the_turn_of_the_last_who_looks(hands):
    room = Room(1, waiting=2, patience=9)
    room.enter()
    first, last, form = line_up(hands, room, False, False, True)

    assert last.result() is False
    assert room.enter() is False
    for _ in range(2):
        room.leave()
    assert (form.result(), first.result()) == (True, True)


def test_form_waits_for_other_forms(hands):
    room = Room(1, waiting=1, patience=9)
    room.enter()
    (form,) = line_up(hands, room, True)

    assert room.enter(goes_first=True) is False
    room.leave()
    assert form.result() is True

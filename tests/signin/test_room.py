"""However many people work in the office at once, readers are answered."""

from dataclasses import replace

import pytest

from bluecampaign.signin import middleware
from bluecampaign.web.limits import Room

pytestmark = pytest.mark.django_db


def test_staff_wait_and_readers_do_not(client, monkeypatch):
    room = Room(1, patience=0.01)
    monkeypatch.setattr(middleware, "STAFF", replace(middleware.STAFF, room=room))
    room.enter()

    refused, read = client.get("/admin/login/"), client.get("/get-help/")
    room.leave()
    after = [client.get("/admin/login/").status_code for _turn in range(2)]

    assert "with everything you typed" in refused.content.decode()
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
    assert "no-store" in refused.headers["Cache-Control"]
    assert read.status_code == 200
    assert after == [200, 200]


def test_what_was_typed_goes_first(client, monkeypatch):
    room, told = Room(1), []
    monkeypatch.setattr(room, "enter", lambda *, goes_first: told.append(goes_first))
    monkeypatch.setattr(middleware, "STAFF", replace(middleware.STAFF, room=room))

    client.get("/admin/awareness/page/add/")
    client.post("/admin/login/", {"username": "editor", "password": "a long password"})
    client.post("/admin/awareness/page/add/", {"title_en": "As it was typed"})

    assert told == [False, False, True]

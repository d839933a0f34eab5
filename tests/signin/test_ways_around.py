"""No way leads around the second factor: a password alone opens nothing."""

import pytest
from django.urls import get_resolver

from tests.signin.journeys import (
    CODE,
    DRAWING,
    KEPT,
    LOGIN,
    OVERVIEW,
    PASSWORD,
    RECOVERY,
    RENEW,
    SET_UP,
    give_password,
    is_in,
    make_person,
    with_phone,
)

pytestmark = pytest.mark.django_db


def office_addresses() -> list[str]:
    """Every address of the office that needs no argument."""
    known = get_resolver().namespace_dict["admin"][1].reverse_dict
    return sorted(
        f"/admin/{route}"
        for name in known
        if isinstance(name, str)
        for routes, *_rest in known.getlist(name)
        for route, parameters in routes
        if not parameters
    )


OPEN_HALF_WAY = {LOGIN, CODE, RECOVERY, SET_UP, DRAWING, "/admin/second-factor/leave/"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_password_alone_opens_nothing(client, required, method):
    user = make_person()
    with_phone(user)
    give_password(client, user)
    addresses = [a for a in office_addresses() if a not in OPEN_HALF_WAY]

    answers = {address: getattr(client, method)(address) for address in addresses}

    assert len(answers) > 30
    assert {OVERVIEW, RENEW, KEPT} <= set(answers)
    assert {answer.status_code for answer in answers.values()} == {302}
    assert {answer.headers["Location"].partition("?")[0] for answer in answers.values()} <= {
        LOGIN,
        "/admin/",
    }


def test_password_alone_shows_nothing_of_the_office(client, required):
    user = make_person()
    with_phone(user)
    give_password(client, user)

    html = client.get(CODE).content.decode()

    assert "/admin/awareness/" not in html
    assert 'id="nav-sidebar"' not in html
    assert "/admin/password_change/" not in html


@pytest.mark.parametrize("address", [SET_UP, DRAWING])
def test_password_alone_does_not_replace_the_phone(client, required, noon, address):
    user = make_person()
    with_phone(user)
    give_password(client, user)

    seen = client.get(address)
    tried = client.post(SET_UP, {"code": "123456", "password": PASSWORD})

    assert seen.status_code in (302, 404)
    assert tried.headers["Location"] == CODE
    assert "second_factor_key" not in client.session


def test_sign_in_without_the_pages_is_refused(client, required):
    """What a test or a bug does with force_login is a password, no more."""
    client.force_login(make_person())

    assert not is_in(client)


def test_phone_of_another_person_in_the_session_is_refused(client, required):
    user = make_person()
    theirs = with_phone(make_person())
    with_phone(user)
    give_password(client, user)
    session = client.session
    session["otp_device_id"] = theirs.persistent_id
    session.save()

    assert not is_in(client)


@pytest.mark.parametrize("address", [CODE, RECOVERY, SET_UP, DRAWING])
def test_nobody_gets_half_way_without_a_password(client, required, address):
    response = client.get(address)

    assert response.headers["Location"].startswith(LOGIN)


def test_who_is_not_staff_gets_no_second_factor(client, required):
    client.force_login(make_person(is_staff=False, is_superuser=False))

    assert client.get(SET_UP).headers["Location"].startswith(LOGIN)


def test_local_use_asks_for_no_second_factor(client, settings):
    user = make_person()
    give_password(client, user)

    assert settings.STAFF_SECOND_FACTOR is False
    assert is_in(client)


def test_giving_up_half_way_signs_out(client, required):
    user = make_person()
    give_password(client, user)

    response = client.post("/admin/second-factor/leave/")

    assert response.headers["Location"] == LOGIN
    assert client.session.is_empty()

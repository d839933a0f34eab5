"""The second factor: setting it up, showing it, and the pages for it."""

import re

import lxml.html
import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice

from bluecampaign.signin import factor
from tests.signin.journeys import (
    CODE,
    DRAWING,
    LOGIN,
    PASSWORD,
    RECOVERY,
    RECOVERY_CODE,
    SET_UP,
    code_of,
    code_on,
    come_in,
    give_password,
    is_in,
    make_person,
    secret_on,
    with_phone,
)

pytestmark = pytest.mark.django_db

# --- First sign-in -------------------------------------------------------------------


def test_first_sign_in_sets_up_a_phone(client, required, noon):
    user = make_person()
    wanted = "/admin/awareness/page/?q=help"

    asked = client.get(wanted, follow=True)
    given = client.post(
        asked.request["PATH_INFO"],
        {"username": user.username, "password": PASSWORD, "next": wanted},
        follow=True,
    )
    key = secret_on(given.content.decode())
    before = is_in(client)
    done = client.post(SET_UP, {"code": code_of(key), "next": wanted})

    assert given.request["PATH_INFO"] == SET_UP
    assert before is False
    assert len(RECOVERY_CODE.findall(done.content.decode())) == 10
    assert lxml.html.fromstring(done.content).xpath("//a[@href=$way]", way=wanted) != []
    assert TOTPDevice.objects.get(user=user).key == key
    assert client.get(wanted).status_code == 200


def test_secret_is_the_one_in_the_drawing(client, required):
    user = make_person()
    give_password(client, user)
    page = client.get(SET_UP)

    drawing = client.get(DRAWING)

    image = lxml.html.fromstring(page.content).xpath("//main//img")[0]
    assert (image.get("src"), bool(image.get("alt"))) == (DRAWING, True)
    assert drawing.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in drawing.headers["Cache-Control"]
    assert drawing.content.startswith(b"<?xml")
    assert not re.search(rb"style=|<script|<style", drawing.content)
    key = client.session["second_factor_key"]
    assert secret_on(page.content.decode()) == key
    assert re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.content.decode())


def test_wrong_first_code_sets_up_nothing(client, required):
    user = make_person()
    give_password(client, user)
    key = secret_on(client.get(SET_UP).content.decode())

    response = client.post(SET_UP, {"code": "000000" if code_of(key) != "000000" else "1"})

    assert "This code is not right" in response.content.decode()
    assert secret_on(response.content.decode()) == key
    assert TOTPDevice.objects.count() == 0
    assert not is_in(client)


def test_first_code_does_not_count_a_second_time(client, required, noon):
    user = make_person()
    give_password(client, user)
    key = secret_on(client.get(SET_UP).content.decode())
    client.post(SET_UP, {"code": code_of(key)})
    other = Client()
    give_password(other, user)

    response = other.post(CODE, {"code": code_of(key)})

    assert "it was used before" in response.content.decode()
    assert not is_in(other)


def test_two_first_sign_ins_do_not_share_a_secret(client, required, noon):
    """Who knows the password, too, must not learn the secret that is then confirmed."""
    user, other = make_person(), Client()
    give_password(client, user)
    give_password(other, user)
    mine = secret_on(client.get(SET_UP).content.decode())
    theirs = secret_on(other.get(SET_UP).content.decode())
    client.post(SET_UP, {"code": code_of(mine)})

    late = other.post(SET_UP, {"code": code_of(theirs)})

    assert mine != theirs
    assert late.headers["Location"].startswith(LOGIN)  # signed out by the first to finish
    assert TOTPDevice.objects.get(user=user).key == mine


# --- Every further sign-in -----------------------------------------------------------


def test_code_lets_in_and_leads_on(client, required, noon):
    user = make_person()
    phone = with_phone(user)
    wanted = "/admin/awareness/page/"
    asked = give_password(client, user, way_on=wanted)
    half_way = client.get(asked.headers["Location"], follow=True)

    response = client.post(CODE, {"code": code_on(phone), "next": wanted})

    assert half_way.request["PATH_INFO"] == CODE
    assert f'name="next" value="{wanted}"' in half_way.content.decode()
    assert response.headers["Location"] == wanted
    assert is_in(client)


def test_code_may_be_spaced_as_the_app_shows_it(client, required, noon):
    user = make_person()
    code = code_on(with_phone(user))
    give_password(client, user)

    client.post(CODE, {"code": f" {code[:3]} {code[3:]} "})

    assert is_in(client)


@pytest.mark.parametrize("code", ["", "000001", "abcdef", "-1", "12345678901", "²²²²²²"])
def test_wrong_code_is_refused(client, required, noon, code):
    user = make_person()
    with_phone(user)
    give_password(client, user)

    response = client.post(CODE, {"code": code})

    assert response.status_code == 200
    assert lxml.html.fromstring(response.content).find_class("errorlist") != []
    assert not is_in(client)


def test_code_counts_once(client, required, noon):
    user, other = make_person(), Client()
    phone = with_phone(user)
    code = code_on(phone)
    come_in(client, user, phone)
    give_password(other, user)

    response = other.post(CODE, {"code": code})

    assert "it was used before" in response.content.decode()
    assert is_in(client)
    assert not is_in(other)


def test_code_of_another_person_is_refused(client, required, noon):
    user, colleague = make_person(), make_person()
    with_phone(user)
    theirs = with_phone(colleague)
    give_password(client, user)

    client.post(CODE, {"code": code_on(theirs)})

    assert not is_in(client)


def test_wrong_codes_make_the_next_one_wait(client, required, noon):
    user = make_person()
    phone = with_phone(user)
    give_password(client, user)
    client.post(CODE, {"code": "000001"})

    hasty = client.post(CODE, {"code": code_on(phone)})
    noon.shift(2)
    patient = client.post(CODE, {"code": code_on(phone)})

    assert "Wait 1 second, then try again." in hasty.content.decode()
    assert patient.status_code == 302
    assert is_in(client)


def test_long_wait_is_told_in_minutes(client, required, noon):
    user = make_person()
    phone = with_phone(user)
    give_password(client, user)
    for _try in range(8):
        client.post(CODE, {"code": "000001"})
        noon.shift(2**_try + 1)
    TOTPDevice.objects.update(throttling_failure_count=9)
    phone.refresh_from_db()

    wait = factor.waiting_text(factor.wait_before_next(phone))

    assert wait == "Too many wrong codes. Wait 3 minutes, then try again."


@pytest.mark.parametrize(
    "way_on", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_way_on_stays_in_the_house(client, required, noon, way_on):
    user = make_person()
    phone = with_phone(user)
    give_password(client, user)

    response = client.post(CODE, {"code": code_on(phone), "next": way_on})

    assert response.headers["Location"] == "/admin/"


# --- The pages -----------------------------------------------------------------------


def test_fields_tell_the_browser_what_they_are_for(client, required):
    user = make_person()
    login = lxml.html.fromstring(client.get(LOGIN).content)
    give_password(client, user)
    set_up = lxml.html.fromstring(client.get(SET_UP).content)
    with_phone(user)
    code = lxml.html.fromstring(client.get(CODE).content)

    wanted = "//input[@name=$name]/@autocomplete"
    assert login.xpath(wanted, name="username") == ["username"]
    assert login.xpath(wanted, name="password") == ["current-password"]
    assert set_up.xpath(wanted, name="code") == ["one-time-code"]
    assert code.xpath(wanted, name="code") == ["one-time-code"]
    assert code.xpath("//input[@name='code']/@inputmode") == ["numeric"]


def test_cookies_belong_to_staff_pages_alone(client, required, noon):
    user = make_person()
    phone = with_phone(user)
    client.get(LOGIN)

    come_in(client, user, phone)
    client.post("/admin/logout/")

    assert {c.key: c["path"] for c in client.cookies.values()} == {
        "csrftoken": "/admin/",
        "sessionid": "/admin/",
    }


def test_public_page_sets_no_cookie_for_staff(client, required, noon):
    user = make_person()
    come_in(client, user, with_phone(user))

    public = client.get("/")

    assert public.cookies == {}
    assert "Cookie" not in public.headers.get("Vary", "")


def test_form_from_elsewhere_is_refused(required):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person())

    answers = {a: client.post(a, {"code": "1"}).status_code for a in (CODE, SET_UP, RECOVERY)}

    assert answers == {CODE: 403, SET_UP: 403, RECOVERY: 403}

"""The second factor: setting it up, showing it, losing the phone; and the ways around it."""

import base64
import re

import lxml.html
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from bluecampaign.signin import factor
from bluecampaign.signin.models import Action, AuditEntry
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
    code_of,
    code_on,
    come_in,
    give_password,
    is_in,
    make_person,
    recovery_codes_of,
    with_phone,
)

pytestmark = pytest.mark.django_db
RECOVERY_CODE = re.compile(r"<code>([a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4})</code>")


def secret_on(html: str) -> str:
    """The secret that stands as text on the page, as the hex key of a device."""
    text = lxml.html.fromstring(html).xpath("string(//dl[@class='signin-secret']//code)")
    plain = text.replace(" ", "")
    return base64.b32decode(plain + "=" * (-len(plain) % 8)).hex()


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


# --- Ways around it ------------------------------------------------------------------


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


# --- Recovery codes ------------------------------------------------------------------


def test_recovery_code_lets_in_once(client, required, noon):
    user, other = make_person(), Client()
    with_phone(user)
    codes = recovery_codes_of(user)
    give_password(client, user)
    give_password(other, user)

    first = client.post(RECOVERY, {"code": codes[3].upper().replace("-", " ")}, follow=True)
    second = other.post(RECOVERY, {"code": codes[3]})

    assert "9 codes are left" in first.content.decode()
    assert "it was used before" in second.content.decode()
    assert (is_in(client), is_in(other)) == (True, False)
    assert factor.codes_left(user) == 9


def test_recovery_code_of_another_person_is_refused(client, required, noon):
    user, colleague = make_person(), make_person()
    with_phone(user)
    recovery_codes_of(user)
    give_password(client, user)

    client.post(RECOVERY, {"code": recovery_codes_of(colleague)[0]})

    assert not is_in(client)


def test_recovery_code_is_not_the_code_of_the_phone(client, required, noon):
    user = make_person()
    with_phone(user)
    codes = recovery_codes_of(user)
    give_password(client, user)

    client.post(CODE, {"code": codes[0]})

    assert not is_in(client)


def test_recovery_codes_cannot_be_read_again(client, required, noon):
    user = make_person()
    codes = recovery_codes_of(user)

    stored = set(StaticToken.objects.values_list("token", flat=True))

    assert len(stored) == len(set(codes)) == 10
    assert not stored & {form for code in codes for form in (code, code.replace("-", ""))}


def test_new_recovery_codes_replace_the_old(client, required, noon):
    user = make_person()
    phone = with_phone(user)
    old = recovery_codes_of(user)
    come_in(client, user, phone)
    without = client.post(RENEW, {"password": "not my password at all"})

    shown = client.post(RENEW, {"password": PASSWORD}).content.decode()

    new = RECOVERY_CODE.findall(shown)
    assert RECOVERY_CODE.findall(without.content.decode()) == []
    assert (len(new), set(new) & set(old)) == (10, set())
    assert factor.check(user, StaticDevice, factor.digest_of(user, old[0])) is None
    assert RECOVERY_CODE.findall(client.get(RENEW).content.decode()) == []
    assert "10 recovery codes left" in client.get(OVERVIEW).content.decode()


# --- A lost or another phone ---------------------------------------------------------


def test_lost_phone_is_replaced_with_a_recovery_code(client, required, noon):
    user, thief = make_person(), Client()
    phone = with_phone(user)
    codes = recovery_codes_of(user)
    come_in(thief, user, phone)
    give_password(client, user)
    client.post(RECOVERY, {"code": codes[0]})
    key = secret_on(client.get(SET_UP).content.decode())
    noon.shift(60)

    done = client.post(SET_UP, {"code": code_of(key), "password": PASSWORD})

    assert len(RECOVERY_CODE.findall(done.content.decode())) == 10
    assert TOTPDevice.objects.get(user=user).key == key != phone.key
    assert (is_in(client), is_in(thief)) == (True, False)


def test_another_phone_needs_the_password(client, required, noon):
    user = make_person()
    phone = with_phone(user)
    come_in(client, user, phone)
    key = secret_on(client.get(SET_UP).content.decode())

    bare = client.post(SET_UP, {"code": code_of(key)})
    wrong = client.post(SET_UP, {"code": code_of(key), "password": "x" * 14})

    assert bare.status_code == wrong.status_code == 200
    assert TOTPDevice.objects.get(user=user).key == phone.key


def test_command_takes_the_second_factor_away(client, required, noon, capsys):
    user, other = make_person(username="lena"), make_person()
    phone = with_phone(user)
    with_phone(other)
    come_in(client, user, phone)

    call_command("reset_second_factor", "lena", dry_run=True)
    still_in = is_in(client)
    call_command("reset_second_factor", "lena")
    call_command("reset_second_factor", "lena")

    said = capsys.readouterr().out.splitlines()
    assert still_in is True
    assert said[1:] == [
        "The second factor of lena was taken away. Their sessions were ended.",
        "lena had no second factor.",
    ]
    assert client.get("/admin/").headers["Location"].startswith(LOGIN)
    assert TOTPDevice.objects.get().user == other
    entry = AuditEntry.objects.get(what=Action.FACTOR_RESET)
    assert (entry.whom, entry.who_name) == ("lena", "(command)")
    given = client.get(give_password(client, user).headers["Location"], follow=True)
    assert given.request["PATH_INFO"] == SET_UP


def test_command_says_that_it_knows_nobody(db):
    with pytest.raises(CommandError, match="Nobody is called nobody"):
        call_command("reset_second_factor", "nobody")


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

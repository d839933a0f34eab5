"""Recovery codes, and a phone that is lost or replaced."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from bluecampaign.signin import factor
from bluecampaign.signin.models import Action, AuditEntry
from tests.signin.journeys import (
    CODE,
    LOGIN,
    OVERVIEW,
    PASSWORD,
    RECOVERY,
    RECOVERY_CODE,
    RENEW,
    SET_UP,
    code_of,
    come_in,
    give_password,
    is_in,
    make_person,
    recovery_codes_of,
    secret_on,
    with_phone,
)

pytestmark = pytest.mark.django_db

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

"""The audit log: who came and went, and who may read it."""

import pytest
from django.contrib.auth.models import Permission

from bluecampaign.signin.models import Action, AuditEntry
from tests.signin.journeys import (
    CODE,
    LOGOUT,
    PASSWORD,
    RECOVERY,
    come_in,
    give_password,
    make_person,
    recovery_codes_of,
    with_phone,
)
from tests.signin.log import written

pytestmark = pytest.mark.django_db
LOG = "/admin/signin/auditentry/"


# --- Coming and going ----------------------------------------------------------------


def test_sign_in_and_out_are_written(client, lena):
    give_password(client, lena)
    client.post(LOGOUT)

    assert written() == [
        (Action.SIGNED_IN, "lena", "", ""),
        (Action.SIGNED_OUT, "lena", "", ""),
    ]
    assert {entry.who for entry in AuditEntry.objects.all()} == {lena}


def test_both_steps_of_a_sign_in_are_written(client, lena, required, noon):
    phone = with_phone(lena)
    give_password(client, lena)
    client.post(CODE, {"code": "000001"})
    noon.shift(2)
    come_in(client, lena, phone)

    assert [what for what, *_rest in written()] == [
        Action.PASSWORD_ACCEPTED,
        Action.CODE_REFUSED,
        Action.PASSWORD_ACCEPTED,
        Action.SIGNED_IN,
    ]


def test_recovery_code_is_named(client, lena, required, noon):
    with_phone(lena)
    codes = recovery_codes_of(lena)
    give_password(client, lena)

    client.post(RECOVERY, {"code": codes[0]})

    assert written()[-1] == (Action.SIGNED_IN, "lena", "", "with a recovery code")
    assert codes[0] not in str(written())


def test_failed_sign_in_names_who_exists_alone(client, lena):
    """Somebody in a hurry types the password into the field of the name."""
    for name in ("lena", PASSWORD):
        client.post("/admin/login/", {"username": name, "password": "wrong"})

    assert written() == [
        (Action.SIGN_IN_FAILED, "", "lena", ""),
        (Action.SIGN_IN_FAILED, "", "(unknown name)", ""),
    ]


def test_neither_address_nor_query_is_kept(client, lena):
    address = {"REMOTE_ADDR": "192.0.2.77", "HTTP_USER_AGENT": "Browser 77"}

    client.post("/admin/login/?next=/admin/?q=secret", {"username": "lena"}, **address)
    give_password(client, lena, "wrong", **address)
    give_password(client, lena, **address)

    rows = str(list(AuditEntry.objects.values()))
    assert len(written()) == 2
    assert [word for word in ("192.0.2.77", "Browser 77", "secret", "wrong") if word in rows] == []


# --- Reading it ----------------------------------------------------------------------


def test_log_can_be_read_filtered_and_searched(client, boss):
    make_person(username="lena")
    make_person(username="mara")

    shown = client.get(LOG, {"what": Action.USER_ADDED, "q": "lena"})

    assert [entry.whom for entry in shown.context["cl"].result_list] == ["lena"]
    assert shown.context["cl"].date_hierarchy == "at"
    assert client.get(f"{LOG}{AuditEntry.objects.first().pk}/change/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_the_database_as_often_for_one_as_for_three(
    client, boss, number, django_assert_num_queries
):
    for _time in range(number):
        make_person()

    with django_assert_num_queries(8):
        client.get(LOG)


def test_nobody_changes_the_log(client, boss):
    entry = AuditEntry.objects.create(what=Action.SIGNED_IN, who_name="lena")
    action = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}

    answers = [
        client.post(f"{LOG}add/", {"what": Action.SIGNED_IN}).status_code,
        client.post(f"{LOG}{entry.pk}/change/", {"who_name": "other"}).status_code,
        client.post(f"{LOG}{entry.pk}/delete/", {"post": "yes"}).status_code,
        client.post(LOG, action).status_code,
    ]

    entry.refresh_from_db()
    assert answers[:3] == [403, 403, 403]
    assert entry.who_name == "lena"
    assert AuditEntry.objects.count() == 1


def test_log_is_for_those_who_may_view_it(client):
    user = make_person(is_superuser=False)
    client.force_login(user)
    without = client.get(LOG).status_code

    user.user_permissions.add(Permission.objects.get(codename="view_auditentry"))

    assert without == 403
    assert client.get(LOG).status_code == 200

"""Administrators and the second factor of others; what they may not do is tried."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from bluecampaign.signin.models import Action, AuditEntry
from tests.signin.journeys import come_in, is_in, make_person, with_phone

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/auth/user/"


@pytest.fixture
def administrator(client):
    """Manages people, but is no superuser."""
    user = make_person(username="ada", is_superuser=False)
    wanted = ["view_user", "add_user", "change_user", "delete_user", "reset_second_factor"]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    client.force_login(user)
    return user


def reset(client, *people, confirmed: bool = True):
    data = {"action": "reset_second_factor", "_selected_action": [user.pk for user in people]}
    return client.post(PEOPLE, data | ({"confirmed": "yes"} if confirmed else {}))


def have_phones(*people) -> list[bool]:
    return [TOTPDevice.objects.filter(user=user).exists() for user in people]


def test_reset_asks_first(client, administrator):
    lena = make_person(username="lena", is_superuser=False)
    with_phone(lena)

    response = reset(client, lena, confirmed=False)

    assert "Take away the second factor?" in response.content.decode()
    assert have_phones(lena) == [True]


def test_reset_takes_the_phone_and_signs_out(client, administrator, required, noon):
    lena, other = (make_person(username=name, is_superuser=False) for name in ("lena", "mara"))
    lena.user_permissions.set(Permission.objects.filter(codename="view_page"))
    with_phone(other)
    theirs = Client()
    come_in(theirs, lena, with_phone(lena))
    come_in(client, administrator, with_phone(administrator))
    before = is_in(theirs)

    response = reset(client, lena)

    assert (before, is_in(theirs)) == (True, False)
    assert response.status_code == 302
    assert have_phones(lena, other) == [False, True]
    entry = AuditEntry.objects.get(what=Action.FACTOR_RESET)
    assert (entry.who_name, entry.whom) == ("ada", "lena")


def test_reset_leaves_superusers_and_oneself_alone(client, administrator):
    boss = make_person(username="boss")
    with_phone(boss)
    with_phone(administrator)

    asked = reset(client, boss, administrator, confirmed=False)
    reset(client, boss, administrator)

    assert asked.context["people"] == []
    assert set(asked.context["left_alone"]) == {boss, administrator}
    assert have_phones(boss, administrator) == [True, True]


def test_reset_needs_its_permission(client, administrator):
    lena = make_person(username="lena", is_superuser=False)
    with_phone(lena)
    administrator.user_permissions.remove(Permission.objects.get(codename="reset_second_factor"))

    reset(client, lena)

    assert have_phones(lena) == [True]


@pytest.mark.parametrize("what", ["change", "delete", "password"])
def test_superuser_is_out_of_reach(client, administrator, what):
    boss = make_person(username="boss")
    data = {"username": "taken", "post": "yes", "is_superuser": ""}
    data |= {"password1": "a new long password", "password2": "a new long password"}

    response = client.post(f"{PEOPLE}{boss.pk}/{what}/", data | {"usable_password": "true"})

    old = boss.password
    boss.refresh_from_db()
    assert response.status_code == 403
    assert (boss.username, boss.is_superuser, boss.password) == ("boss", True, old)


def test_superuser_is_out_of_reach_of_the_action_that_deletes(client, administrator):
    boss, lena = make_person(username="boss"), make_person(username="lena", is_superuser=False)
    data = {"action": "delete_selected", "_selected_action": [boss.pk, lena.pk], "post": "yes"}

    client.post(PEOPLE, data)

    assert User.objects.filter(username="boss").exists()


def test_nobody_makes_a_superuser_of_themselves(client, administrator):
    data = {"username": "ada", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    everything = list(Permission.objects.values_list("pk", flat=True))
    data |= {"date_joined_0": "2027-01-01", "date_joined_1": "12:00:00"}

    response = client.post(
        f"{PEOPLE}{administrator.pk}/change/", data | {"user_permissions": everything}
    )

    administrator.refresh_from_db()
    assert response.status_code == 302
    assert administrator.is_superuser is False
    assert administrator.user_permissions.count() == 5


def test_list_shows_who_has_a_second_factor(client, administrator, django_assert_num_queries):
    lena = make_person(username="lena", is_superuser=False)
    with_phone(lena)

    shown = client.get(PEOPLE)

    told = {user.username: user.has_phone for user in shown.context["cl"].result_list}
    assert told == {"ada": False, "lena": True}


@pytest.mark.parametrize("model", ["otp_totp_totpdevice", "otp_static_staticdevice"])
def test_secrets_have_no_page(model):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{model}_changelist")


def test_failures_have_no_page():
    with pytest.raises(NoReverseMatch):
        reverse("admin:axes_accessattempt_changelist")

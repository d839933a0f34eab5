"""The audit log: accounts and their passwords."""

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from bluecampaign.signin.models import Action, AuditEntry
from tests.signin.journeys import PASSWORD, give_password, make_person
from tests.signin.log import NEW_PASSWORD, change, written

pytestmark = pytest.mark.django_db


def test_shutting_somebody_out_in_the_admin_is_written(client, boss):
    user = make_person(username="lena", is_superuser=True)
    AuditEntry.objects.all().delete()

    change(client, user, is_active="", is_superuser="")

    detail = "is_active: True → False, is_superuser: True → False"
    assert written() == [(Action.USER_CHANGED, "boss", "lena", detail)]


def test_several_people_deleted_from_the_list_are_written_each(client, boss):
    people = [make_person(username=name, is_superuser=False) for name in ("ada", "ben")]
    AuditEntry.objects.all().delete()

    data = {"action": "delete_selected", "post": "yes"}
    client.post("/admin/auth/user/", data | {"_selected_action": [user.pk for user in people]})

    assert sorted(written()) == [
        (Action.USER_DELETED, "boss", "ada", ""),
        (Action.USER_DELETED, "boss", "ben", ""),
    ]


def test_password_that_is_made_unusable_is_written(client, boss):
    user = make_person(username="lena")
    AuditEntry.objects.all().delete()

    data = {"usable_password": "false", "unset-password": "1", "password1": "", "password2": ""}
    client.post(f"/admin/auth/user/{user.pk}/password/", data)

    user.refresh_from_db()
    assert not user.has_usable_password()
    assert written() == [(Action.PASSWORD_CHANGED, "boss", "lena", "")]


def test_password_set_by_a_command_is_written(lena):
    lena.set_password(NEW_PASSWORD)
    lena.save()

    assert written() == [(Action.PASSWORD_CHANGED, "(command)", "lena", "")]


def test_user_added_and_deleted_in_the_admin_is_written(client, boss):
    data = {"username": "new", "usable_password": "true"}
    data |= {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}

    client.post("/admin/auth/user/add/", data)
    user = User.objects.get(username="new")
    client.post(f"/admin/auth/user/{user.pk}/delete/", {"post": "yes"})

    assert written() == [
        (Action.USER_ADDED, "boss", "new", ""),
        (Action.USER_DELETED, "boss", "new", ""),
    ]


def test_who_deletes_their_own_account_stays_in_the_log_by_name(client, boss):
    client.post(f"/admin/auth/user/{boss.pk}/delete/", {"post": "yes"})

    entry = AuditEntry.objects.get(what=Action.USER_DELETED)
    assert (entry.who, entry.who_name, entry.whom) == (None, "boss", "boss")


def test_log_outlives_the_account(client, lena):
    give_password(client, lena)

    lena.delete()

    entry = AuditEntry.objects.get(what=Action.SIGNED_IN)
    assert (entry.who, entry.who_name) == (None, "lena")


def test_new_password_is_written(client, boss):
    passwords = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    client.post("/admin/password_change/", {"old_password": PASSWORD, **passwords})
    user = make_person(username="lena")
    AuditEntry.objects.exclude(what=Action.PASSWORD_CHANGED).delete()
    two = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "usable_password": "true"}
    client.post(f"/admin/auth/user/{user.pk}/password/", two)

    assert written() == [
        (Action.PASSWORD_CHANGED, "boss", "boss", ""),
        (Action.PASSWORD_CHANGED, "boss", "lena", ""),
    ]


def test_password_that_is_only_hashed_anew_is_no_new_one(client, lena, settings):
    old = lena.password
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]

    give_password(client, lena)

    lena.refresh_from_db()
    assert lena.password != old
    assert written() == [(Action.SIGNED_IN, "lena", "", "")]


@pytest.mark.parametrize("password", ["eleven-char", "123456789012345", "mara-the-writer1"])
def test_weak_password_is_refused(client, password):
    user = make_person(username="mara-the-writer")
    client.force_login(user)
    data = {"new_password1": password, "new_password2": password, "old_password": PASSWORD}

    response = client.post("/admin/password_change/", data)

    user.refresh_from_db()
    assert response.status_code == 200
    assert user.check_password(PASSWORD)


def test_command_is_named_as_the_one_who_does_it(db):
    call_command("createsuperuser", interactive=False, username="root", email="r@example.org")

    assert written() == [(Action.USER_ADDED, "(command)", "root", "is_staff, is_superuser")]

"""The audit log: what is in it, what never is, and who may read it."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

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

pytestmark = pytest.mark.django_db
LOG = "/admin/signin/auditentry/"
NEW_PASSWORD = "another long password"


@pytest.fixture
def lena():
    user = make_person(username="lena")
    AuditEntry.objects.all().delete()
    return user


def written() -> list[tuple[str, str, str, str]]:
    """What, who, whom and detail of all entries, oldest first."""
    entries = AuditEntry.objects.order_by("pk")
    return list(entries.values_list("what", "who_name", "whom", "detail"))


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


# --- Changes of people and rights ----------------------------------------------------


@pytest.fixture
def boss(client):
    boss = make_person(username="boss")
    client.force_login(boss)
    AuditEntry.objects.all().delete()
    return boss


def change(client, user, **changes):
    data = {
        "username": user.username,
        "is_active": "on" if user.is_active else "",
        "is_staff": "on" if user.is_staff else "",
        "is_superuser": "on" if user.is_superuser else "",
        "date_joined_0": "2027-01-01",
        "date_joined_1": "12:00:00",
        **changes,
    }
    data = {key: value for key, value in data.items() if value != ""}
    return client.post(f"/admin/auth/user/{user.pk}/change/", data)


def test_rights_given_in_the_admin_are_written(client, boss):
    user = make_person(username="lena", is_superuser=False)
    group = Group.objects.create(name="Writers")
    AuditEntry.objects.all().delete()

    response = change(client, user, groups=[group.pk], is_superuser="on", email="l@example.org")

    assert response.status_code == 302
    assert written() == [
        (Action.USER_CHANGED, "boss", "lena", "is_superuser: False → True, email"),
        (Action.PERMISSIONS_CHANGED, "boss", "lena", "+ Writers"),
    ]


def test_right_taken_in_the_admin_is_written(client, boss):
    user = make_person(username="lena", is_superuser=False)
    user.groups.add(Group.objects.create(name="Writers"))
    AuditEntry.objects.all().delete()

    change(client, user, is_staff="")

    assert written() == [
        (Action.USER_CHANGED, "boss", "lena", "is_staff: True → False"),
        (Action.PERMISSIONS_CHANGED, "boss", "lena", "- Writers"),
    ]


def test_save_that_changes_nothing_writes_nothing(client, boss):
    user = make_person(username="lena", is_superuser=False)
    AuditEntry.objects.all().delete()

    change(client, user)

    assert written() == []


def test_rights_of_a_group_are_written(client, boss):
    wanted = Permission.objects.filter(codename__in=["change_page", "view_page"])
    data = {"name": "Writers", "permissions": [p.pk for p in wanted]}

    client.post("/admin/auth/group/add/", data)
    group = Group.objects.get(name="Writers")
    client.post(f"/admin/auth/group/{group.pk}/change/", {"name": "Authors"})
    client.post(f"/admin/auth/group/{group.pk}/delete/", {"post": "yes"})

    both = "awareness.change_page, awareness.view_page"
    assert written() == [
        (Action.GROUP_ADDED, "boss", "Writers", ""),
        (Action.PERMISSIONS_CHANGED, "boss", "Writers", f"+ {both}"),
        (Action.GROUP_CHANGED, "boss", "Authors", "name: Writers → Authors"),
        (Action.PERMISSIONS_CHANGED, "boss", "Authors", f"- {both}"),
        (Action.GROUP_DELETED, "boss", "Authors", ""),
    ]


def test_rights_changed_from_the_other_side_name_the_people():
    group = Group.objects.create(name="Writers")
    people = [make_person(username=name) for name in ("ada", "ben", "cem")]
    AuditEntry.objects.all().delete()

    group.user_set.add(*people)
    group.user_set.clear()

    given = [(Action.PERMISSIONS_CHANGED, "(command)", u.username, "+ Writers") for u in people]
    taken = [(Action.PERMISSIONS_CHANGED, "(command)", u.username, "- Writers") for u in people]
    assert sorted(written()) == sorted(given + taken)


def test_clearing_says_what_was_taken():
    user = make_person(username="lena")
    user.user_permissions.set(Permission.objects.filter(codename="view_page"))
    AuditEntry.objects.all().delete()

    user.user_permissions.clear()

    assert written() == [(Action.PERMISSIONS_CHANGED, "(command)", "lena", "- awareness.view_page")]


def test_shutting_somebody_out_in_the_admin_is_written(client, boss):
    user = make_person(username="lena", is_superuser=True)
    AuditEntry.objects.all().delete()

    change(client, user, is_active="", is_superuser="")

    detail = "is_active: True → False, is_superuser: True → False"
    assert written() == [(Action.USER_CHANGED, "boss", "lena", detail)]


def test_second_group_and_single_right_are_written_with_who_gave_them(client, boss):
    user = make_person(username="lena", is_superuser=False)
    old, new = Group.objects.create(name="Writers"), Group.objects.create(name="Publishers")
    user.groups.add(old)
    right = Permission.objects.get(codename="view_page")
    AuditEntry.objects.all().delete()

    change(client, user, groups=[new.pk], user_permissions=[right.pk])

    assert sorted(written()) == sorted(
        [
            (Action.PERMISSIONS_CHANGED, "boss", "lena", "- Writers"),
            (Action.PERMISSIONS_CHANGED, "boss", "lena", "+ Publishers"),
            (Action.PERMISSIONS_CHANGED, "boss", "lena", "+ awareness.view_page"),
        ]
    )
    assert {entry.who for entry in AuditEntry.objects.all()} == {boss}


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

"""The audit log: who gave and took which rights."""

import pytest
from django.contrib.auth.models import Group, Permission

from bluecampaign.signin.models import Action, AuditEntry
from tests.signin.journeys import make_person
from tests.signin.log import change, written

pytestmark = pytest.mark.django_db


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

"""Each role tries what it may not do: by sending it, whatever the buttons say."""

import io

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse

from awareness.models import Page, Redirect
from bluecampaign import roles
from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import LANGUAGES, TRANSLATION_CODES
from bluecampaign.translation.roles import group_name, languages_of, reviewer_group_name
from tests.makers import make_audience, make_hotline, make_page, make_picture, make_topic
from tests.office.forms import (
    ARABIC,
    SPANISH,
    form_of,
    make_member,
    send,
    signed_in,
    stored,
    url_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles_exist")]

EDITOR, PUBLISHER, ADMINISTRATOR = roles.EDITOR, roles.PUBLISHER, roles.ADMINISTRATOR
EVERYBODY = (EDITOR, SPANISH, PUBLISHER, ADMINISTRATOR)

# --- The command -------------------------------------------------------------------


def test_roles_are_made_once_and_the_second_run_says_so():
    Group.objects.all().delete()
    first, second = io.StringIO(), io.StringIO()

    call_command("make_roles", stdout=first)
    call_command("make_roles", stdout=second)

    languages = [language for language in LANGUAGES if not language.is_source]
    names = [make(language) for make in (group_name, reviewer_group_name) for language in languages]
    wanted = {EDITOR, PUBLISHER, ADMINISTRATOR, *names}
    assert set(Group.objects.values_list("name", flat=True)) == wanted
    assert len(first.getvalue().splitlines()) == 27
    assert second.getvalue() == "The roles are up to date. Nothing was changed.\n"


def test_groups_of_the_tests_are_those_that_the_command_makes():
    out = io.StringIO()

    call_command("make_roles", stdout=out)

    assert out.getvalue() == "The roles are up to date. Nothing was changed.\n"


def test_dry_run_says_what_would_change_and_changes_nothing():
    Group.objects.filter(name=EDITOR).delete()
    out = io.StringIO()

    call_command("make_roles", dry_run=True, stdout=out)

    assert not Group.objects.filter(name=EDITOR).exists()
    assert out.getvalue().startswith("Editor: new, ")
    assert out.getvalue().endswith("This was a dry run: nothing was changed.\n")


def test_right_given_by_hand_is_taken_away_and_members_stay():
    member = make_member(EDITOR)
    group = Group.objects.get(name=EDITOR)
    administrator = Group.objects.get(name=ADMINISTRATOR)
    group.permissions.add(administrator.permissions.get(codename="publish_page"))
    out = io.StringIO()

    call_command("make_roles", verbosity=2, stdout=out)

    said = ["Editor: 0 rights given, 1 taken away", "  - awareness.publish_page"]
    assert out.getvalue().splitlines() == said
    assert list(group.user_set.all()) == [member]


def test_nobody_but_administrators_touches_people():
    verbs = {"auth", "admin", "sessions"}
    found = {
        group.name
        for group in Group.objects.all()
        if group.permissions.filter(content_type__app_label__in=verbs).exists()
    }

    assert found == {ADMINISTRATOR}


def test_editors_neither_publish_nor_delete_what_stands_alone():
    rights = Group.objects.get(name=EDITOR).permissions
    deleted = rights.filter(codename__startswith="delete_").values_list("codename", flat=True)

    parts = {"delete_block", "delete_channel", "delete_edition", "delete_toolkitpart"}
    assert set(deleted) == parts
    assert not rights.filter(codename__startswith="publish_").exists()
    assert not rights.filter(codename="change_translationstate").exists()


def test_translators_hold_no_right_but_to_view():
    rights = Group.objects.get(name=SPANISH).permissions.exclude(codename__startswith="view_")

    assert list(rights) == []


@pytest.mark.parametrize(
    "groups, expected",
    [
        ((), ()),
        ((EDITOR,), ()),
        ((SPANISH,), ("es",)),
        ((ARABIC, SPANISH), ("es", "ar")),
        ((EDITOR, ARABIC), ("ar",)),
        ((PUBLISHER,), tuple(TRANSLATION_CODES)),
    ],
)
def test_languages_of_somebody_are_those_of_their_groups(groups, expected):
    assert languages_of(make_member(*groups)) == expected


# --- What is closed to whom --------------------------------------------------------


@pytest.mark.parametrize("role", [EDITOR, SPANISH, PUBLISHER])
@pytest.mark.parametrize(
    "place", ["auth_user_changelist", "auth_user_add", "auth_group_changelist"]
)
def test_people_are_closed_to_all_but_administrators(client, role, place):
    signed_in(client, role)

    assert client.get(reverse(f"admin:{place}")).status_code == 403


def test_administrator_opens_people(client):
    signed_in(client, ADMINISTRATOR)

    assert client.get(reverse("admin:auth_user_changelist")).status_code == 200


@pytest.mark.parametrize("role", [EDITOR, SPANISH])
@pytest.mark.parametrize("make", [make_page, make_hotline, make_picture])
def test_who_may_not_delete_cannot(client, role, make):
    thing = make()
    signed_in(client, role)

    response = client.post(url_of(thing, "delete"), {"post": "yes"})

    assert response.status_code == 403
    assert type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("role", [EDITOR, SPANISH])
@pytest.mark.parametrize("action", ["publish", "unpublish", "delete_selected"])
def test_who_may_not_publish_cannot_from_the_list(client, role, action):
    draft, live = make_page(status=Status.DRAFT), make_page()
    signed_in(client, role)
    data = {"action": action, "_selected_action": [draft.pk, live.pk], "post": "yes"}

    client.post(reverse("admin:awareness_page_changelist"), data)

    found = dict(Page.objects.filter(pk__in=[draft.pk, live.pk]).values_list("pk", "status"))
    assert found == {draft.pk: "draft", live.pk: "live"}


@pytest.mark.parametrize("role", [EDITOR, SPANISH])
def test_redirects_are_a_matter_of_publishers(client, role):
    signed_in(client, role)

    add = reverse("admin:awareness_redirect_add")
    response = client.post(add, {"old_path": "/a/", "new_path": "/b/"})

    assert response.status_code == 403
    assert not Redirect.objects.filter(old_path="/a/").exists()


def test_publisher_makes_a_redirect(client):
    signed_in(client, PUBLISHER)

    add = reverse("admin:awareness_redirect_add")
    response = client.post(add, {"old_path": "/a/", "new_path": "/b/"})

    assert response.status_code == 302
    assert Redirect.objects.get(old_path="/a/").new_path == "/b/"


@pytest.mark.parametrize("role", [EDITOR, SPANISH])
@pytest.mark.parametrize("place", ["awareness_indicator", "awareness_term", "resources_topic"])
def test_who_may_not_publish_orders_no_list(client, role, place):
    model = apps.get_model(place.replace("_", "."))
    row = model.objects.first()
    signed_in(client, role)
    forged = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk}
    before = stored(row)

    client.post(reverse(f"admin:{place}_changelist"), forged | {"form-0-order": 9, "_save": "1"})

    assert stored(row) == before


@pytest.mark.parametrize("make", [make_audience, make_topic])
def test_names_that_have_no_drafts_are_a_matter_of_publishers(client, make):
    row, name = make(), make()._meta.model_name
    add = reverse(f"admin:{row._meta.app_label}_{name}_add")
    signed_in(client, EDITOR)

    seen = client.get(url_of(row)).status_code
    changed = client.post(url_of(row), {"name_en": "Forged", "slug": row.slug, "order": 1})
    added = client.post(add, {"name_en": "Forged", "slug": "forged", "order": 1})
    signed_in(client, PUBLISHER)
    published = send(client, row, form_of(client, row, name_en="Other name"))

    assert (seen, changed.status_code, added.status_code) == (200, 403, 403)
    assert published.status_code == 302
    assert stored(row)["name_en"] == "Other name"


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_role_opens_the_first_page_and_a_form(client, role):
    page = make_page()
    signed_in(client, role)

    assert client.get("/admin/").status_code == 200
    assert client.get(url_of(page)).status_code == 200

"""Each role tries what it may not do: by sending it, whatever the buttons say."""

import io

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.urls import reverse

from awareness.models import Page, Redirect
from bluecampaign import roles
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import VersionKind, draft_of, keep
from bluecampaign.translation.languages import LANGUAGES, TRANSLATION_CODES
from bluecampaign.translation.models import State, TranslationState
from bluecampaign.translation.roles import group_name, languages_of, reviewer_group_name
from tests.makers import (
    make_audience,
    make_block,
    make_channel,
    make_hotline,
    make_page,
    make_picture,
    make_topic,
)
from tests.office.forms import filled, form_of, make_member, send, url_of

pytestmark = pytest.mark.django_db

EDITOR, PUBLISHER, ADMINISTRATOR = roles.EDITOR, roles.PUBLISHER, roles.ADMINISTRATOR
SPANISH, ARABIC = "Translator: Spanish", "Translator: Arabic"
REVIEWER = "Reviewer: Spanish"
# Without a figure, which a translation would have to repeat.
WORDS = {"title_en": "Words", "summary_en": "What it says."}
EVERYBODY = (EDITOR, SPANISH, PUBLISHER, ADMINISTRATOR)


@pytest.fixture(autouse=True)
def roles_are_made():
    roles.make()


def signed_in(client, *groups: str) -> User:
    member = make_member(*groups)
    client.force_login(member)
    return member


def stored(obj) -> dict:
    """Every column as it is in the database now, but the date of the last change. A text
    that is not there may be NULL or empty."""
    fresh = type(obj)._default_manager.get(pk=obj.pk)
    names = [field.attname for field in fresh._meta.concrete_fields]
    values = {name: getattr(fresh, name) for name in names if name != "updated_at"}
    return {name: None if value == "" else value for name, value in values.items()}


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


# --- Editors -----------------------------------------------------------------------


def test_editor_cannot_publish_by_the_form(client):
    page = make_page(status=Status.DRAFT)
    signed_in(client, EDITOR)

    response = send(client, page, form_of(client, page, status="live"))

    assert "status" in response.context["adminform"].form.errors
    page.refresh_from_db()
    assert page.status == Status.DRAFT


def test_editor_cannot_add_something_published(client):
    signed_in(client, EDITOR)
    add = reverse("admin:awareness_page_add")
    data = filled(client.get(add), slug="fresh", title_en="Fresh", summary_en="New.")

    refused = client.post(add, data | {"status": "live"})
    stored = client.post(add, data | {"status": "draft"})

    assert (refused.status_code, stored.status_code) == (200, 302)
    assert Page.objects.get(slug="fresh").status == Status.DRAFT


def test_editor_changes_a_live_page_as_a_draft_only(client):
    page = make_page(title_en="Live words")
    signed_in(client, EDITOR)

    send(client, page, form_of(client, page, title_en="Other words"))

    page.refresh_from_db()
    assert page.title_en == "Live words"
    assert draft_of(page).snapshot["fields"]["title_en"] == "Other words"


@pytest.mark.parametrize("verb", ["publish", "send_back"])
def test_editor_cannot_decide_a_review(client, verb):
    page = make_page(title_en="Live words")
    signed_in(client, EDITOR)
    send(client, page, form_of(client, page, title_en="Other words"))

    response = client.post(url_of(page, "review"), {"verb": verb, "answer": "Why"})

    assert response.status_code == 403
    page.refresh_from_db()
    assert page.title_en == "Live words"


def test_editor_cannot_publish_by_restoring_what_was_live(client):
    page = make_page()
    version = keep(page, kind=VersionKind.SAVED, by=None)
    page.status = Status.DRAFT
    page.save()
    signed_in(client, EDITOR)

    client.post(url_of(page, "versions"), {"number": version.number})

    page.refresh_from_db()
    assert page.status == Status.DRAFT
    assert client.get(page.get_absolute_url()).status_code == 404


def test_editor_cannot_vouch_for_a_language(client):
    page = make_page(status=Status.DRAFT, title_es="Página", state=State.MACHINE)
    signed_in(client, EDITOR)
    state = TranslationState.objects.of(page).get()
    rows = "translation-translationstate-content_type-object_id"
    forged = {f"{rows}-TOTAL_FORMS": 1, f"{rows}-INITIAL_FORMS": 1, f"{rows}-0-id": state.pk}

    data = form_of(client, page) | forged | {f"{rows}-0-state": State.REVIEWED}
    send(client, page, data)

    state.refresh_from_db()
    assert state.state == State.MACHINE


def test_editor_who_reviews_a_language_vouches_for_that_language_alone(client):
    page = make_page(status=Status.DRAFT, title_es="Página", title_ar="صفحة", **WORDS)
    signed_in(client, EDITOR, SPANISH, REVIEWER)
    rows = "translation-translationstate-content_type-object_id"
    data = form_of(client, page)

    for place in (0, 1):
        data[f"{rows}-{place}-state"] = State.REVIEWED
    send(client, page, data)

    found = TranslationState.objects.by_language(page)
    assert found == {"es": State.REVIEWED, "ar": State.MACHINE}


# --- Translators -------------------------------------------------------------------


def test_translator_is_offered_their_languages_and_no_other(client):
    page = make_page(title_es="Página")
    signed_in(client, SPANISH, ARABIC)

    response = client.get(url_of(page, language="fr"))

    offered = [choice["language"].code for choice in response.context["language_choices"]]
    assert offered == ["es", "ar"]
    assert list(response.context["adminform"].form.fields) == [
        "title_es",
        "nav_title_es",
        "summary_es",
    ]


def test_translator_writes_into_a_draft_beside_the_live_page(client):
    page = make_page(title_es="Página", **WORDS)
    signed_in(client, SPANISH)

    response = send(client, page, form_of(client, page, title_es="Otra"), language="es")

    assert response.status_code == 302
    page.refresh_from_db()
    assert page.title_es == "Página"
    assert draft_of(page).snapshot["fields"]["title_es"] == "Otra"


def test_translator_who_sends_other_fields_changes_none_of_them(client):
    page = make_page(status=Status.DRAFT, title_es="Palabras", title_fr="Mots", **WORDS)
    block = make_block(page, heading_en="Head", heading_es="Cabeza", body_en="Text")
    signed_in(client, SPANISH)
    forged = {
        "title_en": "Forged", "title_fr": "Forgé", "slug": "forged", "status": "live",
        "menu": "header", "order": "1", "parent": "", "review_due_on": "2030-01-01",
        "blocks__0__heading_en": "Forged", "blocks__0__key": "forged",
        "blocks__0__order": "999", "blocks__0__kind": "quote", "blocks__0__DELETE": "on",
        "blocks__0__link_url": "https://forged.example.org/",
    }  # fmt: skip
    before = stored(page), stored(block)

    data = form_of(client, page, title_es="Voces", blocks__0__heading_es="Título", **forged)
    response = send(client, page, data, language="fr")

    assert response.status_code == 302
    assert stored(page) == before[0] | {"title_es": "Voces"}
    assert stored(block) == before[1] | {"heading_es": "Título"}
    assert page.blocks.get() == block


def test_translator_adds_no_block(client):
    page = make_page(status=Status.DRAFT, title_es="Página")
    make_block(page)
    signed_in(client, SPANISH)
    extra = {
        "blocks__TOTAL_FORMS": 2, "blocks__1__key": "forged", "blocks__1__kind": "text",
        "blocks__1__heading_es": "Nuevo", "blocks__1__body_es": "Nuevo", "blocks__1__order": 1,
    }  # fmt: skip

    send(client, page, form_of(client, page, **extra), language="es")

    assert page.blocks.count() == 1


def test_translator_alone_vouches_for_nothing(client):
    page = make_page(status=Status.DRAFT, title_es="Página", **WORDS)
    signed_in(client, SPANISH)
    rows = "translation-translationstate-content_type-object_id"

    data = form_of(client, page) | {f"{rows}-0-state": State.REVIEWED}
    response = send(client, page, data, language="es")

    assert response.status_code == 302
    assert TranslationState.objects.by_language(page) == {"es": State.MACHINE}


def test_reviewer_changes_the_state_of_their_language_alone(client):
    page = make_page(status=Status.DRAFT, title_es="Página", title_ar="صفحة", **WORDS)
    signed_in(client, SPANISH, REVIEWER)
    states = {row.language: row for row in TranslationState.objects.of(page)}
    rows = "translation-translationstate-content_type-object_id"
    data = form_of(client, page)
    shown = {value for name, value in data.items() if name.endswith("-id") and rows in name}

    data[f"{rows}-0-state"] = State.REVIEWED
    send(client, page, data, language="es")
    forged = {f"{rows}-0-id": states["ar"].pk, f"{rows}-0-state": State.REVIEWED}
    send(client, page, data | forged, language="es")

    assert shown == {states["es"].pk}
    found = TranslationState.objects.by_language(page)
    assert found == {"es": State.REVIEWED, "ar": State.MACHINE}


def test_translator_changes_no_number(client):
    texts = {"name_en": "Line", "purpose_en": "Help.", "who_answers_en": "Kind people."}
    line = make_hotline(status=Status.DRAFT, name_es="Línea", **texts)
    way = make_channel(line, note_en="Note", note_es="Nota")
    signed_in(client, SPANISH)
    forged = {
        "needs": ["press"], "source_url": "https://forged.example.org/",
        "channels__0__number": "+18004321000", "channels__0__display": "1-800-432-1000",
        "channels__0__sms_keywords": "FORGED", "channels__0__languages": "de",
        "channels__0__url": "https://forged.example.org/", "channels__0__letters": "FORGED",
    }  # fmt: skip
    before = stored(line), stored(way)

    data = form_of(client, line, channels__0__note_es="Otra nota", **forged)
    response = send(client, line, data, language="es")

    assert response.status_code == 302
    assert stored(line) == before[0]
    assert stored(way) == before[1] | {"note_es": "Otra nota"}


def test_translator_of_a_picture_changes_its_words_alone(client):
    picture = make_picture(alt_en="A door", alt_es="Visto")
    signed_in(client, SPANISH)
    forged = {"name": "Forged", "is_decorative": "on", "alt_en": "Forged", "credit": "Forged"}

    upload = io.BytesIO(b"no picture at all")
    upload.name = "a.png"
    before = stored(picture)
    data = form_of(client, picture, alt_es="Se ve", **forged)
    response = send(client, picture, data | {"file": upload}, language="es")

    assert response.status_code == 302
    assert stored(picture) == before | {"alt_es": "Se ve"}


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


def test_translator_adds_and_restores_nothing(client):
    page = make_page(status=Status.DRAFT)
    version = keep(page, kind=VersionKind.SAVED, by=None)
    signed_in(client, SPANISH)

    added = client.post(reverse("admin:awareness_page_add"), {"title_es": "Nueva"})
    restored = client.post(url_of(page, "versions"), {"number": version.number})

    assert (added.status_code, restored.status_code) == (403, 403)


def test_translator_puts_away_no_draft_with_the_words_of_others(client):
    page = make_page(title_es="Página", **WORDS)
    signed_in(client, EDITOR)
    send(client, page, form_of(client, page, title_en="Words of an editor"))
    signed_in(client, SPANISH)
    send(client, page, form_of(client, page, title_es="Voces"), language="es")

    response = client.post(url_of(page, "review"), {"verb": "discard"})

    assert response.status_code == 403
    assert draft_of(page).snapshot["fields"]["title_en"] == "Words of an editor"


def test_fault_of_somebody_else_does_not_stop_a_translator(client):
    page = make_page(status=Status.DRAFT, title_es="Página", **WORDS)
    make_block(page, body_en="", heading_en="Heading", heading_es="Título")
    signed_in(client, SPANISH)

    data = form_of(client, page, blocks__0__heading_es="Otro título")
    response = send(client, page, data, language="es")

    assert response.status_code == 302
    assert page.blocks.get().heading_es == "Otro título"


@pytest.mark.parametrize("role", EVERYBODY)
def test_every_role_opens_the_first_page_and_a_form(client, role):
    page = make_page()
    signed_in(client, role)

    assert client.get("/admin/").status_code == 200
    assert client.get(url_of(page)).status_code == 200

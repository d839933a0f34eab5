"""What waits for a translator, and nobody else's language."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from awareness.models import Page
from bluecampaign.publishing.versions import draft_of
from bluecampaign.translation.office import worklist
from hotlines.models import Hotline
from tests.makers import make_page, make_resource
from tests.office.translating.work import sent, translator, work_url

pytestmark = pytest.mark.django_db


# --- The list ----------------------------------------------------------------------


def test_list_begins_with_what_readers_come_by_first(client):
    client.force_login(translator("ar"))

    page = client.get(reverse("admin:translate-list", args=["ar"]) + "?state=all").context["page"]

    home, help_page, happening = (
        Page.objects.get(path=path) for path in ("", "get-help", "is-this-happening-to-me")
    )
    tasks = [(task.label, task.pk) for task in page.object_list]
    assert tasks[:3] == [("awareness.page", p.pk) for p in (home, help_page, happening)]
    lines = Hotline.objects.count()
    assert {label for label, _pk in tasks[3 : 3 + lines]} == {"hotlines.hotline"}


def test_list_shows_what_is_missing_and_not_what_is_reviewed(client, page):
    other = make_page(title_en="Untranslated")
    client.force_login(translator("es"))

    waiting = worklist.chosen(worklist.tasks("es"), state="open", kind="")

    titles = {task.title for task in worklist.titled(waiting)}
    assert str(other) in titles
    assert str(page) not in titles


def test_list_asks_as_often_for_one_object_as_for_many(client, django_assert_num_queries):
    client.force_login(translator("es"))
    worklist.tasks("es")
    with django_assert_num_queries(12):
        worklist.tasks("es")
    for _n in range(3):
        make_page()
        make_resource()

    with django_assert_num_queries(12):
        worklist.tasks("es")


# --- Whose language ----------------------------------------------------------------


def test_translator_opens_and_changes_no_other_language(client, page):
    client.force_login(translator("es"))
    data = sent(client, page, "es")

    answers = [
        client.get(reverse("admin:translate-list", args=["ar"])),
        client.get(work_url(page, "ar")),
        client.get(work_url(page, "ar", "preview")),
        client.post(work_url(page, "ar"), data | {"title": "عنوان", "_save": "1"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 403]
    assert client.get(work_url(page, "es")).status_code == 200


def test_fields_of_other_languages_are_not_stored(client, page):
    client.force_login(translator("ar"))
    data = sent(client, page, "ar", title="علامات", title_en="Hacked", title_es="Malo", _save="1")

    assert client.post(work_url(page, "ar"), data).status_code == 302

    fields = draft_of(page).snapshot["fields"]
    assert (fields["title_ar"], fields["title_en"], fields["title_es"]) == (
        "علامات",
        "Signs",
        "Señales",
    )


def test_somebody_without_a_language_is_sent_away(client, page):
    user = User.objects.create_user("edda", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="change_page"))
    client.force_login(user)

    assert client.get(reverse("admin:translate")).status_code == 403
    assert client.get(work_url(page, "es")).status_code == 403


def test_translator_who_does_not_review_cannot_vouch(client, page):
    client.force_login(translator("es"))
    data = sent(client, page, "es", title="Señas")
    shown = client.get(work_url(page, "es"))

    assert client.post(work_url(page, "es"), data | {"_reviewed": "1"}).status_code == 403
    assert b"Save as reviewed" not in shown.content
    assert draft_of(page) is None

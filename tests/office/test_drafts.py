"""Work on what is live: drafts, review, versions, and two people at once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from awareness.models import Page
from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.versions import Review, Version, draft_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client):
    user = User.objects.create_superuser("pia", "pia@example.org", "a-long-password-1")
    return user


@pytest.fixture
def editor():
    user = User.objects.create_user("edda", "edda@example.org", "a-long-password-1", is_staff=True)
    wanted = Permission.objects.filter(
        codename__in=[
            "view_page",
            "change_page",
            "add_page",
            "add_block",
            "change_block",
            "delete_block",
            "view_block",
            "view_translationstate",
            "change_translationstate",
        ]
    )
    user.user_permissions.set(wanted)
    return user


def form_of(client, page, **changes) -> dict:
    """What a browser would send back from the change form, with some changes."""
    response = client.get(reverse("admin:awareness_page_change", args=[page.pk]))
    context = response.context
    data = {"_seen": context["seen_token"]}
    forms = [context["adminform"].form]
    for formset in context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, (list, tuple)):
                data[bound.html_name] = [getattr(v, "pk", v) for v in value]
            elif hasattr(value, "strftime") and bound.name in ("publish_at", "unpublish_at"):
                data[f"{bound.html_name}_0"] = value.strftime("%Y-%m-%d")
                data[f"{bound.html_name}_1"] = value.strftime("%H:%M:%S")
            elif value is not None and value is not False:
                data[bound.html_name] = value
    return data | changes


def post(client, page, data, **buttons):
    url = reverse("admin:awareness_page_change", args=[page.pk])
    return client.post(url, data | (buttons or {"_save": "1"}))


def test_an_editor_saving_a_live_page_leaves_it_as_it_is(client, editor):
    page = Page.objects.get(path="myths")
    before = client.get("/myths/").content
    client.force_login(editor)

    response = post(client, page, form_of(client, page, title_en="New myths"))

    assert response.status_code == 302, response.context["errors"]
    assert client.get("/myths/").content == before
    assert draft_of(page).snapshot["fields"]["title_en"] == "New myths"


def test_a_draft_with_a_new_block_is_shown_edited_and_published(client, editor, publisher):
    page = Page.objects.get(path="myths")
    client.force_login(editor)
    data = form_of(client, page)
    number = int(data["blocks-TOTAL_FORMS"])
    data |= {
        "blocks-TOTAL_FORMS": number + 1,
        f"blocks-{number}-kind": "text",
        f"blocks-{number}-key": "fresh",
        f"blocks-{number}-order": 5,
        f"blocks-{number}-heading_en": "Fresh words",
        f"blocks-{number}-body_en": "A fresh text.",
    }
    assert post(client, page, data, _draft="1").status_code == 302
    assert b"Fresh words" not in client.get("/myths/").content

    preview = client.get(reverse("admin:awareness_page_preview", args=[page.pk]))
    assert b"Fresh words" in preview.content
    assert "no-store" in preview["Cache-Control"]

    again = form_of(client, page, title_en="Myths, once more")
    assert again[
        f"blocks-{number}-heading_en" if again["blocks-0-key"] != "fresh" else "blocks-0-heading_en"
    ]
    assert post(client, page, again, _submit="1").status_code == 302
    assert draft_of(page).review == Review.SUBMITTED

    review = reverse("admin:awareness_page_review", args=[page.pk])
    assert client.post(review, {"verb": "publish"}).status_code == 403
    client.force_login(publisher)
    assert b"Fresh words" in client.get(review).content
    shown_in_preview = client.get(reverse("admin:awareness_page_preview", args=[page.pk])).content
    assert client.post(review, {"verb": "publish"}).status_code == 302

    assert draft_of(page) is None
    live = client.get("/myths/").content
    assert b"Fresh words" in live
    assert b"Myths, once more" in live
    assert b"Fresh words" in shown_in_preview
    assert page.blocks.get(key="fresh").pk < 1 << 52


def test_the_second_of_two_people_is_told_and_loses_nothing(client, publisher):
    page = Page.objects.get(path="myths")
    other = User.objects.create_superuser("otto", "o@example.org", "a-long-password-1")
    client.force_login(publisher)
    mine = form_of(client, page, title_en="Mine")
    client.force_login(other)
    post(client, page, form_of(client, page, title_en="Theirs"))
    client.force_login(publisher)

    response = post(client, page, mine)

    assert response.status_code == 200
    assert b"otto saved this" in response.content
    assert b'value="Mine"' in response.content
    page.refresh_from_db()
    assert page.title_en == "Theirs"

    again = post(client, page, mine | {"_seen": response.context["seen_token"]})

    page.refresh_from_db()
    assert again.status_code == 302
    assert page.title_en == "Mine"


def load(page, **values) -> None:
    """The content files, in a new release, say something else of a page."""
    run = ContentImport(overwrite=True)
    run.put(Page, page.path, {"path": page.path}, values)
    run.keep_versions()


def test_whoever_saves_after_a_load_is_told_of_it(client, publisher):
    page = Page.objects.get(path="myths")
    client.force_login(publisher)
    mine = form_of(client, page, summary_en="My summary of what people get wrong about it.")
    load(page, title_en="From the files")

    response = post(client, page, mine)

    assert response.status_code == 200
    assert "A new release saved this at" in response.text
    page.refresh_from_db()
    assert page.title_en == "From the files"


def test_whoever_writes_a_draft_is_told_of_a_load_beside_it(client, editor):
    page = Page.objects.get(path="myths")
    client.force_login(editor)
    post(client, page, form_of(client, page, title_en="First words"))
    mine = form_of(client, page, title_en="Second words")
    load(page, title_en="From the files")

    response = post(client, page, mine)

    assert response.status_code == 200
    assert "A new release saved this at" in response.text
    assert draft_of(page).snapshot["fields"]["title_en"] == "First words"
    again = post(client, page, mine | {"_seen": response.context["seen_token"]})
    assert again.status_code == 302
    assert draft_of(page).snapshot["fields"]["title_en"] == "Second words"


def test_a_version_is_brought_back_with_its_blocks(client, publisher):
    page = Page.objects.get(path="myths")
    keys = list(page.blocks.values_list("key", flat=True))
    client.force_login(publisher)
    post(client, page, form_of(client, page))
    data = form_of(client, page, title_en="Spoilt")
    data["blocks-0-DELETE"] = "on"
    assert post(client, page, data).status_code == 302
    assert page.blocks.count() == len(keys) - 1
    first = Version.objects.of(page).order_by("number").first()

    client.post(reverse("admin:awareness_page_versions", args=[page.pk]), {"number": first.number})

    page.refresh_from_db()
    assert page.title_en != "Spoilt"
    assert list(page.blocks.values_list("key", flat=True)) == keys


def test_a_deleted_page_is_recovered_as_a_draft(client, publisher):
    page = Page.objects.get(path="myths")
    pk, blocks = page.pk, page.blocks.count()
    client.force_login(publisher)
    client.post(reverse("admin:awareness_page_delete", args=[pk]), {"post": "yes"})
    assert not Page.objects.filter(pk=pk).exists()
    deleted = client.get(reverse("admin:awareness_page_deleted"))
    version = deleted.context["deleted"][0]

    client.post(reverse("admin:awareness_page_deleted"), {"version": version.pk})

    back = Page.objects.get(pk=pk)
    assert back.blocks.count() == blocks
    assert back.status == "draft"
    assert client.get("/myths/").status_code == 404


def test_a_shared_preview_opens_without_an_account_and_expires(client, editor, time_machine):
    page = Page.objects.get(path="myths")
    client.force_login(editor)
    post(client, page, form_of(client, page, title_en="Shared words"))
    review = client.get(reverse("admin:awareness_page_review", args=[page.pk]))
    link = review.context["shared_url"].replace("http://testserver", "")
    client.logout()

    shown = client.get(link)

    assert b"Shared words" in shown.content
    assert "no-store" in shown["Cache-Control"]
    assert client.get(link[:-3] + "xx/").status_code == 404
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert client.get(link).status_code == 404

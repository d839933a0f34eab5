"""An older version comes back where it may, as a draft where it may not or is wanted."""

import pytest
from django.urls import reverse

from awareness.models import Page
from bluecampaign import roles
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Review, Version, VersionKind, draft_of, keep
from tests.makers import make_block, make_page
from tests.office.forms import form_of, make_member, messages_of, send, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles_exist")]
SUMMARY = "What this page tells you, in one sentence that is long enough to say it all."
WRONG = "Call 911. [Here](/nowhere/)"


@pytest.fixture
def editor():
    return make_member(roles.EDITOR)


@pytest.fixture
def publisher():
    return make_member(roles.PUBLISHER)


@pytest.fixture
def page():
    """Published, with another wording as version 1 and the present one as version 2."""
    made = make_page(title_en="Before", summary_en=SUMMARY)
    make_block(made, key="one")
    keep(made, kind=VersionKind.SAVED, by=None)
    made.title_en = "Now"
    made.save()
    keep(made, kind=VersionKind.SAVED, by=None)
    return made


@pytest.fixture
def spoilt(page):
    """The page whose version 1 must not be public."""
    version = Version.objects.of(page).get(number=1)
    version.snapshot["parts"]["blocks"][0]["fields"]["body_en"] = WRONG
    version.snapshot["fields"]["title_en"] = ""
    version.save()
    return page


def restore(client, person, page, number: int = 1, **buttons):
    client.force_login(person)
    return client.post(url_of(page, "versions"), {"number": number, **buttons})


def title(page) -> str:
    return Page.objects.get(pk=page.pk).title_en


def test_publisher_brings_a_version_back_at_once(client, publisher, page):
    response = restore(client, publisher, page)

    assert response.headers["Location"] == url_of(page)
    assert title(page) == "Before"
    newest = Version.objects.of(page).first()
    assert (newest.kind, newest.author, newest.comment) == ("restored", publisher, "1")


def test_version_that_must_not_be_public_is_refused_with_every_reason(client, publisher, spoilt):
    before = client.get(spoilt.get_absolute_url()).content
    versions = Version.objects.of(spoilt).count()

    response = restore(client, publisher, spoilt)

    assert response.status_code == 200
    told = [(line.place, line.refusal.severity.value) for line in response.context["refusals"]]
    assert told == [("Title", "blocks"), *[("Block one: Text", "blocks")] * 3]
    assert {line.url for line in response.context["refusals"]} == {"#restore"}
    assert 'id="restore"' in response.text
    assert "It was not published. Nothing was changed." in response.text
    assert "bring the version back as a draft" in response.text
    assert Version.objects.of(spoilt).count() == versions
    client.logout()
    assert client.get(spoilt.get_absolute_url()).content == before


def test_refused_version_becomes_a_draft_and_is_put_right_there(client, publisher, spoilt):
    restore(client, publisher, spoilt, as_draft="1")

    right = {"title_en": "Better", "blocks__0__body_en": "Fine words."}
    send(client, spoilt, form_of(client, spoilt, **right))
    client.post(url_of(spoilt, "review"), {"verb": "publish"})

    assert draft_of(spoilt) is None
    assert title(spoilt) == "Better"


def test_publisher_may_choose_a_draft(client, publisher, page):
    response = restore(client, publisher, page, as_draft="1")

    draft = draft_of(page)
    assert response.headers["Location"] == url_of(page, "review")
    assert title(page) == "Now"
    assert draft.snapshot["fields"]["title_en"] == "Before"
    assert (draft.author, draft.review) == (publisher, Review.OPEN)
    assert draft.comment == "Version 1, brought back."


def test_editor_always_gets_a_draft_beside_what_is_live(client, editor, page):
    client.force_login(editor)
    offered = client.get(f"{url_of(page, 'versions')}?new=1").text

    restore(client, editor, page)

    assert "Bring version 1 back as a draft" in offered
    assert 'value="Bring version 1 back"' not in offered
    assert title(page) == "Now"
    assert draft_of(page).author == editor


def test_editor_brings_back_what_is_off_the_site_and_it_stays_off(client, editor, page):
    Page.objects.filter(pk=page.pk).update(status=Status.DRAFT)

    restore(client, editor, page)

    assert title(page) == "Before"
    assert Page.objects.get(pk=page.pk).status == Status.DRAFT
    assert draft_of(page) is None


def test_version_from_before_publication_leaves_the_page_on_the_site(client, publisher, page):
    version = Version.objects.of(page).get(number=1)
    version.snapshot["fields"]["status"] = "draft"
    version.save()

    restore(client, publisher, page)

    assert title(page) == "Before"
    assert Page.objects.get(pk=page.pk).status == Status.LIVE


def test_draft_that_is_there_is_not_written_over(client, editor, publisher, page):
    client.force_login(editor)
    send(client, page, form_of(client, page, title_en="Work of hours"), button="_draft")

    response = restore(client, publisher, page, as_draft="1")

    assert draft_of(page).snapshot["fields"]["title_en"] == "Work of hours"
    assert messages_of(client, response)[-1].startswith("There is a draft of it already.")


def test_translator_brings_nothing_back(client, page):
    response = restore(client, make_member("Translator: Spanish"), page)

    assert response.status_code == 403
    assert title(page) == "Now"


def test_version_whose_address_is_taken_is_refused_in_words(client, publisher, page):
    version = Version.objects.of(page).get(number=1)
    version.snapshot["fields"]["slug"] = "the-old-address"
    version.save()
    make_page(slug="the-old-address")

    response = restore(client, publisher, page)

    assert messages_of(client, response)[-1].startswith("It was not brought back")
    assert title(page) == "Now"


def test_deleted_page_whose_address_is_taken_is_refused_in_words(client, publisher, page):
    client.force_login(publisher)
    client.post(url_of(page, "delete"), {"post": "yes"})
    make_page(slug=page.slug)
    deleted = Version.objects.get(kind=VersionKind.DELETED, object_id=page.pk)
    address = reverse("admin:awareness_page_deleted")

    response = client.post(address, {"version": deleted.pk})

    assert messages_of(client, response)[-1].startswith("It was not brought back")
    assert not Page.objects.filter(pk=page.pk).exists()

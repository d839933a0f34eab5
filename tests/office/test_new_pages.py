"""Something new on its way to the site: submitted, found by a publisher, published."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from awareness.models import Page
from bluecampaign.publishing.versions import Review, VersionKind, draft_of, keep
from tests.office.forms import filled, form_of, make_member, make_roles, send, url_of

pytestmark = pytest.mark.django_db

ADD = "admin:awareness_page_add"
SUMMARY = "What this page tells the people who read it, and why it matters to them."


@pytest.fixture(autouse=True)
def groups():
    make_roles()


@pytest.fixture
def editor(groups):
    return make_member("Editor")


@pytest.fixture
def publisher(groups):
    return make_member("Publisher")


@pytest.fixture
def submitted(client, editor) -> Page:
    """A page that an editor wrote and submitted in one go."""
    client.force_login(editor)
    form = filled(client.get(reverse(ADD)), title_en="For pilots", summary_en=SUMMARY)
    data = form | {"slug": "for-pilots", "_submit": "1", "_comment": "Asked for by airlines"}
    assert client.post(reverse(ADD), data).status_code == 302
    return Page.objects.get(slug="for-pilots")


def first_page(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("admin:index")).content.decode()


def decide(client, user, page, verb: str, **more):
    client.force_login(user)
    return client.post(url_of(page, "review"), {"verb": verb, **more})


def test_new_page_waits_on_the_first_page_of_a_publisher(client, submitted, publisher):
    assert submitted.status == "in_review"
    assert client.get("/for-pilots/").status_code == 404

    shown = first_page(client, publisher)

    assert url_of(submitted, "review") in shown
    assert "Asked for by airlines" in shown


def test_review_of_a_new_page_shows_all_of_it(client, submitted, publisher):
    client.force_login(publisher)

    review = client.get(url_of(submitted, "review"))

    assert "What it puts on the site" in review.content.decode()
    assert SUMMARY in " ".join(str(change.new) for change in review.context["changes"])


def test_new_page_is_published_by_its_review(client, submitted, publisher):
    decide(client, publisher, submitted, "publish")

    submitted.refresh_from_db()
    assert submitted.status == "live"
    assert draft_of(submitted) is None
    assert client.get("/for-pilots/").status_code == 200


def test_new_page_with_a_moment_is_scheduled(client, editor, publisher, time_machine):
    soon = timezone.now() + timedelta(hours=2)
    client.force_login(editor)
    form = filled(client.get(reverse(ADD)), title_en="Later", summary_en=SUMMARY, slug="later")
    moment = timezone.localtime(soon)
    form |= {
        "publish_at_0": moment.strftime("%Y-%m-%d"),
        "publish_at_1": moment.strftime("%H:%M:%S"),
    }
    client.post(reverse(ADD), form | {"_submit": "1"})
    page = Page.objects.get(slug="later")

    decide(client, publisher, page, "publish")

    page.refresh_from_db()
    assert page.status == "scheduled"
    assert client.get("/later/").status_code == 404
    time_machine.move_to(soon + timedelta(minutes=1))
    assert client.get("/later/").status_code == 200


def test_new_page_sent_back_is_mended_and_submitted_again(client, editor, submitted, publisher):
    decide(client, publisher, submitted, "send_back", answer="Say who may call.")
    assert "Say who may call." in first_page(client, editor)

    data = form_of(client, submitted, title_en="For pilots and crews")
    send(client, submitted, data, button="_submit")

    draft = draft_of(submitted)
    assert draft.review == Review.SUBMITTED
    decide(client, publisher, submitted, "publish")
    assert "For pilots and crews" in client.get("/for-pilots/").content.decode()


def test_new_page_put_away_is_a_draft_again(client, editor, submitted):
    decide(client, editor, submitted, "discard")

    submitted.refresh_from_db()
    assert submitted.status == "draft"
    assert draft_of(submitted) is None


def test_state_in_review_is_as_good_as_the_button(client, editor):
    client.force_login(editor)
    form = filled(client.get(reverse(ADD)), title_en="Crews", summary_en=SUMMARY, slug="crews")

    client.post(reverse(ADD), form | {"status": "in_review", "_save": "1"})

    assert draft_of(Page.objects.get(slug="crews")).review == Review.SUBMITTED


def test_editor_who_submits_cannot_publish(client, editor, submitted):
    assert decide(client, editor, submitted, "publish").status_code == 403
    submitted.refresh_from_db()
    assert submitted.status == "in_review"


def test_list_leaves_what_waits_to_its_review(client, submitted, publisher):
    client.force_login(publisher)
    action = {"action": "publish", "_selected_action": [submitted.pk]}

    client.post(reverse("admin:awareness_page_changelist"), action)

    submitted.refresh_from_db()
    assert submitted.status == "in_review"
    assert draft_of(submitted).review == Review.SUBMITTED


def test_later_moment_does_not_take_a_live_page_off(client, publisher):
    client.force_login(publisher)
    page = Page.objects.get(path="myths")
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    data = form_of(client, page) | {
        "publish_at_0": tomorrow.strftime("%Y-%m-%d"),
        "publish_at_1": tomorrow.strftime("%H:%M:%S"),
    }

    answer = send(client, page, data)

    assert "this moment would take it off" in answer.content.decode()
    assert client.get("/myths/").status_code == 200


# --- What changes between looking and deciding ---------------------------------------


def test_publisher_who_saw_an_older_draft_is_told(client, editor, submitted, publisher):
    client.force_login(publisher)
    seen = client.get(url_of(submitted, "review")).context["seen_token"]
    client.force_login(editor)
    send(client, submitted, form_of(client, submitted, title_en="Something else"))

    decide(client, publisher, submitted, "publish", _seen=seen)

    submitted.refresh_from_db()
    assert submitted.status == "in_review"
    assert "Look at it again" in client.get(url_of(submitted, "review")).content.decode()


def test_review_says_that_something_was_saved_after_the_draft(client, publisher, submitted):
    draft = draft_of(submitted)
    version = keep(submitted, kind=VersionKind.SAVED, by=None)
    assert version.made_at > draft.made_at
    client.force_login(publisher)

    review = client.get(url_of(submitted, "review"))

    assert "It was saved once more after this draft was written" in review.content.decode()

"""A number is changed by two people."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bluecampaign import roles
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Review, VersionKind, draft_of, keep
from hotlines.models import Channel, Hotline
from tests.makers import make_channel, make_hotline
from tests.office.forms import make_member, messages_of, url_of
from tests.office.proposals import NEW, NOTE, OLD, act, approve, kept_checks, numbers, propose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles_exist")]

OLD_MARKED = "+18<del>88</del>3<del>737888</del>"
NEW_MARKED = "+18<ins>004</ins>3<ins>21000</ins>"


def test_publisher_who_saves_a_number_makes_a_draft_and_the_page_stays(client, first, line):
    before = client.get("/hotlines/").content

    response = propose(client, first, line)

    assert response.headers["Location"] == url_of(line, "review")
    assert draft_of(line).review == Review.SUBMITTED
    assert numbers(line) == [OLD]
    client.logout()
    assert client.get("/hotlines/").content == before


def test_publisher_changes_other_words_alone_and_at_once(client, first, line):
    propose(client, first, line, purpose_en="Help at once.")

    line.refresh_from_db()
    assert line.purpose_en == "Help at once."
    assert draft_of(line) is None


@pytest.mark.parametrize(
    "change",
    [
        {"channels__0__display": "(888) 373-7888"},
        {"channels__0__letters": "1-888-FREE"},
        {"channels__0__key": "talk"},
        {"channels__0__kind": "text"},
        {"channels__0__sms_keywords": "HELP"},
        {"channels__0__sms_name": "BeFree"},
        {"channels__0__url": "https://chat.example.org/"},
        {"channels__0__DELETE": "on"},
        {"slug": "other"},
    ],
)
def test_whatever_decides_which_number_is_dialled_needs_two(client, first, line, change):
    before = Channel.objects.values().get(hotline=line)

    propose(client, first, line, **change)

    assert draft_of(line).review == Review.SUBMITTED
    assert Channel.objects.values().get(hotline=line) == before
    assert Hotline.objects.get(pk=line.pk).slug == "sos"


def test_author_cannot_approve_their_own_number(client, first, line):
    propose(client, first, line)

    response = approve(client, first, line)

    assert numbers(line) == [OLD]
    assert draft_of(line) is not None
    assert messages_of(client, response)[-1].startswith("You wrote a number of this draft")


def test_second_person_who_has_not_ticked_is_refused(client, first, second, line):
    propose(client, first, line)

    response = approve(client, second, line, tick=False)

    assert numbers(line) == [OLD]
    said = messages_of(client, response)[-1]
    assert said == "Call or check each number, then tick it: sos:voice."


def test_second_person_compares_digits_ticks_and_publishes(client, first, second, line):
    propose(client, first, line)
    client.force_login(second)
    [change] = client.get(url_of(line, "review")).context["number_changes"]

    approve(client, second, line)

    rows = {str(label): (str(old), str(new)) for label, old, new in change.rows}
    assert rows["Number"] == (OLD_MARKED, NEW_MARKED)
    assert numbers(line) == [NEW]
    assert draft_of(line) is None
    assert "tel:+18004321000" in client.get("/hotlines/").content.decode()


def test_tick_for_one_number_is_none_for_another(client, first, second, line):
    propose(client, first, line)
    client.force_login(second)
    [change] = client.get(url_of(line, "review")).context["number_changes"]
    other = {"channels__0__number": "+18006564673", "channels__0__display": "1-800-656-4673"}
    propose(client, first, line, **other)

    client.force_login(second)
    data = {"verb": "publish", "checked": [change.token], "how_checked": NOTE}
    client.post(url_of(line, "review"), data)

    assert numbers(line) == [OLD]


def test_editor_cannot_approve_at_all(client, first, line):
    propose(client, first, line)

    assert approve(client, make_member(roles.EDITOR), line).status_code == 403
    assert numbers(line) == [OLD]


def test_hand_in_a_number_is_not_forgotten_when_another_edits_the_draft(
    client, first, second, line
):
    propose(client, first, line)
    propose(client, second, line, purpose_en="Words of the second.")

    approve(client, first, line)
    assert numbers(line) == [OLD]
    approve(client, second, line)

    assert numbers(line) == [NEW]


def test_superuser_is_one_person_too(client, line):
    chief = make_member()
    chief.is_superuser = True
    chief.save()

    propose(client, chief, line)
    approve(client, chief, line)

    assert numbers(line) == [OLD]


def test_new_line_is_never_published_by_the_one_who_adds_it(client, first, second):
    line = make_hotline(status=Status.DRAFT)
    make_channel(line)

    propose(client, first, line, status="live")

    assert Hotline.objects.get(pk=line.pk).status == Status.DRAFT
    approve(client, second, line)
    found = Hotline.objects.get(pk=line.pk)
    assert found.status == Status.LIVE
    assert kept_checks(line) == [(second.pk, NOTE)]
    assert found.verified_on == timezone.localdate()


def test_form_of_a_new_line_offers_no_public_state(client, first):
    client.force_login(first)

    form = client.get(reverse("admin:hotlines_hotline_add")).context["adminform"].form

    offered = [value for value, _label in form.fields["status"].choices]
    assert set(offered) & {"live", "scheduled"} == set()


def test_new_way_to_a_live_line_needs_two(client, first, second, line):
    extra = {
        "channels__TOTAL_FORMS": 2, "channels__1__key": "text", "channels__1__kind": "text",
        "channels__1__number": "233733", "channels__1__display": "233733",
        "channels__1__order": 20, "channels__1__interpreted_languages": 0,
    }  # fmt: skip

    propose(client, first, line, **extra)
    assert numbers(line) == [OLD]
    approve(client, second, line)

    assert sorted(numbers(line)) == [OLD, "233733"]


def test_list_puts_no_line_on_the_site_by_itself(client, first):
    line = make_hotline(status=Status.DRAFT)
    make_channel(line)

    act(client, first, "publish", line)

    assert Hotline.objects.get(pk=line.pk).status == Status.DRAFT
    assert draft_of(line).review == Review.SUBMITTED


def test_line_is_taken_off_by_one_person_at_once(client, first, line):
    act(client, first, "unpublish", line)

    assert Hotline.objects.get(pk=line.pk).status == Status.DRAFT


def test_older_version_with_another_number_needs_two(client, first, second, line):
    version = keep(line, kind=VersionKind.SAVED, by=None)
    line.channels.update(number=NEW, display="1-800-432-1000")
    client.force_login(first)

    client.post(url_of(line, "versions"), {"number": version.number})

    assert numbers(line) == [NEW]
    approve(client, first, line)
    assert numbers(line) == [NEW]
    approve(client, second, line)
    assert numbers(line) == [OLD]

"""A number is changed by two people, and verified by somebody who has called it."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from bluecampaign import roles
from bluecampaign.publishing.exchange import apply, examine, export
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Review, Version, VersionKind, draft_of, keep
from bluecampaign.translation.exchange.comparison import Outcome
from bluecampaign.translation.exchange.units import ExchangeFile, Unit
from bluecampaign.translation.languages import get_language
from hotlines.models import Channel, Hotline, Verification
from tests.makers import make_channel, make_hotline
from tests.office.forms import filled, form_of, make_member, messages_of, send, url_of

pytestmark = pytest.mark.django_db

NOTE = "I called it at ten; the hotline answered."
OLD, NEW = "+18883737888", "+18004321000"
OLD_MARKED = "+18<del>88</del>3<del>737888</del>"
NEW_MARKED = "+18<ins>004</ins>3<ins>21000</ins>"
NEW_NUMBER = {"channels__0__number": NEW, "channels__0__display": "1-800-432-1000"}


@pytest.fixture(autouse=True)
def roles_are_made():
    roles.make()


@pytest.fixture
def first():
    return make_member(roles.PUBLISHER)


@pytest.fixture
def second():
    return make_member(roles.PUBLISHER)


@pytest.fixture
def line():
    made = make_hotline(slug="sos", name_en="SOS", verified_on="2026-01-02")
    make_channel(made, key="voice")
    return made


def numbers(line) -> list[str]:
    return list(line.channels.values_list("number", flat=True))


def propose(client, person, line, **changes):
    client.force_login(person)
    return send(client, line, form_of(client, line, **(changes or NEW_NUMBER)))


def approve(client, person, line, *, tick: bool = True, note: str = NOTE):
    client.force_login(person)
    context = client.get(url_of(line, "review")).context or {}
    shown = context.get("number_changes", ())
    ticked = [change.token for change in shown] if tick else []
    data = {"verb": "publish", "checked": ticked, "how_checked": note}
    return client.post(url_of(line, "review"), data)


def act(client, person, action: str, *lines):
    """An action of the list."""
    client.force_login(person)
    data = {"action": action, "_selected_action": [line.pk for line in lines]}
    return client.post(reverse("admin:hotlines_hotline_changelist"), data)


def shown_to_readers(client) -> set[str]:
    """Every number that the directory offers, as a browser would dial it."""
    client.logout()
    return set(re.findall(r'href="((?:tel|sms):[^"]+)"', client.get("/hotlines/").text))


def kept_checks(line) -> list[tuple]:
    return list(line.verifications.values_list("by", "note"))


# --- Two people --------------------------------------------------------------------


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
    client.force_login(first)

    data = {"action": "publish", "_selected_action": [line.pk]}
    client.post(reverse("admin:hotlines_hotline_changelist"), data)

    assert Hotline.objects.get(pk=line.pk).status == Status.DRAFT
    assert draft_of(line).review == Review.SUBMITTED


def test_line_is_taken_off_by_one_person_at_once(client, first, line):
    client.force_login(first)

    data = {"action": "unpublish", "_selected_action": [line.pk]}
    client.post(reverse("admin:hotlines_hotline_changelist"), data)

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


# --- What the second person says -----------------------------------------------------


def test_wrong_number_of_a_line_that_nobody_verified_is_corrected_by_two(client, first, second):
    line = make_hotline(slug="sos")
    make_channel(line, key="voice")
    propose(client, first, line)

    response = approve(client, second, line)

    line.refresh_from_db()
    assert response.status_code == 302
    assert numbers(line) == [NEW]
    assert line.verified_on == timezone.localdate()
    assert kept_checks(line) == [(second.pk, NOTE)]


@pytest.mark.parametrize("note", ["", "   "])
def test_second_person_who_does_not_say_how_is_refused(client, first, second, line, note):
    propose(client, first, line)

    response = approve(client, second, line, note=note)

    said = messages_of(client, response)[-1]
    assert numbers(line) == [OLD]
    assert said == "Say how you checked the numbers: whom you called, or which source."
    assert kept_checks(line) == []


def test_all_that_is_missing_is_said_at_once(client, first, line):
    propose(client, first, line)

    response = approve(client, first, line, tick=False, note="")

    assert [text.split()[0] for text in messages_of(client, response)[-3:]] == [
        "You",
        "Call",
        "Say",
    ]


def test_word_about_one_number_verifies_no_other(client, first, second, line):
    make_channel(line, key="text", kind="text", number="233733", display="233733")
    propose(client, first, line)

    approve(client, second, line)

    line.refresh_from_db()
    assert numbers(line) == [NEW, "233733"]
    assert str(line.verified_on) == "2026-01-02"
    assert kept_checks(line) == [(second.pk, f"sos:voice: {NOTE}")]


def test_one_number_of_a_line_that_nobody_verified_is_corrected_too(client, first, second):
    line = make_hotline(slug="sos")
    make_channel(line, key="voice")
    make_channel(line, key="text", kind="text", number="233733", display="233733")
    propose(client, first, line)

    approve(client, second, line)

    line.refresh_from_db()
    assert numbers(line) == [NEW, "233733"]
    assert line.verified_on is None


def test_way_that_is_taken_away_verifies_no_other(client, first, second, line):
    make_channel(line, key="text", kind="text", number="233733", display="233733")
    propose(client, first, line, channels__0__DELETE="on")

    approve(client, second, line)

    line.refresh_from_db()
    assert numbers(line) == ["233733"]
    assert str(line.verified_on) == "2026-01-02"


def test_draft_of_words_alone_asks_nobody_how(client, first, line):
    client.force_login(first)
    send(client, line, form_of(client, line, purpose_en="Help."), button="_draft")

    approve(client, first, line, note="")

    line.refresh_from_db()
    assert line.purpose_en == "Help."
    assert kept_checks(line) == []


def test_publication_that_is_refused_keeps_no_word_of_a_check(client, first, second, line):
    propose(client, first, line, **NEW_NUMBER, purpose_en="Call 911.")

    approve(client, second, line)

    line.refresh_from_db()
    assert numbers(line) == [OLD]
    assert str(line.verified_on) == "2026-01-02"
    assert kept_checks(line) == []


def test_review_says_that_the_approver_is_asked_and_blocks_nothing(client, first, second):
    line = make_hotline(slug="sos")
    make_channel(line, key="voice")
    propose(client, first, line)
    client.force_login(second)

    page = client.get(url_of(line, "review"))

    assert [entry.refusal.severity.value for entry in page.context["refusals"]] == ["warns"]
    assert "Whoever approves it is asked how the numbers were checked." in page.text
    assert 'name="how_checked"' in page.text


# --- No way for one person alone -------------------------------------------------------
# Each takes a path that a person has; before and after it readers find the same numbers.


@pytest.fixture
def unseen(first):
    """A line that is off the site, with a number that its author typed there."""
    made = make_hotline(slug="new", status=Status.DRAFT)
    make_channel(made, key="voice", number=NEW, display="1-800-432-1000")
    keep(made, kind=VersionKind.SAVED, by=first)
    return made


def alone(client, person, line) -> None:
    """Whatever draft there is, the person tries to approve it."""
    approve(client, person, line)


def by_list(client, person, line):
    act(client, person, "publish", line)


def by_form(client, person, line):
    propose(client, person, line, status="live")


def by_schedule(client, person, line):
    moment = timezone.localtime(timezone.now() - timedelta(hours=1))
    when = {"publish_at_0": f"{moment:%Y-%m-%d}", "publish_at_1": f"{moment:%H:%M:%S}"}
    propose(client, person, line, status="scheduled", **when)


@pytest.mark.parametrize("put_forward", [by_list, by_form, by_schedule])
def test_unseen_line_is_not_put_on_the_site_by_its_author(client, first, unseen, put_forward):
    before = shown_to_readers(client)

    put_forward(client, first, unseen)
    alone(client, first, unseen)

    assert shown_to_readers(client) == before
    assert draft_of(unseen).review == Review.SUBMITTED


@pytest.mark.parametrize("put_forward", [by_list, by_form, by_schedule])
def test_somebody_else_who_puts_it_forward_and_checks_it_is_the_second(
    client, first, second, unseen, put_forward
):
    put_forward(client, second, unseen)
    approve(client, first, unseen)
    refused = Hotline.objects.get(pk=unseen.pk).status

    approve(client, second, unseen)

    assert refused == Status.DRAFT
    assert Hotline.objects.get(pk=unseen.pk).is_live()
    assert kept_checks(unseen) == [(second.pk, NOTE)]


def test_line_cannot_be_added_as_public(client, first):
    client.force_login(first)
    address = reverse("admin:hotlines_hotline_add")
    data = filled(
        client.get(address),
        **{"slug": "made", "name_en": "Made", "purpose_en": "Help.", "who_answers_en": "People."},
        **{"answered_by": "ngo", "source_url": "https://made.example.org/", "status": "live"},
        **{"channels-TOTAL_FORMS": 1, "channels-0-kind": "voice", "channels-0-key": "voice"},
        **{"channels-0-number": NEW, "channels-0-order": 10},
        **{"channels-0-interpreted_languages": 0},
    )

    response = client.post(address, data)
    errors = response.context["adminform"].form.errors
    client.post(address, data | {"status": "draft"})

    assert list(errors) == ["status"]
    assert Hotline.objects.get(slug="made").status == Status.DRAFT


def test_line_taken_off_changed_and_put_back_needs_two(client, first, second, line):
    act(client, first, "unpublish", line)
    propose(client, first, line)
    changed_off_the_site = numbers(line)

    act(client, first, "publish", line)
    alone(client, first, line)

    assert changed_off_the_site == [NEW]
    assert f"tel:{NEW}" not in shown_to_readers(client)
    assert Hotline.objects.get(pk=line.pk).status == Status.DRAFT
    approve(client, second, line)
    assert f"tel:{NEW}" in shown_to_readers(client)


def test_number_that_was_public_before_comes_back_through_two(client, first, second, line):
    """Somebody took it off for a reason: that it was right once says nothing."""
    keep(line, kind=VersionKind.SAVED, by=second)
    act(client, second, "unpublish", line)

    act(client, first, "publish", line)
    alone(client, first, line)

    assert Hotline.objects.get(pk=line.pk).status == Status.DRAFT


def test_older_version_brings_no_number_back_alone(client, first, second, line):
    version = keep(line, kind=VersionKind.SAVED, by=second)
    line.channels.update(number=NEW, display="1-800-432-1000")
    client.force_login(first)

    client.post(url_of(line, "versions"), {"number": version.number})
    alone(client, first, line)

    assert numbers(line) == [NEW]


def test_older_version_as_a_draft_brings_no_number_back_alone(client, first, second, line):
    version = keep(line, kind=VersionKind.SAVED, by=second)
    line.channels.update(number=NEW, display="1-800-432-1000")
    client.force_login(first)

    client.post(url_of(line, "versions"), {"number": version.number, "as_draft": "1"})
    alone(client, first, line)

    assert numbers(line) == [NEW]


def test_older_version_of_a_line_off_the_site_stays_off_it(client, first, line):
    version = keep(line, kind=VersionKind.SAVED, by=None)
    act(client, first, "unpublish", line)

    client.post(url_of(line, "versions"), {"number": version.number})

    assert Hotline.objects.get(pk=line.pk).status == Status.DRAFT


def test_deleted_line_that_is_recovered_comes_back_through_two(client, first, second, line):
    keep(line, kind=VersionKind.SAVED, by=second)
    pk = line.pk
    client.force_login(first)
    client.post(url_of(line, "delete"), {"post": "yes"})
    version = Version.objects.get(object_id=pk, kind=VersionKind.DELETED, model="hotlines.hotline")
    client.post(reverse("admin:hotlines_hotline_deleted"), {"version": version.pk})
    back = Hotline.objects.get(pk=pk)

    act(client, first, "publish", back)
    alone(client, first, back)

    assert Hotline.objects.get(pk=pk).status == Status.DRAFT
    approve(client, second, back)
    assert Hotline.objects.get(pk=pk).status == Status.LIVE


def test_way_deleted_in_the_form_stays_until_a_second_agrees(client, first, line):
    before = shown_to_readers(client)

    propose(client, first, line, channels__0__DELETE="on")
    alone(client, first, line)

    assert shown_to_readers(client) == before
    assert numbers(line) == [OLD]


def test_draft_that_was_sent_back_is_not_approved_by_its_author(client, first, second, line):
    propose(client, first, line)
    client.force_login(second)
    client.post(url_of(line, "review"), {"verb": "send_back", "answer": "Nobody answers."})

    alone(client, first, line)

    assert numbers(line) == [OLD]
    assert draft_of(line).review == Review.SENT_BACK


def test_file_of_a_translator_changes_no_number(client, line):
    spanish, way = get_language("es"), line.channels.get()
    before = shown_to_readers(client)
    texts = [unit for unit in export(spanish) if unit.id == f"hotlines.hotline:{line.pk}:purpose"]
    units = [replace(unit, target=f"{unit.source} 1-800-432-1000") for unit in texts]
    for name in ("number", "display", "url"):
        units.append(Unit(f"hotlines.channel:{way.pk}:{name}", "", OLD, NEW))

    report = examine(ExchangeFile(spanish, units))
    apply(report.agreed(report.conflicts))

    outcomes = [finding.outcome for finding in report.findings]
    assert outcomes == [Outcome.REFUSED, *[Outcome.UNKNOWN] * 3]
    assert "looks like a phone number" in report.findings[0].reasons[0]
    assert shown_to_readers(client) == before
    assert draft_of(line) is None


def test_file_of_a_translator_makes_nobody_forget_who_wrote_a_number(client, first, line):
    spanish = get_language("es")
    propose(client, first, line)
    texts = [unit for unit in export(spanish) if unit.id == f"hotlines.hotline:{line.pk}:purpose"]
    units = [replace(unit, target=f"Ayuda: {unit.source}") for unit in texts]

    apply(examine(ExchangeFile(spanish, units)).agreed())
    alone(client, first, line)

    assert draft_of(line).snapshot["fields"]["purpose_es"].startswith("Ayuda: ")
    assert numbers(line) == [OLD]


# --- Verifying ---------------------------------------------------------------------


def test_verified_today_is_kept_with_who_and_note(client, line, time_machine):
    time_machine.move_to("2026-03-04 12:00:00+00:00")
    editor = make_member(roles.EDITOR)
    client.force_login(editor)

    response = client.post(url_of(line, "verify"), {"note": "Called at ten."})

    line.refresh_from_db()
    [kept] = line.verifications.all()
    assert response.status_code == 302
    assert str(line.verified_on) == "2026-03-04"
    assert (kept.by, kept.note) == (editor, "Called at ten.")
    assert "Called at ten." in client.get(url_of(line, "verify")).content.decode()


def test_verifying_needs_a_note(client, line):
    client.force_login(make_member(roles.EDITOR))

    response = client.post(url_of(line, "verify"), {"note": " "})

    assert response.status_code == 200
    assert not line.verifications.exists()


def test_translator_verifies_nothing(client, line):
    client.force_login(make_member("Translator: Spanish"))

    assert client.post(url_of(line, "verify"), {"note": "Called."}).status_code == 403
    assert not line.verifications.exists()


def test_several_lines_are_verified_from_the_list_after_a_note(client, line):
    other, left_out = make_hotline(), make_hotline()
    client.force_login(make_member(roles.EDITOR))
    address = reverse("admin:hotlines_hotline_changelist")
    data = {"action": "verify", "_selected_action": [line.pk, other.pk]}

    asked = client.post(address, data)
    client.post(address, data | {"note": "Called all."})

    assert {item.pk for item in asked.context["lines"]} == {line.pk, other.pk}
    assert set(Verification.objects.values_list("hotline", flat=True)) == {line.pk, other.pk}
    assert not left_out.verifications.exists()


def test_date_of_verifying_is_not_typed(client, first, line):
    propose(client, first, line, verified_on="2030-01-01", purpose_en="Help.")

    line.refresh_from_db()
    assert str(line.verified_on) == "2026-01-02"


def test_older_draft_brings_no_older_verification(client, first, second, line):
    propose(client, first, line)
    client.post(url_of(line, "verify"), {"note": "Called."})
    today = Hotline.objects.get(pk=line.pk).verified_on

    approve(client, second, line)

    assert Hotline.objects.get(pk=line.pk).verified_on >= today


def test_list_finds_what_is_due(client, first, line, settings, time_machine):
    time_machine.move_to("2026-04-02 12:00:00+00:00")
    settings.HOTLINE_VERIFY_DAYS = 90
    late = make_hotline(verified_on="2026-01-01")
    client.force_login(first)

    found = client.get(reverse("admin:hotlines_hotline_changelist") + "?verified=due")

    shown = set(found.context["cl"].result_list)
    assert late in shown
    assert line not in shown


def test_actions_of_the_list_are_those(rf, first):
    request = rf.get("/")
    request.user = first

    found = admin.site.get_model_admin(Hotline).get_actions(request)

    assert list(found) == ["delete_selected", "publish", "unpublish", "verify"]

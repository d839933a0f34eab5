"""A number is verified by somebody who has called it, and who says so."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from bluecampaign import roles
from hotlines.models import Hotline, Verification
from tests.makers import make_channel, make_hotline
from tests.office.forms import form_of, make_member, messages_of, send, url_of
from tests.office.proposals import (
    NEW,
    NEW_NUMBER,
    NOTE,
    OLD,
    approve,
    kept_checks,
    numbers,
    propose,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles_exist")]

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

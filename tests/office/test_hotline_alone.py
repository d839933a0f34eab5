"""No way leads one person alone to another number on the site.

Each takes a path that a person has; before and after it readers find the same numbers.
"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bluecampaign.publishing.exchange import apply, examine, export
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Review, Version, VersionKind, draft_of, keep
from bluecampaign.translation.exchange.comparison import Outcome
from bluecampaign.translation.exchange.units import ExchangeFile, Unit
from bluecampaign.translation.languages import get_language
from hotlines.models import Hotline
from tests.makers import make_channel, make_hotline
from tests.office.forms import filled, url_of
from tests.office.proposals import (
    NEW,
    NOTE,
    OLD,
    act,
    approve,
    kept_checks,
    numbers,
    propose,
    shown_to_readers,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles_exist")]


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

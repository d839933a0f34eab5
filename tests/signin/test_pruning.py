"""The audit log loses what is older than it has to be, says so, and nothing else."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from bluecampaign.signin import checks, pruning
from bluecampaign.signin.models import Action, AuditEntry

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_noon(noon):
    AuditEntry.objects.all().delete()


def entry(age: timedelta, who: str = "") -> AuditEntry:
    return AuditEntry.objects.create(what=Action.SIGNED_IN, who_name=who, at=NOON - age)


def prune(**options) -> str:
    out = io.StringIO()
    call_command("prune_audit", stdout=out, **options)
    return out.getvalue()


def left() -> list[tuple[str, str, str]]:
    entries = AuditEntry.objects.order_by("pk")
    return list(entries.values_list("what", "who_name", "detail"))


def test_what_is_older_goes_and_what_is_as_old_stays(settings):
    settings.AUDIT_DAYS = 730
    entry(timedelta(days=730, seconds=1), "older")
    entry(timedelta(days=730), "as old")
    entry(timedelta(0), "new")

    said = prune(days=730)

    told = (Action.LOG_PRUNED, "(command)", "1 from before 2025-03-01 12:00 UTC")
    assert left() == [
        (Action.SIGNED_IN, "as old", ""),
        (Action.SIGNED_IN, "new", ""),
        told,
    ]
    assert "Deleted 1 of 1" in said
    assert "The audit log keeps 730 days. The oldest entry that went: 2025-03-01." in said


def test_two_years_are_kept_unless_somebody_says_otherwise(settings):
    entry(timedelta(days=729), "kept")

    said = prune()

    assert settings.AUDIT_DAYS == 730
    assert [who for _what, who, _detail in left()] == ["kept"]
    assert said == "The audit log has nothing that is older than 730 days.\n"


def test_many_go_in_batches_under_one_entry(monkeypatch):
    monkeypatch.setattr(pruning, "BATCH", 2)
    for n in range(5):
        entry(timedelta(days=10 + n))
    entry(timedelta(days=1), "kept")

    said = prune(days=7)

    assert [line for line in said.splitlines() if line.startswith("Deleted")] == [
        "Deleted 2 of 5 …",
        "Deleted 4 of 5 …",
        "Deleted 5 of 5 …",
    ]
    assert [detail for _what, _who, detail in left()] == ["", "5 from before 2027-02-22 12:00 UTC"]


def test_dry_run_changes_nothing():
    entry(timedelta(days=10))
    before = left()

    said = prune(days=7, dry_run=True)

    assert left() == before
    assert said.startswith("1 entries would be deleted, the oldest of 2027-02-19.")
    assert "This was a dry run: nothing was changed." in said


@pytest.mark.parametrize("days", [0, -1, 10**9])
def test_number_that_is_none_is_refused(days):
    entry(timedelta(days=10))

    with pytest.raises(CommandError):
        prune(days=days)

    assert len(left()) == 1


def test_nothing_is_said_where_nobody_wants_to_hear_it():
    entry(timedelta(days=10))

    assert prune(days=7, verbosity=0) == ""
    assert len(left()) == 1


@pytest.mark.parametrize("days, found", [(730, []), (1, []), (0, ["bluecampaign.E006"])])
def test_setting_that_would_keep_nothing_is_an_error(settings, days, found):
    settings.AUDIT_DAYS = days

    assert [error.id for error in checks.audit_log_is_kept(None)] == found

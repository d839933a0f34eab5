"""What is told of a file before it is imported: new, changed, and what needs a person."""

from dataclasses import replace

import pytest

from awareness.models import Page
from bluecampaign.publishing.exchange import apply, examine
from bluecampaign.translation.exchange.comparison import Outcome
from bluecampaign.translation.exchange.units import ExchangeFile
from tests.translation.exchange.units import ARABIC, outcomes, sent, unit


def test_report_tells_new_changed_unchanged_and_empty(page):
    file = sent(page, summary="ملخص.")

    assert outcomes(file) == {
        "title": Outcome.UNCHANGED,
        "summary": Outcome.NEW,
        "body": Outcome.EMPTY,
    }
    assert outcomes(sent(page, title="مساعدة"))["title"] == Outcome.CHANGED
    page.refresh_from_db()
    assert (page.title_ar, page.summary_ar) == ("اطلب المساعدة", None)


def test_lost_placeholder_and_too_long_a_text_are_refused(page):
    report = examine(sent(page, body="اتصل الآن.", title="م" * 151))

    refused = {f.id.rpartition(":")[2]: f.reasons for f in report.of(Outcome.REFUSED)}
    assert refused == {
        "title": ["It has 151 characters; there is room for 150."],
        "body": ["The number {{national:voice}} of the English text is missing."],
    }
    assert report.agreed(report.conflicts).units == []


def test_changed_english_is_a_conflict_until_somebody_takes_it(page):
    file = sent(page, summary="ملخص.", title="مساعدة")
    Page.objects.filter(pk=page.pk).update(summary_en="Another summary.")

    report = examine(file)

    conflict = report.of(Outcome.ENGLISH_CHANGED)[0]
    assert conflict.reasons == ["The English changed after the file was made."]
    assert [u.target for u in report.agreed().units] == ["مساعدة"]
    assert len(report.agreed([conflict.id]).units) == 2


def test_changed_english_is_seen_when_a_tool_dropped_the_notes(page):
    file = sent(page, summary="ملخص.")
    bare = [replace(u, english_digest="", target_digest="") for u in file.units]
    Page.objects.filter(pk=page.pk).update(summary_en="Another summary.")

    assert outcomes(replace(file, units=bare))["summary"] == Outcome.ENGLISH_CHANGED


def test_text_that_staff_changed_since_is_a_conflict(page):
    file = sent(page, title="مساعدة")
    Page.objects.filter(pk=page.pk).update(title_ar="كلمات أخرى")

    assert outcomes(file)["title"] == Outcome.STAFF_CHANGED


def test_text_that_changes_after_the_report_is_not_overwritten(page):
    file = examine(sent(page, title="مساعدة")).agreed()
    Page.objects.filter(pk=page.pk).update(title_ar="كلمات أخرى")

    applied = apply(file)

    page.refresh_from_db()
    assert page.title_ar == "كلمات أخرى"
    assert [f.outcome for f in applied.report.left()] == [Outcome.STAFF_CHANGED]


def test_unknown_unfinished_and_contradicting_units_need_a_person(page):
    file = sent(page, title="مساعدة", summary="ملخص.")
    title, summary, body = file.units
    units = [title, replace(title, target="أخرى"), replace(summary, is_unfinished=True)]
    units += [replace(body, id="awareness.block:999999:body", target="x")]

    report = examine(replace(file, units=units))

    assert [f.outcome for f in report.findings] == [
        Outcome.REFUSED,
        Outcome.REFUSED,
        Outcome.UNFINISHED,
        Outcome.UNKNOWN,
    ]
    assert len(report.left()) == 4


@pytest.mark.parametrize(
    "name",
    ["auth.user:1:password", "awareness.page:1:slug", "awareness.page:x:title", "", "..:1:a"],
)
def test_only_texts_can_be_named(page, name: str):
    file = ExchangeFile(ARABIC, [replace(unit("a", "b"), id=name, path="")])

    assert [f.outcome for f in examine(file).findings] == [Outcome.UNKNOWN]


def test_unit_is_found_by_its_path_when_a_tool_dropped_its_name(page):
    file = sent(page, title="مساعدة")
    bare = replace(file, units=[replace(u, id="") for u in file.units])

    report = examine(bare)

    assert [u.id for u in report.agreed().units] == [f"awareness.page:{page.pk}:title"]

"""The catalogue out as a table and in again: nothing is lost on the way."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bluecampaign.translation.languages import CODES, suffix
from resources.bulk import plan, tables
from resources.bulk.exports import everything, export
from resources.bulk.plan import Outcome
from resources.choices import Kind, Standing
from resources.models import FormerCode, Resource
from tests.makers import make_audience, make_resource, make_topic
from tests.resources.bulk.tables import done, rows_of

pytestmark = pytest.mark.django_db
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30)
LINES = st.lists(WORDS, max_size=3).map("\n".join)
TAGS = st.lists(st.sampled_from(["en", "es", "zh-Hans", "am", "und"]), unique=True, max_size=4)


def reasons(found: plan.Plan) -> list[str]:
    return [reason for finding in found.findings for reason in finding.reasons]


# --- Tables ------------------------------------------------------------------------


@pytest.mark.parametrize("format", [tables.CSV, tables.XLSX])
def test_shipped_catalogue_comes_back_unchanged(format):
    found = plan.examine(tables.read(export(everything(), format)), by=None)

    assert len(found.findings) == Resource.objects.count() > 80
    assert found.counts == [(Outcome.UNCHANGED, len(found.findings))]


@st.composite
def items(draw) -> dict:
    fields = {
        f"title_{suffix(code)}": draw(WORDS) for code in draw(st.sets(st.sampled_from(CODES)))
    }
    return {
        **fields,
        "title_en": draw(WORDS.filter(str.strip)),
        "summary_en": draw(WORDS),
        "body_ar": draw(LINES),
        "note": draw(st.sampled_from(["=1+1", "'=1", "-", "a;b", 'say "x"', ""])),
        "kind": draw(st.sampled_from(Kind.values)),
        "year": draw(st.one_of(st.none(), st.integers(1990, 2100))),
        "orderable": draw(st.booleans()),
        "languages": draw(TAGS),
    }


@hypothesis_settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.lists(items(), min_size=1, max_size=3), format=st.sampled_from(["csv", "xlsx"]))
def test_nothing_is_lost_on_the_way_out_and_in(drawn, format):
    Resource.objects.all().delete()
    made = [make_resource(status="draft", **fields) for fields in drawn]
    made[0].parts.all().delete()
    data = export(everything(), format)
    again = plan.examine(tables.read(data), by=None)
    Resource.objects.all().delete()

    plan_of_empty = done(tables.read(data))

    assert {f.outcome for f in again.findings} == {Outcome.UNCHANGED}
    assert reasons(plan_of_empty) == []
    assert rows_of(export(everything(), format)) == rows_of(data)


def test_every_column_survives_an_empty_catalogue():
    audience, topic = make_audience(), make_topic()
    new = make_resource(code="N-1", languages=["en", "zh-Hans"])
    old = make_resource(
        code="O-1",
        audiences=[audience],
        topics=[topic],
        languages=[],
        status="scheduled",
        publish_at=datetime(2030, 1, 2, 9, tzinfo=UTC),
        standing=Standing.SUPERSEDED,
        replaced_by=new,
        review_due_on=date(2031, 1, 1),
        source_url="https://a.gov/",
    )
    kit = make_resource(code="K-1", kind=Kind.TOOLKIT, orderable=True, year=2024)
    kit.parts.create(resource=old, order=20)
    kit.parts.create(resource=new, order=30)
    mine = Resource.objects.filter(code__in=["N-1", "O-1", "K-1"]).order_by("code")
    data = export(mine, "csv")
    mine.delete()

    found = done(tables.read(data))

    assert [f.warnings for f in found.findings if f.outcome is not Outcome.ADDED] == []
    assert rows_of(export(mine.all(), "csv")) == rows_of(data)
    cells = {row["code"]: row for row in rows_of(data)}
    assert cells["K-1"]["items"] == "O-1;N-1"
    assert (cells["O-1"]["languages"], cells["O-1"]["replaced_by"]) == ("none", "N-1")


def test_export_costs_the_same_for_one_item_and_for_ten(django_assert_num_queries):
    Resource.objects.all().delete()
    make_resource(audiences=[make_audience()], topics=[make_topic()])
    with django_assert_num_queries(5):
        export(everything(), "csv")
    for _n in range(9):
        make_resource(audiences=[make_audience()], topics=[make_topic()])

    with django_assert_num_queries(5):
        export(everything(), "csv")


# --- Commands ----------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_exported_file_is_read_by_the_import_of_content(tmp_path, ending):
    file, out = tmp_path / f"c.{ending}", io.StringIO()
    call_command("export_catalogue", file, stdout=out)

    call_command("import_catalogue", file, stdout=out, dry_run=True)

    assert "0 added, 0 changed" in out.getvalue()
    assert f"{Resource.objects.count()} items are in c.{ending}:" in out.getvalue()
    assert not FormerCode.objects.exists()


def test_export_writes_over_nothing_and_knows_its_formats(tmp_path):
    (tmp_path / "c.csv").write_text("mine")

    call_command("export_catalogue", tmp_path / "d.csv", dry_run=True, stdout=io.StringIO())
    assert not (tmp_path / "d.csv").exists()
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_catalogue", tmp_path / "c.csv")
    with pytest.raises(CommandError, match=r"ends neither in \.csv nor in \.xlsx"):
        call_command("export_catalogue", tmp_path / "c.txt")
    assert (tmp_path / "c.csv").read_text() == "mine"

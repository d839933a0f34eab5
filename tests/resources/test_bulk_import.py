"""The catalogue out as a table and in again: nothing lost, nothing behind anybody's back."""

import io
from datetime import UTC, date, datetime

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from bluecampaign.publishing.versions import Version, draft_of
from bluecampaign.roles import EDITOR, PUBLISHER
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.languages import CODES, suffix
from bluecampaign.translation.models import TranslationState
from resources.bulk import plan, tables
from resources.bulk.columns import COLUMNS, VERSION
from resources.bulk.exports import everything, export
from resources.bulk.plan import Outcome
from resources.choices import Kind, Standing
from resources.models import FormerCode, Resource
from tests.makers import make_audience, make_edition, make_resource, make_staff, make_topic
from tests.office.forms import make_member

pytestmark = pytest.mark.django_db
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30)
LINES = st.lists(WORDS, max_size=3).map("\n".join)
TAGS = st.lists(st.sampled_from(["en", "es", "zh-Hans", "am", "und"]), unique=True, max_size=4)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def groups(db):
    call_command("make_roles", verbosity=0)


@pytest.fixture
def publisher(client):
    member = make_member(PUBLISHER)
    client.force_login(member)
    return member


@pytest.fixture
def editor(client):
    member = make_member(EDITOR)
    client.force_login(member)
    return member


def table(*lines: str, head: str = "code,title,kind") -> tables.Table:
    return tables.read("\n".join([head, *lines]).encode())


def outcomes(found: plan.Plan) -> dict[str, str]:
    return {finding.code: finding.outcome.value for finding in found.findings}


def done(given: tables.Table, by=None, take=()) -> plan.Plan:
    """Told, and then done as it was told."""
    return plan.apply(given, by=by, agreed=plan.examine(given, by=by).agreed, take=set(take))


def reasons(found: plan.Plan) -> list[str]:
    return [reason for finding in found.findings for reason in finding.reasons]


def rows_of(data: bytes) -> list[dict]:
    rows = [line.cells for line in tables.read(data).lines]
    return [{name: text for name, text in row.items() if name != VERSION} for row in rows]


# --- Round trip --------------------------------------------------------------------


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


# --- What a row does ---------------------------------------------------------------


def test_row_adds_an_item_with_versions_states_and_search():
    head = "code,title,kind,status,languages,title_es,summary_en"
    given = table("X-1,Tip card,card,live,en;PT_br,Tarjeta,A card for all.", head=head)

    found = done(given)

    item = Resource.objects.get(code="X-1")
    assert outcomes(found) == {"X-1": "added"}
    assert (item.slug, item.status, item.languages) == ("tip-card", "live", ["en", "pt-BR"])
    assert Version.objects.of(item).count() == 1
    assert set(TranslationState.objects.by_language(item)) == {"es"}
    assert SearchDocument.objects.filter(path="/resources/tip-card/").exists()


def test_row_changes_what_it_names_and_nothing_else():
    item = make_resource(code="X-1", title_en="Old", summary_en="Stays as it is.", year=2020)
    given = table("x-1,New,2024", head="code,title,year")

    told = plan.examine(given, by=None)
    item.refresh_from_db()
    assert (item.title_en, outcomes(told)) == ("Old", {"x-1": "changed"})
    assert [(c.column, c.old, c.new) for c in told.findings[0].cells] == [
        ("title", "Old", "New"),
        ("year", "2020", "2024"),
    ]
    done(given)

    item.refresh_from_db()
    assert (item.code, item.title_en, item.year) == ("X-1", "New", 2024)
    assert (item.summary_en, item.kind) == ("Stays as it is.", "card")
    assert Version.objects.of(item).count() == 2


def test_row_overwrites_what_staff_wrote():
    make_resource(code="X-1", title_en="Staff's word")

    done(table("X-1,The table's word", head="code,title"))

    assert Resource.objects.get(code="X-1").title_en == "The table's word"


def test_renamed_item_leaves_its_address_behind(client):
    make_resource(code="X-1", slug="old-card")

    done(table("X-1,new-card", head="code,slug"))

    assert client.get("/resources/old-card/").headers["Location"] == "/resources/new-card/"


def test_edition_with_a_file_stays_whatever_the_table_says():
    item = make_resource(code="X-1", languages=["en", "ko"])
    make_edition(item, language="fr", url="https://a.gov/fr")

    found = done(table("X-1,es", head="code,languages"))

    assert item.languages == ["es", "fr"]
    assert "have a file or an address: fr" in found.findings[0].warnings[0]


def test_row_is_refused_with_every_reason_and_the_others_are_not():
    make_resource(code="TAKEN", slug="taken")
    head = "code,title,kind,year,audiences,replaced_by,slug,component,items"
    given = table(
        "X-1,,pamphlet,soon,nobody,NONE,taken,cia,GONE",
        "X-2,Fine,card,,,,,,",
        "X-2,Twice,card,,,,,,",
        ",Nameless,card,,,,,,",
        "X 3,Blank,card,,,,,,",
        "X-4567890123456789012,Long,card,,,,,,",
        head=head,
    )

    found = done(given)

    assert [f.outcome.value for f in found.findings] == [
        "refused", "added", "refused", "refused", "refused", "refused",
    ]  # fmt: skip
    said = " ".join(found.findings[0].reasons)
    for word in ("title: ", "pamphlet", "“soon”", "“nobody”", "“NONE”", "“cia”", "“GONE”"):
        assert word in said
    assert "slug" in said
    assert found.findings[2].reasons == ["X-2 is already on line 3"]
    assert found.findings[3].reasons == ["the code is missing"]
    assert not Resource.objects.filter(slug__startswith="new-").exists()
    assert Resource.objects.get(code__startswith="X").code == "X-2"


def test_row_that_names_a_refused_new_item_is_refused_too():
    given = table(
        "X-1,Old,card,superseded,X-2",
        "X-2,,card,current,",
        "X-3,Other,card,current,",
        head="code,title,kind,standing,replaced_by",
    )

    found = done(given)

    assert outcomes(found) == {"X-1": "refused", "X-2": "refused", "X-3": "added"}
    assert found.findings[0].reasons == ["there is no item “X-2”"]


def test_what_must_not_be_public_is_refused_whole():
    item = make_resource(code="X-1", title_en="Fine")

    found = done(table("X-1,Short.", head="code,summary_en"))

    item.refresh_from_db()
    assert outcomes(found) == {"X-1": "refused"}
    assert "The English summary has 6 signs." in found.findings[0].reasons[0]
    assert item.summary_en != "Short."


def test_unknown_column_stops_the_table():
    with pytest.raises(tables.TableError, match="not known: titel"):
        plan.examine(table("X-1,a", head="code,titel"), by=None)
    with pytest.raises(tables.TableError, match="no column “code”"):
        plan.examine(table("a", head="title"), by=None)


# --- Other people ------------------------------------------------------------------


def test_row_older_than_the_catalogue_is_a_conflict_until_somebody_takes_it(publisher):
    item = make_resource(code="X-1", title_en="First")
    done(table("X-1,Second", head="code,title"))
    old = table("X-1,Third,1", head="code,title,version")

    told = plan.examine(old, by=publisher)
    plan.apply(old, by=publisher, agreed=told.agreed, take=set())
    item.refresh_from_db()
    assert (outcomes(told), item.title_en) == ({"X-1": "conflict"}, "Second")
    [reason] = told.findings[0].reasons
    assert "The file does not have that change." in reason
    assert publisher.get_username() not in reason
    plan.apply(old, by=publisher, agreed=told.agreed, take={2})

    item.refresh_from_db()
    assert item.title_en == "Third"


def test_what_changed_since_the_preview_is_left_alone():
    item = make_resource(code="X-1", title_en="First", year=2020)
    make_resource(code="X-2", title_en="Other")
    given = table("X-1,Third", "X-2,New", head="code,title")
    agreed = plan.examine(given, by=None).agreed
    Resource.objects.filter(pk=item.pk).update(title_en="Second")

    found = plan.apply(given, by=None, agreed=agreed, take=set())

    assert outcomes(found) == {"X-1": "overtaken", "X-2": "changed"}
    assert Resource.objects.get(pk=item.pk).title_en == "Second"


def test_editor_changes_nothing_that_is_live_but_makes_drafts(editor):
    live = make_resource(code="X-1", title_en="Live", languages=["en"])
    kept = make_resource(code="X-2", title_en="Kept", status="draft")
    given = table("X-1,Mine,en;es", "X-2,Mine,en", head="code,title,languages")

    found = done(given, by=editor)

    live.refresh_from_db()
    kept.refresh_from_db()
    assert [f.is_draft for f in found.findings] == [True, False]
    assert (live.title_en, live.languages, kept.title_en) == ("Live", ["en"], "Mine")
    draft = draft_of(live)
    assert (draft.review, draft.author) == ("submitted", editor)
    assert draft.snapshot["fields"]["title_en"] == "Mine"
    assert [p["fields"]["language"] for p in draft.snapshot["parts"]["editions"]] == ["en", "es"]


def test_editor_puts_nothing_on_the_site(editor):
    make_resource(code="X-1", status="draft")
    given = table("X-1,,card,live", "X-2,New,card,live", head="code,title_es,kind,status")

    found = done(given, by=editor)

    assert outcomes(found) == {"X-1": "refused", "X-2": "refused"}
    assert "only publishers put items on the site" in found.findings[1].reasons[0]


def test_draft_that_somebody_works_on_is_a_conflict_and_takes_the_change_in(publisher):
    item = make_resource(code="X-1", title_en="Live", year=2020)
    other = make_member(EDITOR)
    done(table("X-1,Draft", head="code,title"), by=other)
    given = table("X-1,2024", head="code,year")

    assert outcomes(done(given, by=publisher)) == {"X-1": "conflict"}
    done(given, by=publisher, take=[2])

    item.refresh_from_db()
    fields = draft_of(item).snapshot["fields"]
    assert (item.year, fields["year"], fields["title_en"]) == (2020, 2024, "Draft")


# --- Screens -----------------------------------------------------------------------


def upload(client, data: bytes, name: str = "t.csv"):
    return client.post(
        reverse("admin:resources_resource_table"), {"file": SimpleUploadedFile(name, data)}
    )


def look(client, **chosen):
    address = reverse("admin:resources_resource_table_look")
    return client.post(address, chosen, follow=True) if chosen else client.get(address)


def waiting() -> list[str]:
    return default_storage.listdir("waiting")[1] if default_storage.exists("waiting") else []


def test_table_is_looked_at_and_then_imported(client, publisher):
    make_resource(code="X-1", title_en="<b>Old</b> card")
    response = upload(client, b"code,title\nX-1,<i>New</i> card\n")
    assert response.headers["Location"] == reverse("admin:resources_resource_table_look")

    shown = look(client).content.decode()
    assert "<ins>&lt;i&gt;New&lt;/i&gt; </ins>" in shown
    assert Resource.objects.get(code="X-1").title_en == "<b>Old</b> card"
    assert len(waiting()) == 1
    said = look(client, **{"import": "1"})

    assert [str(m) for m in said.context["messages"]] == ["1 was stored."]
    assert Resource.objects.get(code="X-1").title_en == "<i>New</i> card"
    assert waiting() == []


def test_table_is_put_away_replaced_or_too_old(client, publisher):
    upload(client, b"code,title\nX-1,a\n")
    upload(client, b"code,title\nX-2,a\n")
    assert len(waiting()) == 1
    look(client, cancel="1")
    assert waiting() == []
    upload(client, b"code,title\nX-2,a\n")
    session = client.session
    session["table"] = {**session["table"], "at": 0}
    session.save()

    said = look(client, **{"import": "1"})

    assert "The preview is too old." in str(next(iter(said.context["messages"])))
    assert waiting() == []


def test_waiting_table_is_served_to_nobody(client, publisher):
    upload(client, b"code,title\nX-1,a\n")

    assert client.get(f"/files/waiting/{waiting()[0]}").status_code == 404


def test_table_that_cannot_be_read_says_why(client, publisher):
    response = upload(client, b"code,titel\nX-1,a\n")

    assert response.status_code == 400
    assert "These columns are not known: titel." in response.content.decode()
    assert waiting() == []


def test_table_that_changes_too_much_for_a_browser_is_refused(client, publisher, monkeypatch):
    monkeypatch.setattr(plan, "MOST_CHANGES", 1)
    upload(client, b"code,title,kind\nX-1,a,card\nX-2,b,card\n")

    said = client.get(reverse("admin:resources_resource_table_look"), follow=True)

    assert [str(m) for m in said.context["messages"]] == [
        "It changes more than 1 items. Import it in parts."
    ]
    assert waiting() == []


def test_screens_are_for_those_who_write(client):
    client.force_login(make_staff(is_superuser=False))

    names = ("table", "table_look", "files", "files_look")
    answers = [client.get(reverse(f"admin:resources_resource_{name}")) for name in names]
    answers.append(client.get(reverse("admin:resources_resource_export", args=["csv"])))

    assert [answer.status_code for answer in answers] == [403] * 5


def test_list_leads_to_the_screens_and_exports_what_is_chosen(client, publisher):
    chosen = make_resource(code="X-1")
    make_resource(code="X-2")
    address = reverse("admin:resources_resource_changelist")

    page = client.get(address).content.decode()
    sheet = client.post(address, {"action": "export_xlsx", "_selected_action": [chosen.pk]})
    whole = client.get(reverse("admin:resources_resource_export", args=["csv"]))

    for name in ("table", "files"):
        assert f'href="{reverse(f"admin:resources_resource_{name}")}"' in page
    assert [row["code"] for row in rows_of(sheet.content)] == ["X-1"]
    assert sheet.headers["Content-Disposition"].endswith('.xlsx"')
    assert len(rows_of(whole.content)) == Resource.objects.count()
    assert whole.content.splitlines()[0].decode("utf-8-sig").split(",") == list(COLUMNS)


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

"""What a row of a table does to its item: adds, changes, is refused."""

import pytest

from bluecampaign.publishing.versions import Version
from bluecampaign.search.models import SearchDocument
from bluecampaign.translation.models import TranslationState
from resources.bulk import plan, tables
from resources.models import Resource
from tests.makers import make_edition, make_resource
from tests.resources.bulk.tables import done, outcomes, table

pytestmark = pytest.mark.django_db


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

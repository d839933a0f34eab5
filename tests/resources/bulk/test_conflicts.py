"""Tables and other people: nothing behind anybody's back."""

import pytest

from bluecampaign.publishing.versions import draft_of
from bluecampaign.roles import EDITOR
from resources.bulk import plan
from resources.models import Resource
from tests.makers import make_resource
from tests.office.forms import make_member
from tests.resources.bulk.tables import done, outcomes, table

pytestmark = pytest.mark.django_db


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

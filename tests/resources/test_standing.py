"""Replaced and withdrawn items: where they no longer stand, and what staff are told."""

import pytest
from django.urls import reverse

from bluecampaign.links.places import place_at
from bluecampaign.publishing.refusals import refusals_of
from bluecampaign.publishing.versions import draft_of
from bluecampaign.search import index
from resources.models import FormerCode, Resource, ToolkitPart
from resources.selections import select
from resources.sitemaps import ResourceSitemap
from tests.makers import make_audience, make_resource, make_staff, make_topic
from tests.office.forms import form_of, send

pytestmark = pytest.mark.django_db

SUMMARY = "Long enough to say something."


def told(item: Resource) -> list[tuple[str, bool]]:
    """The fields that something is said about, and whether it blocks."""
    found = refusals_of(item)
    return [(each.column, each.blocks) for each in found if each.column not in ("summary_en",)]


def make_kit(*items: Resource, **fields) -> Resource:
    kit = make_resource(**({"kind": "toolkit"} | fields))
    for item in items:
        ToolkitPart.objects.create(toolkit=kit, resource=item)
    return kit


# --- Where it is left out ----------------------------------------------------------


@pytest.mark.parametrize("standing", ["superseded", "withdrawn"])
def test_item_that_is_not_given_out_is_in_no_list(client, standing):
    Resource.objects.all().delete()
    audience, topic = make_audience(slug="pilots"), make_topic()
    shown = make_resource(title_en="Shown", slug="shown", audiences=[audience], topics=[topic])
    make_resource(
        title_en="Old one", slug="old", standing=standing, audiences=[audience], topics=[topic]
    )

    listed = client.get("/resources/").context["cards"]
    related = client.get("/resources/shown/").context["related"]
    selected = select(["audience:pilots"])["audience:pilots"]

    assert [str(card.title) for card in listed] == ["Shown"]
    assert related == []
    assert [str(card.title) for card in selected.cards] == ["Shown"]
    assert selected.total == 1
    assert ResourceSitemap().items() == [shown]


def test_search_finds_a_replaced_item_by_code_and_a_withdrawn_one_not(client):
    make_resource(code="OLD-7", slug="old", standing="superseded", body_en="Xylophones")
    make_resource(code="OLD-8", slug="gone", standing="withdrawn")
    moved = make_resource(code="NEW-9", slug="moved")
    FormerCode.objects.create(code="OLD-9", resource=moved)
    index.update(moved)

    def found(words: str) -> set[str]:
        response = client.get("/search/", {"q": words})
        return {result.url.partition("#")[0] for result in response.context["results"]}

    assert "/resources/old/" in found("OLD-7")
    assert "/resources/moved/" in found("OLD-9")
    assert "/resources/gone/" not in found("OLD-8")
    assert "/resources/old/" not in found("xylophones")


# --- What links are told -----------------------------------------------------------


def test_link_to_a_withdrawn_item_leads_nowhere():
    make_resource(slug="gone", standing="withdrawn")

    assert place_at("/resources/gone/") is None


def test_link_to_a_replaced_item_is_told_of_its_successor():
    new = make_resource(slug="new")
    make_resource(slug="old", standing="superseded", replaced_by=new)

    assert place_at("/resources/old/").moved_to == "/resources/new/"
    assert place_at("/resources/new/").moved_to == ""


def test_link_to_an_address_for_paper_is_told_of_the_page():
    make_resource(code="W-1", slug="w", languages=["es"])

    assert place_at("/r/w-1/").moved_to == "/resources/w/"
    assert "files-es" in place_at("/resources/w/").anchors
    assert place_at("/r/nope/") is None


# --- What staff are told -----------------------------------------------------------


def test_current_item_is_told_nothing():
    assert told(make_resource()) == []


def test_circle_of_successors_is_refused():
    first, second = make_resource(standing="superseded"), make_resource(standing="superseded")
    third = make_resource(standing="superseded", replaced_by=first)
    Resource.objects.filter(pk=first.pk).update(replaced_by=second)
    Resource.objects.filter(pk=second.pk).update(replaced_by=third)

    for item in Resource.objects.filter(pk__in=[first.pk, second.pk, third.pk]):
        assert told(item) == [("replaced_by", True)]


def test_withdrawn_successor_is_refused_unless_it_leads_on():
    dead_end = make_resource(standing="withdrawn")
    leads_on = make_resource(standing="withdrawn", replaced_by=make_resource())

    assert told(make_resource(standing="superseded", replaced_by=dead_end)) == [
        ("replaced_by", True)
    ]
    assert told(make_resource(standing="superseded", replaced_by=leads_on)) == []


def test_successor_that_is_not_public_is_told():
    draft = make_resource(status="draft")

    assert told(make_resource(standing="superseded", replaced_by=draft)) == [("replaced_by", False)]


@pytest.mark.parametrize("standing", ["superseded", "withdrawn"])
def test_item_that_leaves_a_toolkit_is_told_and_the_toolkit_refused(standing):
    item = make_resource(standing=standing)
    kit = make_kit(item, make_resource())

    assert told(item) == [("standing", False)]
    assert told(kit) == [("resource", True)]


def test_withdrawn_end_of_a_chain_is_told():
    item = make_resource(standing="withdrawn")
    make_resource(standing="superseded", replaced_by=item)

    assert told(item) == [("standing", False)]


def test_items_are_for_toolkits_alone():
    assert told(make_kit(make_resource(), kind="poster")) == [("kind", True)]


def test_toolkit_in_a_toolkit_is_refused():
    inner = make_resource(kind="toolkit")

    assert told(make_kit(inner)) == [("resource", True)]


def test_code_that_was_another_item_s_is_refused():
    FormerCode.objects.create(code="OLD-1", resource=make_resource())
    own = make_resource()
    FormerCode.objects.create(code="OWN-1", resource=own)

    assert told(make_resource(code="old-1")) == [("code", True)]
    assert told(own) == []


# --- In the office -----------------------------------------------------------------


def test_code_and_slug_changed_in_the_office_lead_on(client):
    item = make_resource(code="A-1", slug="first", summary_en=SUMMARY, languages=())
    client.force_login(make_staff())

    response = send(client, item, form_of(client, item, code="A-2", slug="second"))

    assert response.status_code == 302
    assert client.get("/r/A-1/es/").headers["Location"] == "/es/resources/second/"
    assert client.get("/es/resources/first/").headers["Location"] == "/es/resources/second/"


def test_code_changed_in_a_draft_leads_on_once_it_is_published(client):
    item = make_resource(code="A-1", slug="w", summary_en=SUMMARY, languages=())
    client.force_login(make_staff())
    send(client, item, form_of(client, item, code="A-2"), button="_draft")
    before = set(FormerCode.objects.values_list("code", flat=True))

    client.get(reverse("admin:resources_resource_preview", args=[item.pk]))
    previewed = set(FormerCode.objects.values_list("code", flat=True))
    review = reverse("admin:resources_resource_review", args=[item.pk])
    client.post(review, {"verb": "publish"})

    assert before == previewed == set()
    assert set(FormerCode.objects.values_list("code", flat=True)) == {"A-1"}
    assert client.get("/r/A-1/").headers["Location"] == "/resources/w/"
    assert draft_of(item) is None


def test_code_of_another_item_in_other_letters_is_refused(client):
    make_resource(code="A-1")
    item = make_resource(code="B-1", summary_en=SUMMARY, languages=())
    client.force_login(make_staff())

    response = send(client, item, form_of(client, item, code="a-1"))

    assert response.status_code == 200
    assert "Another item has this code." in response.content.decode()


@pytest.mark.parametrize("code", ["A 1", "A/1", "-A", "Ä-1", "A?1"])
def test_code_that_cannot_stand_in_an_address_is_refused(client, code):
    item = make_resource(code="B-1", summary_en=SUMMARY, languages=())
    client.force_login(make_staff())

    response = send(client, item, form_of(client, item, code=code))

    assert "code" in response.context["adminform"].form.errors


def test_form_of_a_toolkit_has_its_items_and_that_of_a_poster_has_none(client):
    kit, poster = make_kit(make_resource()), make_resource(kind="poster")
    client.force_login(make_staff())

    shown = {
        item.pk: "parts" in [fs.formset.prefix for fs in response.context["inline_admin_formsets"]]
        for item in (kit, poster)
        for response in [client.get(reverse("admin:resources_resource_change", args=[item.pk]))]
    }

    assert shown == {kit.pk: True, poster.pk: False}


def test_preview_of_a_withdrawal_is_the_page_that_readers_get(client):
    item = make_resource(standing="withdrawn")
    client.force_login(make_staff())

    response = client.get(reverse("admin:resources_resource_preview", args=[item.pk]))

    assert response.status_code == 410
    assert "no longer given out" in response.content.decode()

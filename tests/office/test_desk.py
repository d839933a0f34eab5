"""The first page of the office: what waits, expires, is broken and was changed."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from awareness.models import Page
from bluecampaign import roles
from bluecampaign.links.models import LinkCheck, Verdict
from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Review, Version, VersionKind, keep, keep_first
from hotlines.models import Hotline
from resources.models import Resource
from tests.makers import make_block, make_hotline, make_page, make_profile, make_resource
from tests.office.forms import make_member, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles_exist")]


@pytest.fixture
def nothing_due():
    """Every shipped line was verified today."""
    Hotline.objects.update(verified_on=timezone.localdate())


def desk(client, person) -> dict[str, list]:
    """The headings of the page and the items below them."""
    client.force_login(person)
    areas = client.get("/admin/").context["desk"]
    return {section.heading: section.items for _area, sections in areas for section in sections}


def titles(items) -> list[str]:
    return [item.title for item in items]


def make_draft(page, by, review: Review, **fields):
    draft = keep(page, kind=VersionKind.DRAFT, by=by, review=review)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save()
    return draft


def test_empty_page_says_so_in_kind_words(client, nothing_due):
    client.force_login(make_member(roles.PUBLISHER))

    page = client.get("/admin/").content.decode()

    for sentence in (
        "Nothing waits for review. Well done.",
        "Nothing was sent back to you.",
        "You have no open drafts.",
        "Every number was verified in time. Thank you.",
        "Nothing is past its review date.",
        "Nothing comes or goes by itself in the next two weeks.",
        "Nothing has been changed here yet.",
    ):
        assert sentence in page


def test_drafts_stand_where_they_wait(client):
    editor, publisher = make_member(roles.EDITOR), make_member(roles.PUBLISHER)
    waiting, back, open_one, done = (make_page() for _ in range(4))
    make_draft(waiting, editor, Review.SUBMITTED, comment="New figures")
    make_draft(back, editor, Review.SENT_BACK, answer="The date is missing.")
    make_draft(open_one, editor, Review.OPEN)
    make_draft(done, editor, Review.PUBLISHED)

    of_editor, of_publisher = desk(client, editor), desk(client, publisher)

    assert "To review" not in of_editor
    assert titles(of_editor["Sent back to me"]) == [str(back)]
    assert of_editor["Sent back to me"][0].text.endswith(": The date is missing.")
    assert titles(of_editor["My drafts"]) == [str(open_one)]
    [item] = of_publisher["To review"]
    assert (item.title, item.url) == (str(waiting), url_of(waiting, "review"))
    assert item.text.endswith(": New figures")
    assert of_publisher["Sent back to me"] == of_publisher["My drafts"] == []


def test_draft_of_a_profile_leads_to_the_form_of_profiles(client):
    profile = make_profile()
    make_draft(profile, None, Review.SUBMITTED)

    [item] = desk(client, make_member(roles.PUBLISHER))["To review"]

    assert item.url == url_of(profile, "review")


def test_hotlines_are_due_never_verified_first(client, nothing_due, settings):
    settings.HOTLINE_VERIFY_DAYS = 10
    today = timezone.localdate()
    late = make_hotline(verified_on=today - timedelta(days=11))
    make_hotline(verified_on=today - timedelta(days=10))
    make_hotline(status=Status.DRAFT)
    never = make_hotline()

    found = desk(client, make_member(roles.EDITOR))["Hotlines to verify"]

    assert titles(found) == [str(never), str(late)]
    assert [item.url for item in found] == [url_of(never, "verify"), url_of(late, "verify")]


def test_what_is_past_its_review_date_comes_once(client):
    today = timezone.localdate()
    profile = make_profile(review_due_on=today)
    page = make_page(review_due_on=today - timedelta(days=1))
    make_page(review_due_on=today + timedelta(days=1))
    make_page(review_due_on=today, status=Status.ARCHIVED)

    found = desk(client, make_member(roles.EDITOR))["To read again"]

    assert titles(found) == [str(page), str(profile)]
    assert [item.url for item in found] == [url_of(page), url_of(profile)]


def test_what_comes_and_goes_stands_in_the_order_of_time(client):
    now = timezone.now()
    goes = make_page(unpublish_at=now + timedelta(days=1))
    comes = make_resource(status=Status.SCHEDULED, publish_at=now + timedelta(days=2))
    make_page(unpublish_at=now + timedelta(days=15))
    make_page(unpublish_at=now - timedelta(days=1))
    make_page(status=Status.DRAFT, publish_at=now + timedelta(days=1))

    found = desk(client, make_member(roles.EDITOR))["Coming and going"]

    assert titles(found) == [str(goes), str(comes)]
    assert [item.text.split(":")[0] for item in found] == ["leaves the site", "goes on the site"]


def test_latest_changes_lead_to_the_comparison(client):
    editor, page = make_member(roles.EDITOR), make_page()
    keep(page, kind=VersionKind.SAVED, by=editor, comment="Typing mistake")
    make_draft(make_page(), editor, Review.OPEN)

    [item] = desk(client, editor)["Latest changes"]

    assert (item.title, item.url) == (str(page), f"{url_of(page, 'versions')}?new=1")
    assert item.text.startswith(f"Saved by {editor.username}, ")
    assert item.text.endswith(": Typing mistake")
    assert client.get(item.url).status_code == 200


def load(**changes) -> ContentImport:
    """One run of the content files over items of the catalogue: codes to titles."""
    run = ContentImport(overwrite=True)
    for code, title in changes.items():
        run.put(Resource, code, {"code": code}, {"title_en": title})
    run.keep_versions()
    return run


def test_load_of_the_content_files_is_one_line_however_much_it_changed(client):
    items = [make_resource() for _ in range(12)]
    person = make_member(roles.EDITOR)
    keep(items[0], kind=VersionKind.SAVED, by=person)
    load(**{item.code: "From the files" for item in items})
    load(**{items[3].code: "From the files again"})

    found = desk(client, person)["Latest changes"]

    items[3].refresh_from_db()
    assert titles(found) == [str(items[3]), "12 things", str(items[0])]
    assert found[0].text.startswith("Saved by the content files, ")
    assert found[0].url == f"{url_of(items[3], 'versions')}?new=3"
    assert found[1].text.startswith("by the content files, ")
    assert found[1].url == ""


def test_state_as_shipped_or_at_first_is_no_change(client):
    Version.objects.filter(number=1).update(made_at=timezone.now())
    keep_first(make_page())

    assert desk(client, make_member(roles.PUBLISHER))["Latest changes"] == []


def test_version_of_nobody_is_not_said_to_be_of_the_content_files(client):
    keep(make_page(), kind=VersionKind.SAVED, by=None, comment="Imported")

    [item] = desk(client, make_member(roles.EDITOR))["Latest changes"]

    assert item.text.startswith("Saved by somebody, ")


# --- Dead links ----------------------------------------------------------------------


def dead_link(obj, address: str, **fields) -> LinkCheck:
    given = {"field": "summary", "language": "en", "verdict": Verdict.DEAD}
    kind = ContentType.objects.get_for_model(type(obj))
    return LinkCheck.objects.create(
        address=address, content_type=kind, object_id=obj.pk, **(given | fields)
    )


def test_dead_links_lead_to_their_fields_those_that_fail_the_longest_first(client):
    page, now = make_page(), timezone.now()
    block = make_block(page)
    for verdict in set(Verdict) - {Verdict.DEAD}:
        dead_link(page, f"https://{verdict.value}.example/", verdict=verdict)
    dead_link(page, "https://late.example/", failing_since=now)
    dead_link(
        page,
        "https://early.example/",
        failing_since=now - timedelta(days=3),
        part=f"blocks:{block.pk}",
        field="body",
        language="es",
        error="No answer",
    )

    found = desk(client, make_member(roles.EDITOR))["Dead links"]

    assert titles(found) == ["https://early.example/", "https://late.example/"]
    assert found[0].url == f"{url_of(page, language='es')}#id_blocks-0-body_es"
    assert found[0].text == f"{page}, Block {block.key}: Text: No answer"
    assert found[1].url == f"{url_of(page)}#id_summary_en"
    assert 'id="id_blocks-0-body_es"' in client.get(found[0].url).text


def test_dead_link_of_what_was_deleted_says_so(client):
    page = make_page()
    dead_link(page, "https://gone.example/")
    Page.objects.filter(pk=page.pk).delete()

    [item] = desk(client, make_member(roles.EDITOR))["Dead links"]

    assert (item.url, item.text) == ("", "It was deleted meanwhile.")


def test_no_dead_link_is_said_in_kind_words(client):
    client.force_login(make_member(roles.EDITOR))

    assert "No link is known to be dead." in client.get("/admin/").text


def test_dead_links_are_for_those_who_may_see_links(client):
    dead_link(make_page(), "https://dead.example/")

    assert "Dead links" not in desk(client, make_member())


def test_what_was_deleted_leads_to_the_way_back_for_whom_there_is_one(client):
    page = make_page()
    for kind in (VersionKind.SAVED, VersionKind.DELETED):
        keep(page, kind=kind, by=None)
    Page.objects.filter(pk=page.pk).delete()

    of_editor = desk(client, make_member(roles.EDITOR))["Latest changes"]
    of_publisher = desk(client, make_member(roles.PUBLISHER))["Latest changes"]

    assert [item.url for item in of_editor] == ["", ""]
    assert {item.url for item in of_publisher} == {"/admin/awareness/page/deleted/"}


def test_long_list_is_cut_and_says_so(client):
    for _ in range(11):
        make_draft(make_page(), None, Review.SUBMITTED)
    client.force_login(make_member(roles.PUBLISHER))

    response = client.get("/admin/")

    section = response.context["desk"][0][1][0]
    assert (len(section.items), section.more) == (10, True)
    assert "There are more of them." in response.content.decode()


def test_somebody_without_rights_sees_no_content(client):
    make_draft(make_page(), None, Review.SUBMITTED)

    found = desk(client, make_member())

    assert {heading: items for heading, items in found.items() if items} == {}


@pytest.mark.parametrize("number", [1, 3])
def test_page_asks_the_same_of_the_database_for_one_and_for_three(
    client, nothing_due, django_assert_num_queries, number
):
    publisher, today = make_member(roles.PUBLISHER), timezone.localdate()
    for _ in range(number):
        page = make_page(review_due_on=today)
        make_draft(page, publisher, Review.SUBMITTED)
        make_draft(make_page(), publisher, Review.OPEN)
        keep(page, kind=VersionKind.SAVED, by=publisher)
        dead_link(page, "https://dead.example/")
        make_hotline()
    client.force_login(publisher)
    client.get("/admin/")

    with django_assert_num_queries(QUERIES):
        client.get("/admin/")


QUERIES = 29

"""A file that was replaced: its address leads on, however it came to be replaced."""

import pytest

from bluecampaign.media.successors import successor_of
from bluecampaign.publishing import drafts, snapshots
from bluecampaign.publishing.importing import ContentImport
from bluecampaign.publishing.models import Status
from bluecampaign.publishing.versions import Review, Version, VersionKind, keep
from resources.addresses import remember
from resources.models import Edition, FormerFile, Resource
from tests.makers import make_edition, make_resource, make_staff
from tests.resources.filing import make_file, put_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition() -> Edition:
    return make_file(make_resource(code="W-1", slug="w", languages=()), "es", revision="A")


def lead_of(client, name: str) -> tuple[int, str]:
    response = client.get(f"/files/{name}")
    return response.status_code, response.headers.get("Location", "")


def known() -> set[str]:
    return set(FormerFile.objects.values_list("name", flat=True))


def test_file_that_was_replaced_leads_to_the_present_one(client, edition):
    first = edition.file.name
    second = put_file(edition)
    third = put_file(edition)

    assert lead_of(client, first) == lead_of(client, second) == (301, f"/files/{third}")
    assert lead_of(client, third)[0] == 200
    assert FormerFile.objects.get(name=first).revision == "A"


def test_save_that_leaves_the_file_leaves_no_trace(edition):
    edition.revision = "B"
    edition.save()

    assert known() == set()


def test_file_that_came_back_leads_nowhere(client, edition):
    first = edition.file.name
    second = put_file(edition)
    edition.file.name = first
    edition.save()

    assert lead_of(client, first)[0] == 200
    assert lead_of(client, second) == (301, f"/files/{first}")


def test_publication_of_a_draft_remembers_and_its_preview_does_not(edition):
    item, staff, first = edition.resource, make_staff(), edition.file.name
    stored = snapshots.take(item)
    changed = snapshots.take(item)
    changed["parts"]["editions"][0]["fields"]["file"] = "editions/w-1-new.pdf"
    draft = drafts.store(item, changed, by=staff, comment="", review=Review.OPEN)

    with drafts.in_place(item, draft):
        pass
    after_preview = known()
    drafts.publish(item, draft, by=staff, moved=remember)

    assert stored != changed
    assert after_preview == set()
    assert known() == {first}
    assert successor_of(first) == "/files/editions/w-1-new.pdf"


def test_old_version_put_back_remembers(edition):
    item, staff, first = edition.resource, make_staff(), edition.file.name
    version = keep(item, kind=VersionKind.SAVED, by=staff)
    second = put_file(edition)

    drafts.restore(item, version, by=staff, moved=remember)

    assert known() == {second}
    assert successor_of(second) == f"/files/{first}"
    assert Version.objects.of(item).first().kind == VersionKind.RESTORED


def test_import_remembers(edition):
    first = edition.file.name
    run = ContentImport(overwrite=True)

    run.put(Edition, "w", {"pk": edition.pk}, {"file": "editions/imported.pdf"})

    assert successor_of(first) == "/files/editions/imported.pdf"


def test_edition_that_was_deleted_leads_to_another_in_the_language(edition):
    first = edition.file.name
    english = make_file(edition.resource, "en")
    other = make_file(edition.resource, "es")
    edition.delete()

    assert successor_of(first) == f"/files/{other.file.name}"
    other.delete()
    assert successor_of(first) == "/resources/w/#files-es"
    assert english.file.name not in known()


def test_item_that_was_deleted_leaves_nothing(edition):
    put_file(edition)
    edition.resource.delete()

    assert known() == set()


def test_items_deleted_together_leave_nothing(edition):
    make_edition(edition.resource, language="fr")

    Resource.objects.filter(pk=edition.resource_id).delete()

    assert known() == set()


def test_file_of_an_item_that_is_not_public_leads_nowhere(edition):
    first = edition.file.name
    put_file(edition)
    Resource.objects.update(status=Status.DRAFT)

    assert successor_of(first) is None


def test_file_of_a_withdrawn_item_leads_to_the_page_that_says_so(client, edition):
    first = edition.file.name
    second = put_file(edition)
    Resource.objects.filter(slug="w").update(standing="withdrawn")

    assert lead_of(client, second) == (301, "/resources/w/")
    assert lead_of(client, first)[1].startswith("/resources/w/")
    assert client.get("/resources/w/").status_code == 410


def test_file_of_a_superseded_item_stays(client, edition):
    Resource.objects.filter(slug="w").update(standing="superseded")

    assert lead_of(client, edition.file.name)[0] == 200

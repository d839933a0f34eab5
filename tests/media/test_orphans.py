"""What nothing refers to goes; what anything refers to stays."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from bluecampaign.media import waiting
from bluecampaign.media.orphans import Search
from bluecampaign.media.storage import stored_files
from bluecampaign.publishing import drafts, snapshots
from bluecampaign.publishing.versions import Review, VersionKind, keep
from resources.models import Edition, FormerFile
from tests.makers import make_picture, make_resource

pytestmark = pytest.mark.django_db


def put(name: str, data: bytes = b"data") -> str:
    return default_storage.save(name, ContentFile(data))


def there() -> set[str]:
    return {file.name for file in stored_files(default_storage)}


def run(*, hours: float = 0, **options) -> str:
    out = io.StringIO()
    call_command("remove_orphans", older_than=hours, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def item(place):
    """An item with a file and all that was made of it."""
    made = make_resource(languages=["en"])
    for ending in (".pdf", "-320.jpg", "-320.webp", "-640.jpg", "-640.webp"):
        put(f"editions/a-0123456789abcdef{ending}")
    Edition.objects.filter(resource=made).update(
        file="editions/a-0123456789abcdef.pdf", cover="editions/a-0123456789abcdef-640.jpg"
    )
    return made


def test_nothing_that_is_used_is_removed(item):
    put("pictures/b.png")
    put("pictures/b-640.jpg")
    make_picture(file="pictures/b.png", rendition="pictures/b-640.jpg")
    put("editions/former.pdf")
    FormerFile.objects.create(name="editions/former.pdf", resource=item, language="en")
    before = there()

    said = run()

    assert said.endswith("0 files (0 bytes) were removed.\n")
    assert there() == before


def test_what_nothing_refers_to_is_listed_and_then_removed(item):
    orphans = {
        put("editions/lost-00000000aaaaaaaa.pdf", b"x" * 3072),
        put("editions/lost-00000000aaaaaaaa-640.webp", b"x"),
        put("pictures/lost.png", b"x"),
        waiting.put(b"x"),
    }
    kept = there() - orphans

    told = run(dry_run=True)
    assert there() == kept | orphans
    assert "3.0 KB  editions/lost-00000000aaaaaaaa.pdf" in told
    assert "4 files (3.0 KB) would be removed." in told
    assert "4 files (3.0 KB) were removed." in run()

    assert there() == kept


def test_what_a_draft_or_an_older_version_names_is_kept(item):
    older = put("editions/older-1111111111111111.pdf")
    cover = put("editions/older-1111111111111111-640.jpg")
    draft = put("editions/draft-2222222222222222.pdf")
    snapshot = snapshots.take(item)
    snapshot["parts"]["editions"][0]["fields"]["file"] = older
    keep(item, kind=VersionKind.SAVED, by=None, snapshot=snapshot)
    snapshot["parts"]["editions"][0]["fields"]["file"] = draft
    drafts.store(item, snapshot, by=None, comment="", review=Review.OPEN)
    lost = put("editions/lost-3333333333333333.pdf")

    run()

    assert {older, cover, draft} <= there()
    assert lost not in there()


def test_young_files_and_foreign_folders_stay(item):
    young, foreign = put("editions/young.pdf"), put("backups/theirs.tar")

    said = run(hours=1)

    assert {young, foreign} <= there()
    assert "1 without use are too young and stay." in said
    assert "1 in other folders are not ours and stay." in said


def test_row_without_its_file_is_named_and_fails(item):
    default_storage.delete("editions/a-0123456789abcdef.pdf")
    lost = put("editions/lost.pdf")

    with pytest.raises(CommandError) as refusal:
        run()

    edition = item.editions.get()
    assert str(refusal.value).splitlines() == [
        "These need a person:",
        f"  edition {edition.pk}: editions/a-0123456789abcdef.pdf is not in the storage",
    ]
    assert lost not in there()


def test_file_that_is_taken_up_again_meanwhile_is_not_removed(item):
    again = put("editions/again.pdf")
    search = Search(older_than=timedelta(0))
    found = search.run()
    assert [orphan.name for orphan in found.orphans] == [again]

    other = make_resource(languages=["en"])
    snapshot = snapshots.take(other)
    snapshot["parts"]["editions"][0]["fields"]["file"] = again
    drafts.store(other, snapshot, by=None, comment="", review=Review.OPEN)

    assert search.still_orphans(found.orphans) == []


def test_search_says_how_far_it_is(item):
    for _n in range(3):
        keep(item, kind=VersionKind.SAVED, by=None)
    told = []

    Search(older_than=timedelta(0), progress=lambda done, all: told.append((done, all))).run()

    assert told[-1][0] == told[-1][1] >= 3


def test_hours_below_zero_are_refused(item):
    with pytest.raises(CommandError, match="cannot be less than 0"):
        run(hours=-1)

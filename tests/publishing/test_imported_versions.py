"""The versions that an import keeps of what it adds and changes."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command

from awareness.models import Block
from bluecampaign.publishing import snapshots
from bluecampaign.publishing.importing import ContentImport, digest_of
from bluecampaign.publishing.models import ContentDigest, ImportRecord, Publishable
from bluecampaign.publishing.versions import AT_FIRST, LOADED, SHIPPED, Version, VersionKind, keep
from hotlines.models import Channel, Hotline
from resources.models import Edition, Resource
from tests.makers import make_resource

pytestmark = pytest.mark.django_db
QUERIES_OF_VERSIONS = 9


def kept_of(obj) -> list[tuple]:
    """Number, kind, author and comment of each version, the oldest first."""
    found = Version.objects.of(obj).order_by("number")
    return list(found.values_list("number", "kind", "author", "comment"))


def forget_the_digest() -> None:
    ContentDigest.objects.all().delete()


def test_everything_shipped_has_one_version_that_is_what_it_is():
    for model in apps.get_models():
        if not issubclass(model, Publishable):
            continue
        found = [snapshots.whole(obj) for obj in model._default_manager.all()]
        found = [obj for obj in found if type(obj) is model]
        assert found
        for obj in found:
            version = Version.objects.of(obj).get()
            assert kept_of(obj) == [(1, "saved", None, SHIPPED)]
            assert version.model == model._meta.label_lower
            assert version.title == str(obj)
            assert version.snapshot == snapshots.take(obj)


def test_run_gives_each_thing_it_added_or_changed_one_version():
    same, changed = make_resource(title_en="Same"), make_resource(title_en="Before")
    for item in (same, changed):
        keep(item, kind=VersionKind.SAVED, by=None)
    code = "T-NEW"
    run = ContentImport(overwrite=True)

    run.put(Resource, "a", {"code": same.code}, {"title_en": "Same"})
    run.put(Resource, "b", {"code": changed.code}, {"title_en": "After"})
    run.put(Edition, "b:es", {"resource_id": changed.pk, "language": "es"}, {})
    run.put(Edition, "b:fr", {"resource_id": changed.pk, "language": "fr"}, {})
    added = run.put(Resource, "c", {"code": code}, {"slug": "t-new", "title_en": "New"})
    run.put(Edition, "c:en", {"resource_id": added.pk, "language": "en"}, {})

    assert run.keep_versions() == 2
    assert kept_of(same) == [(1, "saved", None, "")]
    assert kept_of(changed)[1:] == [(2, "saved", None, LOADED)]
    assert kept_of(added) == [(1, "saved", None, LOADED)]
    newest = Version.objects.of(changed).get(number=2).snapshot
    languages = [part["fields"]["language"] for part in newest["parts"]["editions"]]
    assert newest["fields"]["title_en"] == "After"
    assert sorted(languages) == ["en", "es", "fr"]


def test_part_that_changes_gives_the_whole_a_version():
    line = Hotline.objects.get(slug="national")
    record = ImportRecord.objects.get(key="national:voice")
    Channel.objects.filter(pk=record.object_id).update(note_en="What an older file said.")
    record.digests["note_en"] = digest_of("What an older file said.")
    record.save()
    forget_the_digest()

    call_command("load_content", verbosity=0)

    assert kept_of(line) == [(1, "saved", None, SHIPPED), (2, "saved", None, LOADED)]
    assert Version.objects.filter(number=2).count() == 1


def test_block_of_a_profile_gives_the_profile_its_version():
    block = Block.objects.filter(page__componentprofile__isnull=False).first()
    run = ContentImport(overwrite=True)

    natural = {"page_id": block.page_id, "key": block.key}
    run.put(Block, "x", natural, {"heading_en": "Another heading"})
    run.keep_versions()

    version = Version.objects.of(block.page).get(number=2)
    assert version.model == "awareness.componentprofile"
    assert "official_url" in version.snapshot["fields"]


def test_run_that_changes_nothing_makes_no_version():
    before = Version.objects.count()
    forget_the_digest()
    out = io.StringIO()

    call_command("load_content", stdout=out)

    assert Version.objects.count() == before
    assert out.getvalue().rstrip().endswith(" 0 versions.")


def test_words_of_staff_that_are_kept_make_no_version():
    Resource.objects.filter(code="BC-001").update(title_en="Staff's")
    record = ImportRecord.objects.get(key="BC-001")
    record.digests["title_en"] = digest_of("what an older file said")
    record.save()
    before = Version.objects.count()
    out = io.StringIO()

    call_command("import_catalogue", stdout=out)

    assert "staff changed title_en" in out.getvalue()
    assert Version.objects.count() == before


def test_import_of_a_catalogue_makes_versions():
    Resource.objects.filter(code="BC-002").update(title_en="Staff's")

    call_command("import_catalogue", overwrite=True, verbosity=0)

    item = Resource.objects.get(code="BC-002")
    assert kept_of(item)[1:] == [(2, "saved", None, LOADED)]


def test_what_has_no_version_is_kept_as_it_was_before_a_run_changes_it():
    item = make_resource(title_en="Before")
    run = ContentImport(overwrite=True)

    run.put(Resource, "x", {"code": item.code}, {"title_en": "After"})
    run.keep_versions()

    assert kept_of(item) == [(1, "saved", None, AT_FIRST), (2, "saved", None, LOADED)]
    titles = [v.snapshot["fields"]["title_en"] for v in Version.objects.of(item)]
    assert titles == ["After", "Before"]


@pytest.mark.parametrize("number", [1, 30])
def test_versions_cost_the_same_for_one_and_for_thirty(number, django_assert_num_queries):
    run = ContentImport()
    for n in range(number):
        code = f"T-many-{n}"
        run.put(Resource, code, {"code": code}, {"slug": code.lower(), "title_en": code})

    with django_assert_num_queries(QUERIES_OF_VERSIONS):
        run.keep_versions()

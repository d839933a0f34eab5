import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from awareness import seed
from awareness.models import Block, Page, Term
from bluecampaign.publishing import snapshots
from bluecampaign.publishing.importing import (
    ContentImport,
    digest_of,
    digest_of_files,
    is_current,
    mark_current,
)
from bluecampaign.publishing.models import ContentDigest, ImportRecord, Publishable
from bluecampaign.publishing.versions import (
    AT_FIRST,
    LOADED,
    SHIPPED,
    Version,
    VersionKind,
    keep,
)
from hotlines.models import Channel, Hotline
from resources.models import Edition, Resource
from tests.makers import make_audience, make_resource

pytestmark = pytest.mark.django_db
QUERIES_OF_VERSIONS = 9


def put(run=None, *, key="visa", overwrite=False, **values):
    run = run or ContentImport(overwrite=overwrite)
    given = {"order": 5, "term_en": "Visa", "definition_en": "A paper."}
    found = run.put(Term, f"test-{key}", {"key": f"test-{key}"}, given | values)
    return found, run.report


def whole_database() -> dict:
    """Every row of every table of ours and of the content types."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if not model._meta.label.startswith(("auth.", "sessions."))
    }


def test_put_adds_what_is_new():
    term, report = put()

    assert (term.term_en, term.order) == ("Visa", 5)
    assert dict(report.counts) == {"added": 1}
    assert report.lines == ["    added  glossary term test-visa"]


def test_put_leaves_alone_what_is_the_same():
    put()

    term, report = put()

    assert dict(report.counts) == {"unchanged": 1}
    assert report.lines == []
    assert Term.objects.filter(key="test-visa").get() == term


def test_put_changes_what_the_file_changed():
    put()

    term, report = put(definition_en="A stamp.")

    term.refresh_from_db()
    assert term.definition_en == "A stamp."
    assert dict(report.counts) == {"changed": 1}
    assert report.lines == ["  changed  glossary term test-visa: definition_en"]


def test_put_keeps_what_staff_changed_and_says_so():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    _found, report = put(definition_en="The file's new words.")

    term.refresh_from_db()
    assert term.definition_en == "Staff's words."
    assert dict(report.counts) == {"kept": 1}
    assert report.lines == ["     kept  glossary term test-visa: staff changed definition_en"]


def test_put_says_nothing_of_staff_changes_that_the_file_does_not_dispute():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    _found, report = put()

    term.refresh_from_db()
    assert term.definition_en == "Staff's words."
    assert dict(report.counts) == {"unchanged": 1}


def test_put_changes_one_field_and_keeps_the_other():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    _found, report = put(definition_en="New words.", term_en="Visas")

    term.refresh_from_db()
    assert (term.term_en, term.definition_en) == ("Visas", "Staff's words.")
    assert dict(report.counts) == {"kept": 1, "changed": 1}


def test_put_keeps_staff_words_in_every_later_run():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    for words in ("Second.", "Third.", "Fourth."):
        put(definition_en=words)

    term.refresh_from_db()
    assert term.definition_en == "Staff's words."


def test_put_fills_an_empty_place_with_a_text_that_is_new_in_the_files():
    put()

    term, report = put(term_es="Visa", definition_es="Un documento.")

    assert term.definition_es == "Un documento."
    assert report.counts["changed"] == 1


def test_put_leaves_a_place_empty_that_staff_emptied():
    put(definition_es="Un documento.")
    Term.objects.filter(key="test-visa").update(definition_es="")

    term, report = put(definition_es="Un papel.")

    assert Term.objects.get(pk=term.pk).definition_es == ""
    assert report.counts["kept"] == 1


def test_put_does_not_bring_back_what_staff_deleted():
    term, _report = put()
    term.delete()

    found, report = put(definition_en="New words.")

    assert found is None
    assert dict(report.counts) == {"skipped": 1}
    assert not Term.objects.filter(key="test-visa").exists()


def test_put_with_overwrite_puts_the_file_above_staff():
    term, _report = put()
    Term.objects.filter(pk=term.pk).update(definition_en="Staff's words.")

    _found, report = put(overwrite=True)

    term.refresh_from_db()
    assert term.definition_en == "A paper."
    assert dict(report.counts) == {"changed": 1}


def test_put_with_overwrite_brings_back_what_staff_deleted():
    put()[0].delete()

    found, report = put(overwrite=True)

    assert Term.objects.get(key="test-visa") == found
    assert dict(report.counts) == {"added": 1}


def test_put_finds_what_was_made_by_hand_and_keeps_its_words():
    made = Term.objects.create(key="test-visa", order=5, term_en="Visa", definition_en="Ours.")

    found, report = put()

    assert found == made
    assert found.definition_en == "Ours."
    assert dict(report.counts) == {"kept": 1}


def test_put_sets_and_keeps_related_objects():
    first, second = make_audience(), make_audience()
    item = make_resource()
    values = {"kind": item.kind}

    run = ContentImport()
    run.put(Resource, "x", {"code": item.code}, values | {"audiences": []})
    run.put(Resource, "x", {"code": item.code}, values | {"audiences": [first]})
    by_file = list(item.audiences.all())
    item.audiences.set([second])
    run.put(Resource, "x", {"code": item.code}, values | {"audiences": [first, second]})

    assert by_file == [first]
    assert list(item.audiences.all()) == [second]


def test_put_touches_updated_at_only_when_it_changes_something():
    item = make_resource(title_en="Before")
    moment = item.updated_at
    run = ContentImport(overwrite=True)

    same = run.put(Resource, "x", {"code": item.code}, {"title_en": "Before"})
    changed = run.put(Resource, "x", {"code": item.code}, {"title_en": "After"})

    assert same.updated_at == moment
    assert changed.updated_at > moment


def test_report_sums_up_in_a_fixed_order():
    run = ContentImport()

    for key in ("one", "two", "three"):
        put(run, key=key)
    put(run, key="one", term_en="Other")

    assert run.report.summary() == "3 added, 1 changed, 0 unchanged, 0 kept, 0 skipped"


@pytest.mark.parametrize("value", [None, "", "a", 0, 1, True, [], ["a"], {"a": 1}])
def test_digest_of_differs_from_that_of_another_value(value):
    assert digest_of(value) == digest_of(value)
    assert digest_of(value) != digest_of("something else")


def test_digest_of_files_sees_names_bytes_and_their_borders(tmp_path: Path):
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text("ab")
    two.write_text("c")
    before = digest_of_files([one, two])

    one.write_text("a")
    two.write_text("bc")

    assert digest_of_files([two, one]) == digest_of_files([one, two])
    assert digest_of_files([one, two]) != before


def test_is_current_after_mark_current():
    mark_current("test", "abc")

    assert is_current("test", "abc")
    assert not is_current("test", "abd")
    assert not is_current("other", "abc")


def test_load_content_does_nothing_the_second_time(django_assert_num_queries):
    out = io.StringIO()

    with django_assert_num_queries(2):
        call_command("load_content", stdout=out)

    assert out.getvalue() == "The content is up to date. Nothing was changed.\n"


def test_load_content_dry_run_leaves_the_database_as_it_was():
    ContentDigest.objects.all().delete()
    Hotline.objects.get(slug="press").delete()
    ImportRecord.objects.filter(key="press").delete()
    Term.objects.update(definition_en="Staff's words.")
    before = whole_database()
    out = io.StringIO()

    call_command("load_content", dry_run=True, overwrite=True, stdout=out)

    assert whole_database() == before
    assert "This was a dry run: nothing was changed." in out.getvalue()


def test_import_catalogue_dry_run_leaves_the_database_as_it_was():
    Resource.objects.filter(code__in=["BC-001", "BC-002"]).update(title_en="Staff's")
    Resource.objects.get(code="BC-003").delete()
    before = whole_database()
    out = io.StringIO()

    call_command("import_catalogue", dry_run=True, overwrite=True, stdout=out)

    assert whole_database() == before
    assert "\n2 added, 2 changed, " in out.getvalue()


def test_load_content_keeps_staff_words_says_so_and_changes_nothing_else():
    ContentDigest.objects.all().delete()
    Channel.objects.filter(hotline__slug="national", key="voice").update(note_en="Ours.")
    record = ImportRecord.objects.get(key="national:voice")
    record.digests["note_en"] = digest_of("what an older file said")
    record.save()
    out = io.StringIO()

    call_command("load_content", stdout=out)

    assert Channel.objects.get(hotline__slug="national", key="voice").note_en == "Ours."
    assert "kept  way to reach it national:voice: staff changed note_en" in out.getvalue()
    assert "Content: 0 added, 0 changed, " in out.getvalue()
    assert " unchanged, 1 kept, 0 skipped. " in out.getvalue()


def test_load_content_leaves_the_pages_below_a_moved_page_where_they_are():
    page = Page.objects.get(path="get-involved")
    page.slug = "take-part"
    page.save()
    for child in Page.objects.filter(parent=page):
        child.parent = page
        child.save()
    before = set(Page.objects.filter(parent=page).values_list("path", flat=True))

    seed.load(ContentImport())

    found = set(Page.objects.filter(parent=page).values_list("path", flat=True))
    assert found == before
    assert "take-part/businesses" in found
    assert not Page.objects.filter(path="businesses").exists()


# --- Versions ------------------------------------------------------------------------


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

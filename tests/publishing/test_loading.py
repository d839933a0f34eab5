"""The commands that load the shipped content: once, dry, and beside the words of staff."""

import io
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from awareness import seed
from awareness.models import Page, Term
from bluecampaign.publishing.importing import (
    ContentImport,
    digest_of,
    digest_of_files,
    is_current,
    mark_current,
)
from bluecampaign.publishing.models import ContentDigest, ImportRecord
from hotlines.models import Channel, Hotline
from resources.models import Resource

pytestmark = pytest.mark.django_db


def whole_database() -> dict:
    """Every row of every table of ours and of the content types."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if not model._meta.label.startswith(("auth.", "sessions."))
    }


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

"""A folder of files, taken in by a command."""

import io

import pytest
from django.core.management import CommandError, call_command

from tests.resources.bulk.files import HOSTILE, OTHER, PNG, stored

pytestmark = pytest.mark.django_db


def run(folder, **options) -> str:
    out = io.StringIO()
    call_command("import_files", folder, stdout=out, **options)
    return out.getvalue()


def test_folder_is_taken_in(item, tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "T-042_en.png").write_bytes(PNG)
    (source / "T-042_ko.png").write_bytes(OTHER)
    (source / ".hidden").write_bytes(b"x")

    told = run(source, dry_run=True)
    assert "1/2 T-042_en.png" in told
    assert "This was a dry run: nothing was stored." in told
    assert stored("") == []
    said = run(source)

    assert said.endswith("2 files were stored.\n")
    assert {e.language for e in item.editions.exclude(file="")} == {"en", "ko"}
    assert stored("waiting") == []


def test_folder_with_strange_files_fails_after_the_others(item, tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    (source / "T-042_en.png").write_bytes(PNG)
    (source / "T-042_es.png").write_bytes(HOSTILE)
    (source / "notes.png").write_bytes(OTHER)

    with pytest.raises(CommandError) as refusal:
        run(source, verbosity=0)

    assert str(refusal.value).splitlines() == [
        "These need a person:",
        "  T-042_es.png: This is no PDF, JPEG, PNG or WebP, whatever its name says.",
        "  notes.png: Its name begins with no code of the catalogue. "
        "Its name does not say the language.",
    ]
    assert [e.language for e in item.editions.exclude(file="")] == ["en"]
    assert stored("waiting") == []


def test_folder_that_is_missing_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none")

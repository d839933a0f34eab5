"""The commands that write files for translators and read them."""

import pytest
from django.core.management import CommandError, call_command

from awareness.models import Page
from bluecampaign.publishing.versions import draft_of
from bluecampaign.translation.exchange import po
from tests.translation.exchange.units import ARABIC, KOREAN, sent, unit


def test_commands_carry_a_page_and_end_well(page, tmp_path, capsys):
    file = tmp_path / "page.xlf"
    address = page.get_absolute_url()
    call_command("export_translations", language="ar", format="xliff", section=address, output=file)
    file.write_text(file.read_text().replace("اطلب المساعدة", "مساعدة"))

    call_command("import_translations", file, dry_run=True)
    page.refresh_from_db()
    assert page.title_ar == "اطلب المساعدة"
    call_command("import_translations", file)

    page.refresh_from_db()
    assert page.title_ar == "مساعدة"
    assert "1  Changed" in capsys.readouterr().out


def test_command_ends_with_1_when_a_person_is_needed(page, tmp_path):
    file = tmp_path / "page.po"
    file.write_bytes(po.write(sent(page, title="مساعدة", body="اتصل.").units, ARABIC))
    Page.objects.filter(pk=page.pk).update(title_en="Get help")

    with pytest.raises(CommandError, match="2 texts need a person") as ended:
        call_command("import_translations", file, verbosity=0)
    assert ended.value.returncode == 1
    with pytest.raises(CommandError, match="1 texts need a person"):
        call_command("import_translations", file, take_conflicts=True, verbosity=0)

    page.refresh_from_db()
    assert page.title_ar == "مساعدة"
    assert page.blocks.get().body_ar is None


def test_command_writes_nothing_in_a_dry_run(page, tmp_path):
    file = tmp_path / "page.po"

    call_command("export_translations", language="ar", output=file, dry_run=True, verbosity=0)

    assert not file.exists()


def test_command_imports_in_the_name_of_a_translator(page, translator, tmp_path):
    file = tmp_path / "page.po"
    file.write_bytes(po.write(sent(page, title="مساعدة").units, ARABIC))

    call_command("import_translations", file, by=translator.username, verbosity=0)

    assert draft_of(page).author == translator
    file.write_bytes(po.write([unit("a", "b")], KOREAN))
    with pytest.raises(CommandError, match="may not translate Korean"):
        call_command("import_translations", file, by=translator.username, verbosity=0)

"""Uploads that are taken: described, stored once, and served under their digest."""

import pikepdf
import pytest
from django.core.files.storage import default_storage
from PIL import Image

from tests.media.corpus import pdf_bytes, picture
from tests.media.sent import printed, tagged
from tests.office.forms import form_of, send, url_of
from tests.resources.uploads.sending import passing, said, stored, upload_to

pytestmark = pytest.mark.django_db

NAME = "editions/t-9001-es-"


def test_pdf_is_described_stored_and_served_under_its_digest(client, item, publisher, settings):
    response = upload_to(client, item, printed("Conozca las se\\361ales"), name="../x/evil.php")

    edition = item.editions.get()
    assert response.status_code == 302
    assert edition.file.name == f"{NAME}{edition.sha256[:16]}.pdf"
    assert (edition.format, edition.pages, edition.text) == ("pdf", 2, "Conozca las señales")
    assert edition.shortcomings == ["untagged", "no_title", "no_language"]
    assert edition.is_accessible is False
    assert edition.bytes == default_storage.size(edition.file.name)
    base = edition.file.name.removesuffix(".pdf")
    endings = ("-320.jpg", "-320.webp", "-640.jpg", "-640.webp", ".pdf")
    assert stored() == [base + ending for ending in endings]
    assert passing(settings) == []
    assert client.get(edition.file.url).headers["Content-Type"] == "application/pdf"


def test_picture_is_an_edition_with_a_cover_on_white(client, item, publisher):
    upload_to(client, item, picture(mode="RGBA", size=(800, 400)), name="a.pdf")

    edition = item.editions.get()
    assert (edition.format, edition.pages, edition.shortcomings) == ("image", None, [])
    assert edition.file.name.endswith(".png")
    assert (edition.cover_width, edition.cover_height) == (640, 320)
    with default_storage.open(edition.cover) as file, Image.open(file) as cover:
        assert cover.format == "JPEG"
        assert min(cover.getpixel((5, 5))) > 100


def test_form_tells_what_the_file_is_in_sentences(client, item, publisher):
    def german(pdf):
        tagged(pdf)
        pdf.Root.Lang = pikepdf.String("de-AT")

    upload_to(client, item, pdf_bytes(german))

    shown = said(client.get(url_of(item)))
    edition = item.editions.get()
    assert edition.shortcomings == ["other_language"]
    assert "2 pages" in shown
    assert "It says another language than this edition has." in shown
    assert "It has no tags" not in shown
    assert f'<img src="{default_storage.url(edition.cover)}" width="640"' in shown


def test_language_of_an_edition_is_compared_anew_when_it_changes(client, item, publisher):
    upload_to(client, item, pdf_bytes(tagged))
    assert item.editions.get().shortcomings == ["other_language"]

    send(client, item, form_of(client, item) | {"editions-0-language": "en"})

    edition = item.editions.get()
    assert (edition.shortcomings, edition.is_accessible) == ([], True)


def test_what_changed_is_written_in_two_languages(client, item, publisher):
    form = form_of(client, item, language="es") | {
        "editions-0-changes_en": "New number",
        "editions-0-changes_es": "Número nuevo",
        "editions-0-revised_on": "2026-02-03",
    }

    assert send(client, item, form, language="es").status_code == 302

    edition = item.editions.get()
    assert (edition.changes_en, edition.changes_es) == ("New number", "Número nuevo")
    assert str(edition.revised_on) == "2026-02-03"


def test_file_that_is_taken_out_leaves_no_description(client, item, publisher):
    upload_to(client, item, printed("Words"))

    send(client, item, form_of(client, item) | {"editions-0-file-clear": "on"})

    edition = item.editions.get()
    assert (edition.file.name, edition.text, edition.cover, edition.bytes) == ("", "", "", 0)
    assert (edition.shortcomings, edition.sha256, edition.format) == ([], "", "")


def test_same_file_twice_is_stored_once(client, item, publisher):
    upload_to(client, item, printed("Words"))
    before = stored()

    upload_to(client, item, printed("Words"))

    assert stored() == before

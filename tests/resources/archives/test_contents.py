"""A toolkit as one ZIP: what is in it, and what its list says."""

import pytest
from django.utils import translation

from bluecampaign.publishing.models import Status
from hotlines.models import Channel
from resources.archives import archive_of, editions_for, languages_of
from tests.makers import make_edition, make_resource
from tests.resources.archives.kits import fetch, listed, make_part, opened
from tests.resources.filing import make_file

pytestmark = pytest.mark.django_db


def test_archive_holds_the_files_of_the_language(client, toolkit):
    make_part(toolkit, "P-2", "es", "en")
    make_part(toolkit, "P-1", "es", "fr")

    response = fetch(client)
    archive = opened(response)

    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == 'attachment; filename="k-1-es.zip"'
    assert archive.testzip() is None
    assert archive.namelist() == ["CONTENTS.txt", "p-1-es.pdf", "p-2-es.pdf"]
    assert archive.read("p-1-es.pdf") == b"P-1 es"
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_english_file_stands_in_and_the_list_says_so(client, toolkit):
    make_part(toolkit, "P-1", "es")
    make_part(toolkit, "P-2", "en", "fr")

    response = fetch(client)
    archive = opened(response)
    text = archive.read("CONTENTS.txt").decode("utf-8-sig")

    assert archive.namelist() == ["CONTENTS.txt", "p-1-es.pdf", "p-2-en.pdf"]
    said = [line for line in text.split("\r\n") if "language you asked for" in line]
    assert len(said) == 1
    assert text.index("p-2-en.pdf") < text.index(said[0])


def test_file_without_words_is_in_every_archive(client, toolkit):
    make_part(toolkit, "P-1", "es")
    make_part(toolkit, "P-2", "zxx")

    text = listed(fetch(client))

    assert "p-2-zxx.pdf" in text
    assert "language you asked for" not in text


def test_only_files_without_words_make_an_english_archive(client, toolkit):
    make_part(toolkit, "P-1", "zxx")

    assert opened(fetch(client, "en")).namelist() == ["CONTENTS.txt", "p-1-zxx.pdf"]


def test_list_names_numbers_addresses_and_what_is_left_out(client, toolkit):
    make_part(toolkit, "P-1", "es", title_es="Artículo uno")
    make_part(toolkit, "P-2")
    elsewhere = make_part(toolkit, "P-3")
    make_edition(elsewhere, language="en", url="https://a.gov/p3")
    number = Channel.objects.get(hotline__slug="national", key="voice").display

    text = listed(fetch(client))

    lines = text.split("\r\n")
    assert lines[:3] == ["El kit", "K-1", "http://testserver/r/K-1/es/"]
    assert f"Llamada gratis, de día y de noche: {number}" in lines
    assert "Artículo uno (P-1)" in lines
    assert "  http://testserver/r/P-1/es/" in lines
    assert lines.index("Item P-2 (P-2)") > lines.index("Artículo uno (P-1)")
    assert any("https://www.dhs.gov/blue-campaign" in line for line in lines)
    assert any(line.endswith("https://a.gov/p3") for line in lines)


@pytest.mark.parametrize("language", ["en", "ar", "zh-Hans", "th"])
def test_list_is_readable_in_every_script(client, toolkit, language):
    make_part(toolkit, "P-1", language)

    response = fetch(client, language)
    raw = opened(response).read("CONTENTS.txt")

    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(name.isascii() for name in opened(fetch(client, language)).namelist())


def test_lost_file_is_left_out_and_told(client, toolkit):
    make_part(toolkit, "P-1", "es")
    lost = make_part(toolkit, "P-2", "es").editions.get()
    lost.file.storage.delete(lost.file.name)

    archive = opened(fetch(client))

    assert archive.namelist() == ["CONTENTS.txt", "p-1-es.pdf"]
    told = "En este momento no se puede leer el archivo."
    assert told in archive.read("CONTENTS.txt").decode("utf-8-sig")


def test_part_that_is_not_given_out_is_not_in_it(client, toolkit):
    make_part(toolkit, "P-1", "es")
    make_part(toolkit, "P-2", "es", standing="withdrawn")
    make_part(toolkit, "P-3", "es", standing="superseded")
    make_part(toolkit, "P-4", "es", status=Status.DRAFT)

    archive = opened(fetch(client))
    text = archive.read("CONTENTS.txt").decode("utf-8-sig")

    assert archive.namelist() == ["CONTENTS.txt", "p-1-es.pdf"]
    assert [code for code in ("P-2", "P-3", "P-4") if code in text] == []


def test_names_that_would_be_the_same_are_told_apart(client, toolkit):
    part = make_part(toolkit, "P-1", "es", "es")
    make_file(part, "es", print_size="8.5 × 11 in")

    names = opened(fetch(client)).namelist()

    assert names == ["CONTENTS.txt", "p-1-es-2.pdf", "p-1-es-8-5-11-in.pdf", "p-1-es.pdf"]


def test_editions_for_a_reader_fall_back_to_english_then_to_the_unknown():
    item = make_resource(languages=())
    for tag in ("en", "und", "fr"):
        make_file(item, tag)
    unknown = make_resource(languages=())
    make_file(unknown, "und")

    assert [e.language for e in editions_for(item, "fr-CA")] == ["fr"]
    assert [e.language for e in editions_for(item, "es")] == ["en"]
    assert [e.language for e in editions_for(unknown, "es")] == ["und"]
    assert languages_of([item, unknown]) == ["en", "fr"]


def test_archive_of_any_items_needs_no_toolkit():
    item = make_resource(code="P-1", languages=())
    make_file(item, "es")
    nothing = archive_of([], "es")

    with translation.override("fr"):
        archive = archive_of([item], "es")

    assert nothing.is_empty
    assert not archive.is_empty
    assert [member.name for member in archive.members] == ["CONTENTS.txt", "p-1-es.pdf"]

"""A toolkit as one ZIP: whole, the same every time, readable, and never a dead end."""

import io
import zipfile

import pytest
from django.utils import translation

from bluecampaign.publishing.models import Status
from hotlines.models import Channel
from resources import zipping
from resources.archives import archive_of, editions_for, languages_of
from resources.models import DownloadCount, Resource, ToolkitPart
from resources.zipping import Member, length_of, stream
from tests.makers import make_edition, make_resource
from tests.resources.filing import make_file, put_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def toolkit() -> Resource:
    return make_resource(
        code="K-1", slug="kit", kind="toolkit", title_en="The kit", title_es="El kit"
    )


def put_in(toolkit: Resource, *items: Resource) -> None:
    for order, item in enumerate(items):
        ToolkitPart.objects.create(toolkit=toolkit, resource=item, order=order)


def make_part(toolkit: Resource, code: str, *languages: str, **fields) -> Resource:
    item = make_resource(code=code, languages=(), title_en=f"Item {code}", **fields)
    for tag in languages:
        make_file(item, tag, data=f"{code} {tag}".encode())
    put_in(toolkit, item)
    return item


def fetch(client, language: str = "es", **headers):
    return client.get(f"/r/K-1/{language}/toolkit.zip", headers=headers)


def opened(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def listed(response) -> str:
    return opened(response).read("CONTENTS.txt").decode("utf-8-sig")


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


def test_archive_is_as_long_as_it_said_and_the_same_every_time(client, toolkit):
    part = make_part(toolkit, "P-1", "es")
    make_file(part, "es", data=b"x" * 300_000, print_size="11 × 17 in")

    first, second = fetch(client), fetch(client)
    data = b"".join(first.streaming_content)

    assert str(len(data)) == first.headers["Content-Length"]
    assert data == b"".join(second.streaming_content)
    assert first.headers["ETag"] == second.headers["ETag"]


def test_archive_is_sent_in_pieces_no_larger_than_needed(toolkit):
    part = make_part(toolkit, "P-1")
    make_file(part, "es", data=b"x" * 1_000_000)
    items = list(Resource.objects.filter(pk=part.pk).with_editions("es"))

    pieces = [len(piece) for piece in archive_of(items, "es")]

    assert sum(pieces) > 1_000_000
    assert max(pieces) < 2 * zipping.CHUNK


def test_etag_follows_what_is_in_it(client, toolkit):
    part = make_part(toolkit, "P-1", "es")
    before = fetch(client).headers["ETag"]

    assert fetch(client, **{"If-None-Match": before}).status_code == 304
    put_file(part.editions.get(), b"another")
    with_file = fetch(client, **{"If-None-Match": before})
    Channel.objects.filter(hotline__slug="national", key="voice").update(display="1-888-000-0000")
    with_number = fetch(client).headers["ETag"]

    assert with_file.status_code == 200
    assert len({before, with_file.headers["ETag"], with_number}) == 3
    assert "no-cache" in with_file.headers["Cache-Control"]


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


@pytest.mark.parametrize("language", ["ko", "zxx", "und", "nonsense"])
def test_language_without_an_archive_leads_to_the_item(client, toolkit, language):
    make_part(toolkit, "P-1", "es", "zxx")

    response = fetch(client, language)

    assert response.status_code == 302
    assert "/resources/kit/" in response.headers["Location"]


def test_archive_of_what_is_no_toolkit_leads_to_the_item(client):
    make_resource(code="K-1", slug="kit")

    assert fetch(client).headers["Location"] == "/es/resources/kit/"


def test_archive_of_a_withdrawn_toolkit_is_gone(client, toolkit):
    make_part(toolkit, "P-1", "es")
    Resource.objects.filter(pk=toolkit.pk).update(standing="withdrawn")

    assert fetch(client).status_code == 410


def test_head_tells_the_length_and_counts_nothing(client, toolkit):
    make_part(toolkit, "P-1", "es")
    length = fetch(client).headers["Content-Length"]
    DownloadCount.objects.all().delete()

    response = client.head("/r/K-1/es/toolkit.zip")

    assert (response.status_code, response.headers["Content-Length"]) == (200, length)
    assert not DownloadCount.objects.exists()


@pytest.mark.parametrize("number", [1, 9])
def test_archive_costs_the_same_for_one_item_and_for_nine(
    client, toolkit, django_assert_num_queries, number
):
    for n in range(number):
        make_part(toolkit, f"P-{n}", "es", "en")

    with django_assert_num_queries(7):
        client.head("/r/K-1/es/toolkit.zip")


def test_page_of_a_toolkit_offers_its_items_and_archives(client, toolkit):
    second, first = make_part(toolkit, "P-2", "es"), make_part(toolkit, "P-1", "ar")
    ToolkitPart.objects.filter(resource=first).update(order=0)
    ToolkitPart.objects.filter(resource=second).update(order=1)
    make_part(toolkit, "P-3", "fr", standing="withdrawn")

    response = client.get("/ar/resources/kit/")

    html = response.content.decode()
    assert [str(card.title) for card in response.context["parts"]] == ["Item P-1", "Item P-2"]
    assert [link.url for link in response.context["archives"]] == [
        "/r/K-1/ar/toolkit.zip",
        "/r/K-1/es/toolkit.zip",
    ]
    assert 'href="/r/K-1/ar/toolkit.zip"' in html


def test_page_of_a_toolkit_without_files_offers_no_archive(client, toolkit):
    make_part(toolkit, "P-1")

    response = client.get("/resources/kit/")

    html = response.content.decode()
    assert response.context["archives"] == []
    assert "toolkit.zip" not in html
    assert 'href="https://www.dhs.gov/blue-campaign"' in html


@pytest.mark.parametrize("number", [1, 9])
def test_page_of_a_toolkit_costs_the_same_for_one_item_and_for_nine(
    client, toolkit, django_assert_num_queries, number
):
    for n in range(number):
        make_part(toolkit, f"P-{n}", "es", "en")
    client.get("/es/resources/kit/")

    with django_assert_num_queries(14):
        client.get("/es/resources/kit/")


def test_shipped_toolkits_have_no_archive(client):
    kits = Resource.objects.filter(kind="toolkit")

    assert kits.count() == 7
    assert not ToolkitPart.objects.filter(toolkit__in=kits).exists()


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


@pytest.mark.parametrize("limit", [10, 150, 1000, zipfile.ZIP64_LIMIT])
def test_length_holds_for_archives_of_any_size(monkeypatch, limit):
    """Beyond 2 GB the format has other records; the limit is lowered to reach it."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", limit)
    sizes = [0, 1, 5, 9, 9, 3]
    members = [
        Member(f"{n}.pdf", size, lambda size=size: io.BytesIO(b"x" * size))
        for n, size in enumerate(sizes)
    ]

    data = b"".join(stream(members))

    assert len(data) == length_of(members)
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None

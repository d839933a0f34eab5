"""How an archive is sent: the same every time, as long as it said, never a dead end."""

import io
import zipfile

import pytest

from hotlines.models import Channel
from resources import zipping
from resources.archives import archive_of
from resources.models import DownloadCount, Resource
from resources.zipping import Member, length_of, stream
from tests.makers import make_resource
from tests.resources.archives.kits import fetch, make_part
from tests.resources.filing import make_file, put_file

pytestmark = pytest.mark.django_db


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

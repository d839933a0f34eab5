import gzip

import brotli
import pytest

from bluecampaign.web.compression import compress, compress_densely
from bluecampaign.web.encodings import best_encoding
from tests.makers import make_staff

BROWSER = "gzip, deflate, br, zstd"


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "identity"),
        ("identity", "identity"),
        ("gzip", "gzip"),
        ("br", "br"),
        (BROWSER, "br"),
        ("gzip, deflate", "gzip"),
        ("GZIP, BR", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0, gzip; q=0.5", "gzip"),
        ("br;q=0.1, gzip;q=1.0", "br"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("*, br;q=0", "gzip"),
        ("gzip;q=0, br;q=0", "identity"),
        ("br;q=high, gzip", "gzip"),
        ("deflate, zstd", "identity"),
        (",;q=,=;", "identity"),
    ],
)
def test_best_encoding_follows_the_browser(accepted, expected):
    assert best_encoding(accepted) == expected


@pytest.mark.parametrize(
    ("encoding", "undo"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_compress_loses_nothing_and_is_always_the_same(encoding, undo):
    body = b"Blue Campaign " * 200

    packed = compress(body, encoding)

    assert undo(packed) == body
    assert packed == compress(body, encoding)
    assert len(packed) < len(body) / 10


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "encoding", "undo"),
    [
        (BROWSER, "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_page_travels_compressed(client, accepted, encoding, undo):
    plain = client.get("/get-help/").content

    response = client.get("/get-help/", headers={"accept-encoding": accepted})

    assert response.headers.get("Content-Encoding") == encoding
    assert undo(response.content) == plain
    assert response.headers["Content-Length"] == str(len(response.content))
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.django_db
@pytest.mark.parametrize("accepted", ["br", "gzip", "identity"])
def test_page_that_the_browser_has_is_not_sent_again(client, accepted):
    first = client.get("/get-help/", headers={"accept-encoding": accepted})
    again = client.get(
        "/get-help/",
        headers={"accept-encoding": accepted, "if-none-match": first.headers["ETag"]},
    )
    other = client.get(
        "/about/",
        headers={"accept-encoding": accepted, "if-none-match": first.headers["ETag"]},
    )

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert other.status_code == 200


@pytest.mark.django_db
def test_etag_is_strong_and_that_of_the_bytes_as_they_travel(client):
    tags = {
        client.get("/get-help/", headers={"accept-encoding": name}).headers["ETag"]
        for name in ("br", "gzip", "identity")
    }

    assert len(tags) == 3
    assert all(tag.startswith('"') for tag in tags)


@pytest.mark.django_db
def test_staff_page_travels_as_it_is(client):
    client.force_login(make_staff())

    response = client.get("/admin/", headers={"accept-encoding": BROWSER})

    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers


@pytest.mark.django_db
def test_short_answer_travels_as_it_is(client):
    response = client.get("/healthz", headers={"accept-encoding": BROWSER})

    assert "Content-Encoding" not in response.headers
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
def test_error_page_travels_compressed_too(client):
    response = client.get("/nothing-here/", headers={"accept-encoding": "gzip"})

    assert response.status_code == 404
    assert b"<h1>" in gzip.decompress(response.content)


@pytest.mark.parametrize(
    ("encoding", "undo"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_dense_compression_keeps_every_byte(encoding, undo):
    body = "Номера телефонов. ".encode() * 40

    dense = compress_densely(body, encoding)

    assert undo(dense) == body
    assert len(dense) <= len(compress(body, encoding))

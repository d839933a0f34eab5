"""How stored files are served: fixed types, parts of them, kept for good."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError

from bluecampaign.media import successors
from bluecampaign.media.ranges import Unsatisfiable, asked_range

pytestmark = pytest.mark.django_db

DIGEST = "0123456789abcdef"
POSTER = f"editions/bc-001-es-{DIGEST}.pdf"
DATA = bytes(range(256)) * 600  # more than one piece


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def known(monkeypatch) -> list:
    """Functions that know successors, for one test."""
    found: list = []
    monkeypatch.setattr(successors, "_known", found)
    return found


def store(name: str, data: bytes = b"data") -> str:
    return default_storage.url(default_storage.save(name, ContentFile(data)))


def body(response) -> bytes:
    return b"".join(response.streaming_content)


@pytest.mark.parametrize(
    ("name", "expected", "kept_as"),
    [
        (POSTER, "application/pdf", 'inline; filename="bc-001-es.pdf"'),
        (f"pictures/{DIGEST}.jpg", "image/jpeg", 'inline; filename="file.jpg"'),
        (f"pictures/{DIGEST}-640.png", "image/png", 'inline; filename="file.png"'),
        (f"editions/a-{DIGEST}-320.webp", "image/webp", 'inline; filename="a.webp"'),
        (f"toolkits/kit-{DIGEST}.zip", "application/zip", 'attachment; filename="kit.zip"'),
    ],
)
def test_file_is_served_with_its_fixed_type_and_kept_for_good(client, name, expected, kept_as):
    response = client.get(store(name, b"<script>alert(1)</script>"))

    assert (response.status_code, response.headers["Content-Type"]) == (200, expected)
    assert response.headers["Content-Disposition"] == kept_as
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Length"] == "25"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert response.cookies == {}
    assert body(response) == b"<script>alert(1)</script>"


def test_picture_is_sandboxed_and_a_pdf_may_be_drawn(client):
    """Readers of PDFs that browsers have stay blank in a sandbox."""
    picture = client.get(store(f"pictures/{DIGEST}.jpg"))
    pdf = client.get(store(POSTER))

    assert "sandbox" in picture.headers["Content-Security-Policy"].split("; ")
    assert "sandbox" not in pdf.headers["Content-Security-Policy"]
    assert "script-src" not in pdf.headers["Content-Security-Policy"]


def test_file_without_a_digest_in_its_name_is_kept_for_a_day(client):
    response = client.get(store("pictures/mark.png"))

    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert f'"{DIGEST}' not in response.headers.get("ETag", "")


@pytest.mark.parametrize(
    "name", ["a.html", "a.svg", "a.txt", "a.pdf.exe", "a", "a.PDF.js", "a.PDF"]
)
def test_file_of_another_type_is_not_found(client, name):
    assert client.get(store(name, b"<script>")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "nothing.pdf",
        "../site.sqlite3",
        "../secret.pdf",
        "%2e%2e/secret.pdf",
        "..%2fsecret.pdf",
        "..%5csecret.pdf",
        "editions/../../secret.pdf",
        "./editions/a.pdf",
        "editions//a.pdf",
        "/etc/passwd",
        "//etc/secret.pdf",
        "%00.pdf",
        "a" * 5000 + ".pdf",
        "editions.pdf/",
    ],
)
def test_file_is_never_taken_from_elsewhere_nor_under_two_names(client, settings, path):
    base = store("editions/a.pdf").removesuffix("editions/a.pdf")
    (settings.MEDIA_ROOT.parent / "secret.pdf").write_bytes(b"hidden words")

    response = client.get(base + path)

    assert response.status_code in (400, 404)
    assert b"hidden words" not in response.content


def test_folder_is_not_listed(client):
    base = store("editions/a.pdf").removesuffix("a.pdf")

    assert client.get(base).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_file_is_only_read(client, method):
    response = getattr(client, method)(store(POSTER))

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


# --- Asked again, or in part -------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("known_as", ['"{0}"', 'W/"{0}"', '"other", "{0}"', "*"])
def test_file_that_is_known_is_not_sent_again(client, method, known_as):
    url = store(POSTER)
    etag = client.get(url).headers["ETag"]

    response = getattr(client, method)(
        url, headers={"If-None-Match": known_as.format(etag.strip('"'))}
    )

    assert etag == f'"{DIGEST}.pdf"'
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag
    assert response.headers["Cache-Control"].endswith("immutable")


def test_head_tells_the_same_without_the_file(client):
    url = store(POSTER, DATA)
    told = ("Content-Type", "Content-Length", "Content-Disposition", "ETag", "Cache-Control")
    whole = client.get(url).headers

    response = client.head(url, headers={"Range": "bytes=0-9"})

    assert (response.status_code, response.content) == (200, b"")
    assert {name: response.headers[name] for name in told} == {name: whole[name] for name in told}


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=153590-", 153590, 153599),
        ("bytes=-10", 153590, 153599),
        ("bytes=0-99999999", 0, 153599),
        ("bytes=60000-140000", 60000, 140000),
        ("bytes=0-9, 10-19", 0, 19),
    ],
)
def test_part_of_a_file_is_sent(client, asked, start, end):
    response = client.get(store(POSTER, DATA), headers={"Range": asked})

    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {start}-{end}/{len(DATA)}"
    assert response.headers["Content-Length"] == str(end - start + 1)
    assert response.headers["ETag"] == f'"{DIGEST}.pdf"'
    assert body(response) == DATA[start : end + 1]


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,100-101", "bytes=a-b", "bytes=9-3", "bytes=-", "lines=0-1", "bytes=", "x"]
)
def test_range_that_is_not_understood_or_torn_is_answered_with_the_whole(client, asked):
    response = client.get(store(POSTER, DATA), headers={"Range": asked})

    assert (response.status_code, body(response)) == (200, DATA)


@pytest.mark.parametrize("asked", ["bytes=153600-", "bytes=-0", "bytes=999999-9999999"])
def test_range_behind_the_end_is_refused(client, asked):
    response = client.get(store(POSTER, DATA), headers={"Range": asked})

    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */153600"
    assert "immutable" not in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("condition", "status"),
    [(f'"{DIGEST}.pdf"', 206), ('"other"', 200), ("Sun, 22 Nov 2026 09:00:00 GMT", 200)],
)
def test_part_is_sent_only_of_the_file_that_was_begun(client, condition, status):
    asked = {"Range": "bytes=0-9", "If-Range": condition}

    assert client.get(store(POSTER, DATA), headers=asked).status_code == status


@pytest.mark.parametrize(("header", "size"), [("bytes=0-", 0), ("bytes=-5", 0)])
def test_empty_file_has_no_parts(header, size):
    with pytest.raises(Unsatisfiable):
        asked_range(header, size)


def test_many_ranges_are_not_followed():
    assert asked_range("bytes=" + ",".join(f"{n}-{n}" for n in range(1000)), 2000) is None


# --- Files that were replaced ------------------------------------------------------


def test_replaced_file_leads_to_its_successor_whether_it_is_there_or_not(client, known):
    known.append(lambda path: "/files/editions/new.pdf" if path.endswith("old.pdf") else None)
    there = store("editions/old.pdf")

    for url in (there, "/files/gone/old.pdf"):
        response = client.get(url)
        assert (response.status_code, response.headers["Location"]) == (
            301,
            "/files/editions/new.pdf",
        )
    assert client.get(store("editions/other.pdf")).status_code == 200


def test_file_that_leads_to_itself_is_served(client, known):
    known.append(lambda path: f"/files/{path}")

    assert client.get(store(POSTER)).status_code == 200


def test_file_that_was_taken_back_is_gone_and_the_page_says_so(client, known):
    def gone(path):
        raise successors.Gone

    known.append(gone)

    response = client.get(store(POSTER))

    assert response.status_code == 410
    assert "This file is no longer given out" in response.content.decode()
    assert "no-store" in response.headers["Cache-Control"]


def test_file_is_served_while_the_database_is_away(client, known):
    def away(path):
        raise DatabaseError

    known.append(away)

    assert client.get(store(POSTER)).status_code == 200


def test_function_is_asked_once_however_often_it_is_registered(known):
    def find(path):
        return None

    successors.register(find)
    successors.register(find)

    assert known == [find]

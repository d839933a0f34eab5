import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def store(name: str, data: bytes = b"data") -> str:
    return default_storage.url(default_storage.save(name, ContentFile(data)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("editions/a.pdf", "application/pdf"),
        ("pictures/a.jpg", "image/jpeg"),
        ("pictures/a.png", "image/png"),
        ("pictures/a.webp", "image/webp"),
    ],
)
def test_uploaded_file_is_served_with_its_fixed_type(client, name, expected):
    response = client.get(store(name))

    assert (response.status_code, response.headers["Content-Type"]) == (200, expected)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age=86400" in response.headers["Cache-Control"]
    assert b"".join(response.streaming_content) == b"data"


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.txt", "a.pdf.exe", "a", "a.PDF.js"])
def test_uploaded_file_of_another_type_is_not_found(client, name):
    assert client.get(store(name, b"<script>")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "nothing.pdf",
        "../site.sqlite3",
        "../secret.pdf",
        "%2e%2e/secret.pdf",
        "..%2fsecret.pdf",
        "/etc/passwd",
        "//etc/secret.pdf",
        "%00.pdf",
        "a" * 5000 + ".pdf",
        "editions.pdf/",
    ],
)
def test_uploaded_file_is_never_taken_from_elsewhere(client, settings, path):
    base = store("editions/a.pdf").removesuffix("editions/a.pdf")
    (settings.MEDIA_ROOT.parent / "secret.pdf").write_bytes(b"hidden words")

    response = client.get(base + path)

    assert response.status_code in (400, 404)
    assert b"hidden words" not in response.content


def test_uploaded_file_is_not_listed(client):
    base = store("editions/a.pdf").removesuffix("a.pdf")

    assert client.get(base).status_code == 404

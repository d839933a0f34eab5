"""The same promises, wherever uploaded files lie."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from environ import Env
from PIL import Image

from bluecampaign.media import checks, storing, waiting
from bluecampaign.media.s3 import PrivateS3Storage
from bluecampaign.media.storage import StorageAway, storage_of, stored_files
from resources.models import Edition
from tests.makers import make_resource, make_staff
from tests.media import buckets
from tests.media.corpus import picture
from tests.media.sent import printed
from tests.office.forms import form_of, send

DATA = bytes(range(256)) * 3000


def put(name: str = "editions/a-0123456789abcdef.pdf", data: bytes = DATA) -> str:
    return default_storage.save(name, ContentFile(data))


# --- The storage -------------------------------------------------------------------


def test_file_is_stored_listed_read_and_deleted(place):
    name = put()

    assert default_storage.exists(name)
    assert default_storage.size(name) == len(DATA)
    assert default_storage.listdir("editions") == ([], ["a-0123456789abcdef.pdf"])
    with default_storage.open(name) as file:
        assert file.read() == DATA
    listed = list(stored_files(default_storage))
    assert [(f.name, f.size) for f in listed] == [(name, len(DATA))]
    assert abs(listed[0].modified - default_storage.get_modified_time(name)).total_seconds() < 2
    default_storage.delete(name)
    default_storage.delete(name)
    assert not default_storage.exists(name)
    assert list(stored_files(default_storage)) == []


def test_file_is_read_from_any_place(place):
    with default_storage.open(put()) as file:
        file.seek(700_000)
        assert file.read(100) == DATA[700_000:700_100]
        file.seek(10)
        assert file.read(5) == DATA[10:15]
        file.seek(-4, io.SEEK_END)
        assert (file.read(), file.read(), file.tell()) == (DATA[-4:], b"", len(DATA))


def test_file_that_is_missing_is_not_found(place):
    with pytest.raises(FileNotFoundError):
        default_storage.open("editions/none.pdf")
    with pytest.raises(FileNotFoundError):
        default_storage.size("editions/none.pdf")


def test_second_file_of_a_name_never_overwrites_the_first(place):
    first, second = put(), put(data=b"other")

    assert first != second
    with default_storage.open(first) as file:
        assert file.read() == DATA


def test_address_is_one_of_this_site_and_unsigned(place):
    assert default_storage.url("editions/a ñ.pdf") == "/files/editions/a%20%C3%B1.pdf"


def test_same_content_is_stored_once_and_undone_when_it_fails(place):
    name = storing.named("editions", "x-en", "ab" * 32, "pdf")
    with pytest.raises(ZeroDivisionError), storing.fresh_files():
        storing.put(name, DATA)
        raise ZeroDivisionError
    assert not default_storage.exists(name)

    assert storing.put(name, DATA) == storing.put(name, DATA) == name
    assert len(list(stored_files(default_storage))) == 1


def test_what_waits_comes_back_and_goes(place):
    name = waiting.put(DATA)

    assert waiting.get(name) == DATA
    waiting.discard([name])
    with pytest.raises(FileNotFoundError):
        waiting.get(name)
    with pytest.raises(FileNotFoundError):
        waiting.get(put())


# --- What stands on it -------------------------------------------------------------


@pytest.mark.django_db
def test_file_is_served_whole_in_part_and_to_none_twice(place, client):
    url = default_storage.url(put())

    whole, head = client.get(url), client.head(url)
    part = client.get(url, headers={"Range": "bytes=700000-700009"})
    again = client.get(url, headers={"If-None-Match": whole.headers["ETag"]})

    assert b"".join(whole.streaming_content) == DATA
    assert head.headers["Content-Length"] == whole.headers["Content-Length"] == str(len(DATA))
    assert part.status_code == 206
    assert part.headers["Content-Range"] == f"bytes 700000-700009/{len(DATA)}"
    assert b"".join(part.streaming_content) == DATA[700_000:700_010]
    assert again.status_code == 304
    assert client.get("/files/editions/none.pdf").status_code == 404
    assert "Location" not in whole.headers


@pytest.mark.django_db
def test_upload_in_the_office_makes_a_file_and_its_covers(place, client):
    item = make_resource(code="T-9001", languages=["es"])
    client.force_login(make_staff())
    upload = SimpleUploadedFile("a.pdf", printed("Words"), "application/pdf")

    response = send(client, item, form_of(client, item) | {"editions-0-file": upload})

    edition = item.editions.get()
    base = edition.file.name.removesuffix(".pdf")
    endings = ("-320.jpg", "-320.webp", "-640.jpg", "-640.webp", ".pdf")
    assert response.status_code == 302
    assert sorted(f.name for f in stored_files(default_storage)) == [base + e for e in endings]
    with default_storage.open(edition.cover) as file, Image.open(file) as cover:
        assert cover.width == 640
    assert client.get(edition.file.url).status_code == 200


@pytest.mark.django_db
def test_covers_are_made_from_stored_files(place):
    item = make_resource(languages=["en"])
    name = put("editions/x-fedcba9876543210.png", picture(size=(800, 400)))
    Edition.objects.filter(resource=item).update(file=name, format="image")

    call_command("make_covers", verbosity=0)

    edition = item.editions.get()
    assert edition.cover
    assert default_storage.exists(edition.cover)


@pytest.mark.django_db
def test_toolkit_is_packed_from_stored_files(place, client):
    part = make_resource(languages=["en"])
    Edition.objects.filter(resource=part).update(file=put(), bytes=len(DATA), format="pdf")
    kit = make_resource(kind="toolkit", languages=[])
    kit.parts.create(resource=part)
    page = client.get(kit.get_absolute_url()).content.decode()
    address = next(a for a in page.split('"') if a.endswith(".zip"))

    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get(address).streaming_content)))

    assert DATA in [archive.read(name) for name in archive.namelist()]


# --- The bucket alone --------------------------------------------------------------


def test_bucket_refuses_whoever_has_no_key(s3_server):
    s3_server.bucket("closed-bucket")
    stranger = PrivateS3Storage(**s3_server.entry("closed-bucket", secret_key="x" * 16)["OPTIONS"])

    with pytest.raises(StorageAway):
        stranger.save("editions/a.pdf", ContentFile(b"x"))
    with pytest.raises(StorageAway):
        list(stranger.inventory())


def test_files_lie_below_the_prefix(s3_server, settings):
    bucket = s3_server.bucket("shared-bucket")
    bucket.put_object(Key="other/secret.pdf", Body=b"theirs")
    entry = s3_server.entry("shared-bucket", location="ours")
    settings.STORAGES = {**settings.STORAGES, "default": entry}

    put("editions/a.pdf")

    assert {found.key for found in bucket.objects.all()} == {
        "other/secret.pdf",
        "ours/editions/a.pdf",
    }
    assert [f.name for f in stored_files(default_storage)] == ["editions/a.pdf"]


@pytest.mark.django_db
def test_server_that_is_away_is_no_missing_file(client, settings):
    entry = buckets.Server("http://127.0.0.1:9", None).entry("nowhere")
    settings.STORAGES = {**settings.STORAGES, "default": entry}

    response = client.get("/files/editions/a-0123456789abcdef.pdf")

    assert response.status_code == 503
    assert "no-store" in response.headers["Cache-Control"]


# --- The settings ------------------------------------------------------------------


class Given(Env):
    def __init__(self, **values) -> None:
        super().__init__()
        self.ENVIRON = values


def ids(settings, **values) -> list[str]:
    settings.STORAGES = {**settings.STORAGES, "default": storage_of(Given(**values))}
    return [found.id for found in checks.uploads_have_a_place(None)]


def test_folder_is_the_default(settings):
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage"}

    assert storage_of(Given()) == storage_of(Given(MEDIA_STORAGE="local")) == backend
    assert ids(settings) == []


def test_bucket_is_named_by_variables(settings):
    given = {
        "MEDIA_STORAGE": "s3",
        "S3_BUCKET": "b",
        "S3_ENDPOINT_URL": "https://s3.example.org",
        "S3_REGION": "r",
        "S3_ACCESS_KEY": "a",
        "S3_SECRET_KEY": "s",
        "S3_PREFIX": "/in/",
    }

    assert storage_of(Given(**given)) == {
        "BACKEND": "bluecampaign.media.s3.PrivateS3Storage",
        "OPTIONS": {
            "bucket_name": "b",
            "endpoint_url": "https://s3.example.org",
            "region_name": "r",
            "access_key": "a",
            "secret_key": "s",
            "location": "in",
        },
    }
    assert ids(settings, **given) == []


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"MEDIA_STORAGE": "gcs"}, ["media.E001"]),
        ({"MEDIA_STORAGE": "s3"}, ["media.E003"]),
        ({"MEDIA_STORAGE": "s3", "S3_BUCKET": "b"}, []),
        ({"MEDIA_STORAGE": "s3", "S3_BUCKET": "b", "S3_ACCESS_KEY": "a"}, ["media.E004"]),
        (
            {"MEDIA_STORAGE": "s3", "S3_ENDPOINT_URL": "s3.example.org", "S3_SECRET_KEY": "s"},
            ["media.E003", "media.E004", "media.E005"],
        ),
        (
            {"MEDIA_STORAGE": "s3", "S3_BUCKET": "b", "S3_ENDPOINT_URL": "http://s3.example.org"},
            ["media.W001"],
        ),
        (
            {"MEDIA_STORAGE": "s3", "S3_BUCKET": "b", "S3_ENDPOINT_URL": "http://localhost:9"},
            [],
        ),
    ],
)
def test_incomplete_settings_are_named_plainly(settings, given, found):
    assert ids(settings, **given) == found


def test_missing_packages_are_named(settings, monkeypatch):
    monkeypatch.setattr(checks, "find_spec", lambda name: None)

    assert ids(settings, MEDIA_STORAGE="s3", S3_BUCKET="b") == ["media.E002"]

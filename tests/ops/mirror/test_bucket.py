"""The copy in a bucket of a real server that speaks S3."""

from pathlib import Path

import pytest

from bluecampaign.mirror import bucket
from bluecampaign.mirror.making import Addresses, Making
from bluecampaign.mirror.places import Folder
from bluecampaign.mirror.targets import Target, target_of_environment
from tests.media import buckets
from tests.ops.mirror import small_site


@pytest.fixture(scope="module")
def s3_server(tmp_path_factory):
    with buckets.serving(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
def made(db, tmp_path: Path):
    """Makes the small site, with other words each time."""
    folder = Folder(tmp_path / "copy")
    folder.claim()
    small = Addresses(small_site.__name__, lambda codes: ["/"], lambda codes: {"/404.html": "/-/"})

    def make(words: str, links: str = ""):
        small_site.state.update(words=words, links=links)
        return Making(folder, small, ["en"], lambda *a: None).run()

    yield make
    small_site.state.clear()


def target(server, **more) -> Target:
    given = {"region": "us-east-1", "access_key": buckets.ACCESS_KEY, "prefix": "site"}
    given |= {"secret_key": buckets.SECRET_KEY, "endpoint_url": server.endpoint}
    return Target(**(given | more))


def test_bucket_follows_the_copy(s3_server, made):
    there, place = s3_server.bucket("copy"), target(s3_server, bucket="copy")
    there.put_object(Key="site/theirs.txt", Body=b"theirs")

    def publish(outcome):
        return bucket.publish(outcome.release, outcome.manifest, place, lambda *a: None)

    first = publish(made("one"))
    again = publish(made("one"))
    other = publish(made("two"))

    page = there.Object("site/index.html").get()
    file = there.Object("site/files/a.pdf").get()
    assert first == {"sent": 10, "deleted": 0, "alike": 0}
    assert again == {"sent": 0, "deleted": 0, "alike": 10}
    assert other == {"sent": 1, "deleted": 0, "alike": 9}
    assert b"two" in page["Body"].read()
    assert page["ContentType"] == "text/html; charset=utf-8"
    assert (file["Body"].read(), file["ContentType"]) == (b"%PDF-1.7", "application/pdf")
    assert there.Object("site/theirs.txt").get()["Body"].read() == b"theirs"


def test_what_is_gone_is_deleted_and_nothing_else(s3_server, made, monkeypatch):
    there, place = s3_server.bucket("gone"), target(s3_server, bucket="gone", prefix="")
    first = made("one")
    bucket.publish(first.release, first.manifest, place, lambda *a: None)
    there.put_object(Key="theirs.txt", Body=b"theirs")
    second = made("two")
    del second.manifest.entries["/gone/"]

    done = bucket.publish(second.release, second.manifest, place, lambda *a: None)

    keys = {found.key for found in there.objects.all()}
    assert done == {"sent": 1, "deleted": 1, "alike": 8}
    assert "gone/index.html" not in keys
    assert {"theirs.txt", "index.html", "files/a.pdf", bucket.INVENTORY} <= keys


def test_upload_that_fails_says_what_to_do_and_deletes_nothing(s3_server, made):
    there, place = s3_server.bucket("failing"), target(s3_server, bucket="failing")
    first = made("one")
    bucket.publish(first.release, first.manifest, place, lambda *a: None)
    second = made("two")
    (second.release / "files/index.html").unlink()
    del second.manifest.entries["/gone/"]

    with pytest.raises(FileNotFoundError):
        bucket.publish(second.release, second.manifest, place, lambda *a: None)
    stranger = target(s3_server, bucket="failing", secret_key="x" * 16)
    with pytest.raises(bucket.Refused, match=r"(?s)cannot be read.*run it again"):
        bucket.publish(second.release, second.manifest, stranger, lambda *a: None)

    assert "site/gone/index.html" in {found.key for found in there.objects.all()}


def test_bucket_is_named_by_variables(monkeypatch):
    names = ("BUCKET", "ENDPOINT_URL", "REGION", "ACCESS_KEY", "SECRET_KEY", "PREFIX")
    for name in names:
        monkeypatch.setenv(f"MIRROR_{name}", f"/{name.lower()}/")

    found = target_of_environment()

    assert (found.bucket, found.prefix) == ("/bucket/", "prefix")
    assert found.refusals() == ["MIRROR_ENDPOINT_URL is no address: begin it with https://."]
    assert Target(bucket="b", secret_key="only").refusals() == [
        "Set both MIRROR_ACCESS_KEY and MIRROR_SECRET_KEY, or neither."
    ]

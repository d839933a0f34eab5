"""Both places for uploaded files: a folder, and a bucket of a real server."""

from itertools import count

import pytest

from tests.media import buckets

_numbers = count(1)


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory):
    with buckets.serving(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture(params=["local", "s3"])
def place(request, settings, tmp_path):
    """The kind of place that uploaded files go to in a test, empty at first."""
    settings.MEDIA_ROOT = tmp_path / "media"
    if request.param == "s3":
        server = request.getfixturevalue("s3_server")
        name = f"bucket-{next(_numbers)}"
        server.bucket(name)
        settings.STORAGES = {**settings.STORAGES, "default": server.entry(name, location="files")}
    return request.param

"""An item, somebody who publishes it, and a folder for its files."""

import os

import pytest

from tests.makers import make_resource, make_staff


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "passing")
    os.mkdir(settings.FILE_UPLOAD_TEMP_DIR)


@pytest.fixture
def item():
    return make_resource(code="T-9001", languages=["es"], title_es="Tarjeta")


@pytest.fixture
def publisher(client):
    member = make_staff()
    client.force_login(member)
    return member

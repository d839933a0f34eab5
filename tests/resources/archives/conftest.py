"""A toolkit, and a folder for the files of its items."""

import pytest

from resources.models import Resource
from tests.makers import make_resource


@pytest.fixture(autouse=True)
def place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def toolkit() -> Resource:
    return make_resource(
        code="K-1", slug="kit", kind="toolkit", title_en="The kit", title_es="El kit"
    )

"""An edition that is there to be downloaded, and a folder for its file."""

import pytest

from resources.models import Edition
from tests.makers import make_resource
from tests.resources.filing import make_file


@pytest.fixture(autouse=True)
def place_for_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def edition() -> Edition:
    return make_file(make_resource(code="W-1", slug="w", languages=()), "es")

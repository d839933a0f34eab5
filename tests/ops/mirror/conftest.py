"""A small site that begins unchanged, and a folder for its copy."""

from pathlib import Path

import pytest

from bluecampaign.mirror.places import Folder
from tests.ops.mirror import small_site


@pytest.fixture(autouse=True)
def unchanged_site():
    small_site.state.clear()
    small_site.asked.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "copy")
    made.claim()
    return made

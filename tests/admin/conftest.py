"""Somebody of the staff, and a folder of their own for what they upload."""

import pytest

from tests.makers import make_staff


@pytest.fixture
def staff(client):
    """A client who is signed in; `staff.user` is who."""
    client.user = make_staff()
    client.force_login(client.user)
    return client


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"

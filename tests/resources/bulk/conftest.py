"""The groups of staff, somebody of two of them, an item, and a folder for files."""

import pytest
from django.core.management import call_command

from bluecampaign.roles import EDITOR, PUBLISHER
from tests.makers import make_resource
from tests.office.forms import make_member


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def groups(db):
    call_command("make_roles", verbosity=0)


@pytest.fixture
def publisher(client):
    member = make_member(PUBLISHER)
    client.force_login(member)
    return member


@pytest.fixture
def editor(client):
    member = make_member(EDITOR)
    client.force_login(member)
    return member


@pytest.fixture
def item():
    return make_resource(code="T-042", languages=["en", "es"])

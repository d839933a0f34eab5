"""People who share the work on a line of the hotline directory."""

import pytest

from bluecampaign import roles
from tests.makers import make_channel, make_hotline
from tests.office.forms import make_member, make_roles


@pytest.fixture
def roles_exist():
    """The groups of the office, each with its rights."""
    make_roles()


@pytest.fixture
def first():
    return make_member(roles.PUBLISHER)


@pytest.fixture
def second():
    return make_member(roles.PUBLISHER)


@pytest.fixture
def line():
    made = make_hotline(slug="sos", name_en="SOS", verified_on="2026-01-02")
    make_channel(made, key="voice")
    return made

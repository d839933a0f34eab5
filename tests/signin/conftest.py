"""People who sign in, the second factor, and a moment that stands still."""

import pytest

from bluecampaign.signin.models import AuditEntry
from tests.signin.journeys import make_person


@pytest.fixture
def required(settings):
    """As in public: staff need a second factor."""
    settings.STAFF_SECOND_FACTOR = True


@pytest.fixture
def noon(time_machine):
    """A moment that stands still until a test moves it."""
    time_machine.move_to("2027-03-01 12:00:00+00:00", tick=False)
    return time_machine


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Slow on purpose elsewhere; these tests sign in a hundred times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def lena():
    user = make_person(username="lena")
    AuditEntry.objects.all().delete()
    return user


@pytest.fixture
def boss(client):
    boss = make_person(username="boss")
    client.force_login(boss)
    AuditEntry.objects.all().delete()
    return boss

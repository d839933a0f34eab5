"""What every test stands on: the shipped content, loaded once."""

from pathlib import Path

import pytest

from tests.browser.serving import prepare

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The shipped content is in the database of every test that asks for one."""
    from django.core.management import call_command

    with django_db_blocker.unblock():
        call_command("load_content", verbosity=0)


@pytest.fixture(autouse=True)
def plain_static_files(settings):
    """Addresses of static files without digests: nothing was collected for these tests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A site with content and staff, to be copied; one for all test processes of a run."""
    base = tmp_path_factory.getbasetemp()
    return prepare((base if worker_id == "master" else base.parent) / "prepared-site")


@pytest.fixture(autouse=True)
def nobody_has_asked(monkeypatch):
    """Each test has its own minute: hundreds of tests are one sender."""
    from bluecampaign.web import limits

    monkeypatch.setattr(limits, "counts", limits.Counts())

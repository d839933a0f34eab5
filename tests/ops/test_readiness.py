"""What /readyz says of this copy of the site."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection

from bluecampaign import readiness
from bluecampaign.publishing.models import Status
from bluecampaign.search import index
from hotlines.models import Hotline

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sound(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(readiness, "staticfiles_storage", SimpleNamespace(url="/{}".format))
    monkeypatch.setattr(readiness, "machines", lambda _folder: None)
    index.rebuild()


def test_site_that_lacks_nothing_is_ready(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ready", "reasons": []})
    assert "no-store" in response.headers["Cache-Control"]


def test_every_reason_is_told_at_once_with_what_to_do(client, monkeypatch, settings, tmp_path):
    def missing(name):
        raise ValueError(name)

    monkeypatch.setattr(readiness, "staticfiles_storage", SimpleNamespace(url=missing))
    monkeypatch.setattr(readiness, "LEAST_FREE", 10**18)
    Hotline.objects.filter(slug="national").update(status=Status.DRAFT)
    settings.DATA_DIR = tmp_path / "cache"
    settings.DATA_DIR.touch()

    response = client.get("/readyz")

    told = " ".join(response.json()["reasons"])
    assert (response.status_code, response.json()["status"]) == (503, "not ready")
    for words in ("not public: national", "manage.py collectstatic", "Pages cannot be kept"):
        assert words in told


def test_full_disk_is_told(monkeypatch):
    monkeypatch.setattr(readiness, "LEAST_FREE", 10**18)

    assert any("nearly full" in reason for reason in readiness.reasons())


def test_database_that_is_away_is_one_reason(monkeypatch):
    def lost():
        raise OperationalError

    monkeypatch.setattr(readiness, "connection", SimpleNamespace(cursor=lost))

    (reason,) = readiness.reasons()

    assert reason == "The database does not answer (OperationalError). Kept pages go on."


def test_code_that_is_newer_than_the_database_is_told():
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'hotlines' AND name LIKE '0005%'")

    assert any("manage.py migrate" in reason for reason in readiness.reasons())

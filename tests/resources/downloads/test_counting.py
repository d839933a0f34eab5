"""Downloads are counted by edition and day, and nobody who downloads is known."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from bluecampaign.publishing.models import Status
from resources import downloads
from resources.models import DownloadCount, Edition, Resource, ToolkitPart
from tests.makers import make_edition, make_resource
from tests.resources.downloads.counts import make_count
from tests.resources.filing import make_file

pytestmark = pytest.mark.django_db


def address_of(edition: Edition) -> str:
    return f"/r/{edition.resource.code}/{edition.language}/files/{edition.pk}/"


def counts() -> list[tuple]:
    rows = DownloadCount.objects.order_by("code", "language", "is_archive")
    return list(rows.values_list("code", "language", "is_archive", "day", "count"))


def test_download_leads_to_the_file_and_is_counted(client, edition):
    for _n in range(3):
        response = client.get(address_of(edition))

    assert (response.status_code, response.headers["Location"]) == (302, edition.file.url)
    assert "no-store" in response.headers["Cache-Control"]
    assert counts() == [("W-1", "es", False, timezone.localdate(), 3)]


def test_page_links_the_file_by_the_address_that_counts(client, edition):
    html = client.get("/es/resources/w/").content.decode()

    assert f'href="{address_of(edition)}"' in html


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", {}),
        ("get", {"Sec-Purpose": "prefetch;prerender"}),
        ("get", {"Purpose": "prefetch"}),
    ],
)
def test_looking_ahead_is_not_counted(client, edition, method, headers):
    response = getattr(client, method)(address_of(edition), headers=headers)

    assert response.status_code == 302
    assert counts() == []


def test_each_day_and_each_edition_has_a_row_of_its_own(client, edition):
    other = make_file(edition.resource, "fr")
    make_count(timezone.localdate() - timedelta(days=1), edition=edition)

    for each in (edition, other, other):
        client.get(address_of(each))

    found = DownloadCount.objects.order_by("day", "language").values_list("language", "count")
    assert list(found) == [("es", 1), ("es", 1), ("fr", 2)]


def test_archive_is_counted(client):
    kit = make_resource(code="K-1", kind="toolkit")
    part = make_resource(languages=())
    make_file(part, "es")
    ToolkitPart.objects.create(toolkit=kit, resource=part)

    for _n in range(2):
        client.get("/r/k-1/ES/toolkit.zip")

    assert counts() == [("K-1", "es", True, timezone.localdate(), 2)]


def test_row_holds_nothing_about_anybody():
    columns = {field.attname for field in DownloadCount._meta.concrete_fields}

    assert columns == {
        "id",
        "code",
        "language",
        "edition_id",
        "is_archive",
        "sheet",
        "day",
        "count",
    }
    assert DownloadCount._meta.get_field("day").get_internal_type() == "DateField"


def test_count_that_fails_neither_stops_the_download_nor_tells_of_it(
    client, edition, monkeypatch, caplog
):
    def refuse(*args):
        raise OperationalError("database is locked: secret detail")

    monkeypatch.setattr(downloads, "_add_one", refuse)
    caplog.set_level("WARNING", logger="resources.downloads")

    response = client.get(address_of(edition))

    assert response.headers["Location"] == edition.file.url
    said = [r.getMessage() for r in caplog.records if r.name == "resources.downloads"]
    assert said == ["A download could not be counted."]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite's own setting")
def test_wait_for_the_database_is_short_and_then_as_before(edition):
    def waits() -> int:
        return downloads._ask("PRAGMA busy_timeout")

    usual = waits()
    with downloads._short_wait():
        short = waits()

    assert short == downloads.LONGEST_WAIT_MS < usual
    assert waits() == usual


def test_counts_stay_when_the_edition_goes(client, edition):
    client.get(address_of(edition))

    edition.delete()

    assert counts() == [("W-1", "es", False, timezone.localdate(), 1)]


@pytest.mark.parametrize("missing", ["another item", "no file", "no edition", "draft"])
def test_address_of_a_file_that_is_not_there_leads_to_the_item(client, edition, missing):
    other = make_edition(edition.resource, language="fr")
    numbers = {
        "another item": make_file(make_resource(languages=()), "es").pk,
        "no file": other.pk,
        "no edition": 10**17,
        "draft": edition.pk,
    }
    if missing == "draft":
        Resource.objects.filter(slug="w").update(status=Status.DRAFT)

    response = client.get(f"/r/W-1/es/files/{numbers[missing]}/")

    assert response.status_code == (404 if missing == "draft" else 302)
    assert response.headers.get("Location", "") in ("", "/es/resources/w/#files-es")
    assert counts() == []


def test_file_of_a_withdrawn_item_is_not_handed_out(client, edition):
    Resource.objects.filter(slug="w").update(standing="withdrawn")

    assert client.get(address_of(edition)).status_code == 410


def test_address_that_counts_is_closed_to_robots(client):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /r/*/files/", "Disallow: /r/*.zip"} <= set(lines)

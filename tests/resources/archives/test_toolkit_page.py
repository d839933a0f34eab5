"""The page of a toolkit, with its items and archives."""

import pytest

from resources.models import Resource, ToolkitPart
from tests.resources.archives.kits import make_part

pytestmark = pytest.mark.django_db


def test_page_of_a_toolkit_offers_its_items_and_archives(client, toolkit):
    second, first = make_part(toolkit, "P-2", "es"), make_part(toolkit, "P-1", "ar")
    ToolkitPart.objects.filter(resource=first).update(order=0)
    ToolkitPart.objects.filter(resource=second).update(order=1)
    make_part(toolkit, "P-3", "fr", standing="withdrawn")

    response = client.get("/ar/resources/kit/")

    html = response.content.decode()
    assert [str(card.title) for card in response.context["parts"]] == ["Item P-1", "Item P-2"]
    assert [link.url for link in response.context["archives"]] == [
        "/r/K-1/ar/toolkit.zip",
        "/r/K-1/es/toolkit.zip",
    ]
    assert 'href="/r/K-1/ar/toolkit.zip"' in html


def test_page_of_a_toolkit_without_files_offers_no_archive(client, toolkit):
    make_part(toolkit, "P-1")

    response = client.get("/resources/kit/")

    html = response.content.decode()
    assert response.context["archives"] == []
    assert "toolkit.zip" not in html
    assert 'href="https://www.dhs.gov/blue-campaign"' in html


@pytest.mark.parametrize("number", [1, 9])
def test_page_of_a_toolkit_costs_the_same_for_one_item_and_for_nine(
    client, toolkit, django_assert_num_queries, number
):
    for n in range(number):
        make_part(toolkit, f"P-{n}", "es", "en")
    client.get("/es/resources/kit/")

    with django_assert_num_queries(15):
        client.get("/es/resources/kit/")


def test_shipped_toolkits_have_no_archive(client):
    kits = Resource.objects.filter(kind="toolkit")

    assert kits.count() == 7
    assert not ToolkitPart.objects.filter(toolkit__in=kits).exists()

"""Screens of the office ask the database as often for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bluecampaign.translation.languages import BY_CODE, CODES
from resources.models import PrintedRevision, Resource
from resources.printed.names import PieceName
from resources.printed.pieces import PIECES
from tests.makers import make_block, make_page, make_picture, make_profile
from tests.office.forms import url_of

pytestmark = pytest.mark.django_db

REVISIONS = reverse("admin:resources_printedrevision_changelist")


@pytest.fixture
def cost(admin_client):
    """How many queries a screen takes that was opened before."""

    def of(address: str) -> int:
        admin_client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(address).status_code == 200
        return len(queries)

    return of


def print_in_all_languages(code: str, revision: str) -> None:
    item = Resource.objects.get(code=code)
    given = {"resource": item, "revision": revision, "updated_on": "2020-01-01"}
    rows = [PrintedRevision(**given, languages=BY_CODE[each].tag) for each in CODES]
    PrintedRevision.objects.bulk_create(rows)


def test_list_of_what_was_printed_costs_the_same_for_many_pieces(cost):
    kinds = {name: Resource.objects.filter(printed_as=name)[0].code for name in PIECES}
    print_in_all_languages(kinds.pop(PieceName.INDICATOR_CARD), "abc123")
    few = cost(REVISIONS)

    for code in kinds.values():
        print_in_all_languages(code, "abc123")

    assert cost(REVISIONS) == few


def test_list_of_what_was_printed_does_not_name_every_item_as_a_filter(admin_client):
    print_in_all_languages("P-01", "abc123")

    page = admin_client.get(REVISIONS).content.decode()

    assert "P-01" in page
    assert "P-02" not in page
    assert admin_client.get(f"{REVISIONS}?_facets=True").status_code == 200


def test_picture_costs_the_same_however_many_pages_show_it(cost):
    picture = make_picture()
    make_block(make_page(), picture=picture)
    make_block(make_profile(), picture=picture)
    few = cost(url_of(picture))

    for _number in range(5):
        make_block(make_page(), picture=picture)
        make_block(make_profile(), picture=picture)

    assert cost(url_of(picture)) == few


def test_list_of_pages_reads_the_languages_of_those_it_shows(cost, admin_client):
    address = reverse("admin:awareness_page_changelist")
    few = cost(address)

    page = make_page(title_es="Hola", title_ar="مرحبا")

    assert cost(address) == few
    row = admin_client.get(address, {"q": page.title_en}).content.decode()
    assert '<td class="field-languages">en, ar, es</td>' in row

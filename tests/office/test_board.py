"""The board: how far each language has come, by kind of content."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from awareness.models import Page
from bluecampaign.publishing.states import Status
from bluecampaign.translation.languages import BY_CODE, LANGUAGES
from bluecampaign.translation.models import State, mark
from bluecampaign.translation.office.board import numbers, tables
from bluecampaign.translation.roles import group_name
from tests.makers import make_page, make_resource

pytestmark = pytest.mark.django_db
URL = "/admin/translation-board/"


@pytest.fixture
def translator(client) -> User:
    user = User.objects.create_user("tom", is_staff=True)
    user.groups.add(Group.objects.create(name=group_name(BY_CODE["ar"])))
    client.force_login(user)
    return user


def row(table, code: str):
    return next(row for row in table.rows if row.language.code == code)


def table_of(found, heading: str):
    return next(table for table in found if table.heading == heading)


def test_board_counts_each_state_and_what_is_missing():
    before = row(table_of(tables(()), "Pages"), "es")
    checked = make_page(title_en="A", title_es="Á")
    mark(checked, "es", State.REVIEWED)
    make_page(title_en="B")
    make_page(title_en="C", title_es="Ç", status=Status.ARCHIVED)

    after = row(table_of(tables(()), "Pages"), "es")

    grown = [new.number - old.number for new, old in zip(after.cells, before.cells, strict=True)]
    assert grown == [1, 0, 0, 0, 1]
    assert after.total == before.total + 2


def test_rows_add_up_for_every_language():
    for table in tables(()):
        assert [item.language for item in table.rows] == list(LANGUAGES)
        assert {sum(cell.number for cell in item.cells) for item in table.rows} == {
            table.rows[0].total
        }


def test_deleted_page_is_not_counted():
    page = make_page(title_en="A", title_es="Á")
    before = numbers()["awareness.page"][1]["es"].total()
    Page.objects.filter(pk=page.pk).delete()

    assert numbers()["awareness.page"][1]["es"].total() == before - 1


def test_board_leads_a_translator_to_their_own_language_only(client, translator):
    html = client.get(URL).content.decode()

    assert f"{reverse('admin:translate-list', args=['ar'])}?state=" in html
    assert reverse("admin:translate-list", args=["es"]) not in html


def test_board_asks_as_often_for_one_object_as_for_many(django_assert_num_queries):
    numbers()
    with django_assert_num_queries(20):
        numbers()
    for _n in range(3):
        make_page(title_en="A", title_es="Á")
        make_resource()

    with django_assert_num_queries(20):
        numbers()


def test_board_asks_who_one_is(client):
    assert client.get(URL).status_code == 302

import pytest
from django.utils import translation

from awareness.models import Page
from awareness.navigation import navigation_for
from bluecampaign.publishing.models import Status
from tests.makers import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_menus():
    Page.objects.update(menu="")


def titles(links) -> list[str]:
    return [str(link.title) for link in links]


def test_navigation_takes_one_query_for_one_and_for_three(no_menus, django_assert_num_queries):
    make_page(menu="header")
    with django_assert_num_queries(1):
        navigation_for("/")
    make_page(menu="header")
    make_page(menu="help")
    with django_assert_num_queries(1):
        menus = navigation_for("/")

    assert len(menus.header) == 3


def test_navigation_puts_the_catalogue_and_the_hotlines_in_their_places(no_menus):
    make_page(menu="header", order=60, title_en="After")
    make_page(menu="header", order=40, title_en="Before")
    make_page(menu="help", title_en="Help page")

    menus = navigation_for("/")

    assert titles(menus.header) == ["Before", "Materials", "After"]
    assert [titles(column.links) for column in menus.footer] == [
        ["Help page", "Hotlines"],
        [],
        [],
        [],
        [],
    ]


def test_navigation_leaves_out_drafts(no_menus):
    make_page(menu="header", title_en="Sketch", status=Status.DRAFT)

    assert titles(navigation_for("/").header) == ["Materials"]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", []),
        ("/here/", ["Here"]),
        ("/here/below/", ["Here"]),
        ("/hereafter/", []),
        ("/resources/item/", ["Materials"]),
    ],
)
def test_navigation_marks_where_one_is(no_menus, path, expected):
    make_page(menu="header", slug="here", title_en="Here")

    header = navigation_for(path).header

    assert [str(link.title) for link in header if link.current] == expected


def test_navigation_prefers_the_short_title_of_the_same_language(no_menus):
    make_page(menu="header", order=1, title_en="Long", nav_title_en="Short", title_es="Largo")
    make_page(menu="header", order=2, title_en="Long", nav_title_en="Short two")

    with translation.override("es"):
        header = navigation_for("/es/").header

    assert titles(header)[:2] == ["Largo", "Short two"]
    assert header[0].url.startswith("/es/")


def test_navigation_is_asked_once_for_a_page(client, django_assert_max_num_queries):
    make_page(slug="one", menu="header")

    with django_assert_max_num_queries(12) as captured:
        client.get("/one/")

    menus = [query for query in captured.captured_queries if '"menu" = ' in query["sql"]]
    assert len(menus) == 1

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awareness.models import Page, Redirect
from awareness.redirects import move_children, moved, remember
from bluecampaign.publishing.models import Status
from bluecampaign.search.models import SearchDocument
from tests.makers import make_page

pytestmark = pytest.mark.django_db


def known() -> dict[str, str]:
    return dict(Redirect.objects.values_list("old_path", "new_path"))


def test_remember_leads_from_the_old_to_the_new():
    remember("/a/", "/b/")

    assert known() == {"/a/": "/b/"}


def test_remember_makes_no_chain():
    remember("/a/", "/b/")
    remember("/b/", "/c/")
    remember("/c/", "/d/")

    assert known() == {"/a/": "/d/", "/b/": "/d/", "/c/": "/d/"}


def test_remember_makes_no_circle():
    remember("/a/", "/b/")
    remember("/b/", "/a/")

    assert known() == {"/b/": "/a/"}


def test_remember_makes_no_circle_of_three():
    for old, new in (("/a/", "/b/"), ("/b/", "/c/"), ("/c/", "/a/")):
        remember(old, new)

    assert known() == {"/b/": "/a/", "/c/": "/a/"}


def test_remember_of_the_same_address_is_nothing():
    remember("/a/", "/a/")

    assert known() == {}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd")), max_size=9))
def test_remember_never_leads_to_an_address_that_leads_on(moves, db):
    Redirect.objects.all().delete()
    for old, new in moves:
        remember(f"/{old}/", f"/{new}/")

    found = known()

    assert not set(found) & set(found.values())


@pytest.mark.parametrize(
    ("path", "expected"), [("/a/", "/b/"), ("/es/a/", "/es/b/"), ("/zh-hant/a/", "/zh-hant/b/")]
)
def test_old_address_leads_on_in_the_language_of_the_reader(client, path, expected):
    remember("/a/", "/b/")

    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (301, expected)
    assert "max-age=300" in response.headers["Cache-Control"]


def test_page_at_an_old_address_comes_first(client):
    remember("/a/", "/b/")
    make_page(slug="a", title_en="New at A")

    assert client.get("/a/").status_code == 200


def test_draft_at_an_old_address_stays_hidden(client):
    remember("/a/", "/b/")
    make_page(slug="a", status=Status.DRAFT)

    assert client.get("/a/").headers["Location"] == "/b/"


def test_old_address_of_an_item_leads_on(client):
    remember("/resources/a/", "/resources/b/")

    assert client.get("/es/resources/a/").headers["Location"] == "/es/resources/b/"


def test_moved_of_an_unknown_address_is_nothing():
    assert moved("/unknown/") is None


def test_move_children_moves_the_whole_tree():
    top = make_page(slug="old")
    child = make_page(slug="child", parent=top)
    make_page(slug="leaf", parent=child, title_en="Leaf")
    make_page(slug="other", parent=make_page(slug="elsewhere"))
    top.slug = "new"
    top.save()

    move_children(top)

    assert Page.objects.filter(path__startswith="new/").count() == 2
    assert Page.objects.filter(path="elsewhere/other").exists()
    assert known() == {
        "/old/child/": "/new/child/",
        "/old/child/leaf/": "/new/child/leaf/",
    }
    assert SearchDocument.objects.get(title="Leaf").path == "/new/child/leaf/"


def test_move_children_of_a_page_that_did_not_move_does_nothing():
    top = make_page(slug="top")
    make_page(slug="child", parent=top)

    move_children(top)

    assert known() == {}

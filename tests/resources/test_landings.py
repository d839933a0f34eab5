"""What there is for an audience, with what helps most at the top."""

import lxml.etree
import pytest

from awareness.choices import BlockKind
from awareness.models import Audience
from bluecampaign.publishing.models import Status
from bluecampaign.web.kept import rendering
from resources.choices import Kind
from resources.landings import MOST, SECTIONS
from resources.models import Resource
from tests.makers import make_audience, make_block, make_page, make_resource
from tests.remembering import remember_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def pilots():
    Resource.objects.all().delete()
    return make_audience(slug="pilots", name_en="Pilots", name_es="Pilotos")


def sections(response) -> dict[str, list[str]]:
    return {
        str(section.heading): [str(card.title) for card in section.cards]
        for section in response.context["sections"]
    }


def test_every_kind_stands_in_one_section():
    kinds = [kind for _heading, kinds in SECTIONS for kind in kinds]

    assert sorted(kinds) == sorted(Kind)


def test_landing_shows_what_is_for_the_audience_in_sections(client, pilots):
    make_resource(title_en="Film", kind="video", audiences=[pilots])
    make_resource(title_en="Poster", kind="poster", audiences=[pilots])
    make_resource(title_en="Course", kind="training", audiences=[pilots])
    make_resource(title_en="For others", kind="poster", audiences=[make_audience()])
    make_resource(title_en="Sketch", kind="poster", audiences=[pilots], status=Status.DRAFT)
    make_resource(title_en="Old", kind="poster", audiences=[pilots], standing="superseded")

    response = client.get("/resources/for/pilots/")

    assert sections(response) == {
        "Start here": ["Course"],
        "To put up and hand out": ["Poster"],
        "To watch and listen to": ["Film"],
    }
    assert response.context["total"] == 3
    assert "<title>Blue Campaign: Materials for: Pilots</title>" in response.content.decode()


def test_landing_ends_with_what_helps_in_any_place(client, pilots):
    general = Audience.objects.get(slug="general")
    make_resource(title_en="Own", kind="poster", audiences=[pilots])
    make_resource(title_en="Both", kind="card", audiences=[pilots, general])
    make_resource(title_en="Card", kind="card", audiences=[general])
    make_resource(title_en="Film", kind="video", audiences=[general])

    response = client.get("/resources/for/pilots/")
    itself = client.get("/resources/for/general/")

    assert sections(response) == {
        "To put up and hand out": ["Own", "Both"],
        "For everybody": ["Card"],
    }
    assert response.context["total"] == 2
    assert "For everybody" not in sections(itself)


def test_landing_puts_the_readers_language_first(client, pilots):
    make_resource(title_en="New", kind="poster", year=2024, audiences=[pilots], languages=["en"])
    make_resource(title_en="Old", kind="poster", year=2010, audiences=[pilots], languages=["es"])

    english = sections(client.get("/resources/for/pilots/"))
    spanish = sections(client.get("/es/resources/for/pilots/"))

    assert list(english.values()) == [["New", "Old"]]
    assert list(spanish.values()) == [["Old", "New"]]


@pytest.mark.parametrize("number", [1, 40])
def test_landing_costs_the_same_for_one_item_and_for_forty(
    client, pilots, django_assert_num_queries, number
):
    for _n in range(number):
        make_resource(kind="poster", audiences=[pilots])
    client.get("/resources/for/pilots/")

    with django_assert_num_queries(8):
        response = client.get("/resources/for/pilots/")

    [section] = response.context["sections"]
    assert (len(section.cards), section.total) == (min(number, MOST), number)
    assert section.has_more == (number > MOST)


def test_landings_share_one_question_and_nothing_else(
    client, monkeypatch, django_assert_max_num_queries
):
    slugs = list(Audience.objects.order_by("slug").values_list("slug", flat=True))
    paths = [f"{code}/resources/for/{slug}/" for code in ("", "/ar") for slug in slugs]
    alone = [client.get(path).content for path in paths]

    remember_nothing(monkeypatch)
    with rendering(10**9):
        for path in paths:
            client.get(path)
        again = [client.get(path).content for path in paths]
        # The audience, and the signs of its page.
        with django_assert_max_num_queries(2 * len(paths)):
            for path in paths:
                client.get(path)

    assert again == alone


def test_landing_leads_to_the_rest_with_filters(client, pilots):
    for _n in range(MOST + 1):
        make_resource(kind="video", audiences=[pilots])

    html = client.get("/resources/for/pilots/").content.decode()

    assert 'href="/resources/?audience=pilots&amp;kind=video&amp;kind=psa"' in html
    assert 'href="/resources/?audience=pilots"' in html
    assert client.get("/resources/?audience=pilots&kind=video&kind=psa").context["total"] == 7


def test_landing_leads_to_the_page_of_the_audience_and_its_signs(client, pilots):
    pilots.page = make_page(slug="for-pilots", title_en="In the air")
    pilots.save()
    make_block(pilots.page, kind=BlockKind.INDICATORS, key="signs", heading_en="Signs on board")

    html = client.get("/resources/for/pilots/").content.decode()

    assert 'href="/for-pilots/">In the air' in html
    assert 'href="/for-pilots/#signs">Signs on board' in html


def test_landing_hides_a_page_that_is_not_public(client, pilots):
    pilots.page = make_page(slug="for-pilots", title_en="In the air", status=Status.DRAFT)
    pilots.save()

    assert "In the air" not in client.get("/resources/for/pilots/").content.decode()


def test_landing_without_items_says_where_to_look(client, pilots):
    response = client.get("/resources/for/pilots/")

    html = response.content.decode()
    assert response.status_code == 200
    assert "There is nothing here yet" in html
    assert 'href="/resources/">Show the whole list' in html
    assert "noindex" in html


def test_landing_of_nobody_is_not_found(client):
    assert client.get("/resources/for/nobody/").status_code == 404


def test_list_leads_to_each_audience_that_something_is_for(client, pilots):
    make_audience(slug="sailors")
    make_resource(audiences=[pilots])

    whole = client.get("/resources/").content.decode()
    narrowed = client.get("/resources/?audience=pilots").content.decode()

    assert 'href="/resources/for/pilots/"' in whole
    assert "/resources/for/sailors/" not in whole
    assert 'href="/resources/for/pilots/"' in narrowed


def test_sitemap_lists_the_audiences_that_something_is_for(client, pilots, settings):
    settings.SITE_URL = "http://testserver"
    make_audience(slug="sailors")
    make_resource(audiences=[pilots])
    make_resource(audiences=[pilots])

    tree = lxml.etree.fromstring(client.get("/sitemap-catalogue.xml").content)

    found = [e.text for e in tree.iter("{*}loc") if "/es/" in e.text]
    assert found == [
        "http://testserver/es/resources/",
        "http://testserver/es/resources/required-posters/",
        "http://testserver/es/resources/for/pilots/",
    ]

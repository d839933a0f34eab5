import pytest
from django.core.files.base import ContentFile

from bluecampaign.publishing.models import Status
from resources.models import Resource
from tests.makers import (
    make_audience,
    make_edition,
    make_profile,
    make_resource,
    make_topic,
)

pytestmark = pytest.mark.django_db


def titles(response) -> list[str]:
    return [str(card.title) for card in response.context["cards"]]


def html_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def nothing():
    Resource.objects.all().delete()


def test_list_hides_drafts(client, nothing):
    make_resource(title_en="Poster")
    make_resource(title_en="Sketch", status=Status.DRAFT)

    response = client.get("/resources/")

    assert titles(response) == ["Poster"]
    assert response.context["total"] == 1


@pytest.mark.parametrize("number", [1, 3, 300])
def test_list_costs_the_same_for_one_and_for_300(
    client, nothing, django_assert_num_queries, number
):
    audience, topic = make_audience(), make_topic()
    items = Resource.objects.bulk_create(
        Resource(code=f"Q-{n}", slug=f"q-{n}", kind="card", title_en=f"Q {n}", status="live")
        for n in range(number)
    )
    audience.resources.set(items)
    topic.resources.set(items)
    for item in items[:30]:
        make_edition(item, language="es")
    client.get("/resources/")

    with django_assert_num_queries(10):
        response = client.get("/resources/")

    assert len(response.context["cards"]) == min(number, 24)


def test_list_gives_24_items_on_each_page(client, nothing):
    for n in range(25):
        make_resource(code=f"Z-{n:02}", title_en=f"Item {n:02}")

    first = client.get("/resources/?sort=code")
    last = client.get("/resources/?sort=code&page=2")

    assert titles(first) == [f"Item {n:02}" for n in range(24)]
    assert titles(last) == ["Item 24"]
    assert 'href="?sort=code&amp;page=2"' in first.content.decode()


@pytest.mark.parametrize(("page", "number"), [("0", 5), ("-1", 5), ("x", 1), ("99", 5), ("", 1)])
def test_list_page_that_does_not_exist_is_another(client, page, number):
    assert client.get(f"/resources/?page={page}").context["page_obj"].number == number


def test_list_without_a_match_says_what_to_do(client):
    html = html_of(client, "/resources/?year=1950")

    assert "Nothing matches all of these" in html
    assert "Show the whole list" in html


def test_list_tells_that_filters_were_left_out(client):
    words = "Some filters in this address are not known"

    assert words in html_of(client, "/resources/?kind=pamphlet")
    assert words not in html_of(client, "/resources/?kind=poster")


def test_list_with_a_choice_is_not_indexed(client):
    assert '<meta name="robots"' not in html_of(client, "/resources/")
    assert '<meta name="robots" content="noindex, follow">' in html_of(
        client, "/resources/?kind=poster"
    )


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_item_that_is_not_public_is_not_found(client, status):
    make_resource(slug="sketch", title_en="Secret title", status=status)

    response = client.get("/resources/sketch/")

    assert response.status_code == 404
    assert "Secret title" not in response.content.decode()


def test_item_without_a_file_says_where_to_get_it(client):
    make_resource(slug="card", languages=["en", "ar"])

    html = html_of(client, "/resources/card/")

    assert 'href="https://www.dhs.gov/blue-campaign"' in html
    assert '<span lang="ar" dir="rtl">العربية</span>' in html
    assert 'class="files"' not in html


def test_item_with_a_file_says_what_it_is(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    item = make_resource(slug="card", code="T-9", languages=())
    edition = make_edition(item, language="es", format="pdf", bytes=2048, pages=3)
    edition.file.save("t-9-es.pdf", ContentFile(b"%PDF-"))

    html = html_of(client, "/resources/card/")

    assert f'href="/r/T-9/es/files/{edition.pk}/"' in html
    assert "2.0\xa0KB" in html
    assert "Español" in html
    assert "https://www.dhs.gov/blue-campaign" not in html


@pytest.mark.parametrize("code", ["", "/es", "/ar"])
def test_item_never_shows_where_we_know_it_from(client, code):
    make_resource(
        slug="card", source_url="https://source.example.org/x", note="Seen on a hidden desk"
    )
    make_resource(title_en="Like it")

    for path in ("/resources/card/", "/resources/?sort=newest", "/search/?q=card"):
        html = html_of(client, f"{code}{path}")
        assert "source.example.org" not in html
        assert "hidden desk" not in html


def test_shipped_items_never_show_where_we_know_them_from(client):
    item = Resource.objects.exclude(note="").exclude(source_url="").first()

    html = html_of(client, f"/resources/{item.slug}/")

    assert item.title_en in html or item.code in html
    assert item.note not in html
    assert item.source_url not in html


def test_superseded_item_leads_to_its_successor(client):
    new = make_resource(slug="new", title_en="The new one")
    make_resource(slug="old", standing="superseded", replaced_by=new)

    html = html_of(client, "/es/resources/old/")

    assert 'href="/es/resources/new/"' in html
    assert "notice--warning" in html


def test_superseded_item_hides_a_successor_that_is_not_public(client):
    new = make_resource(slug="new", title_en="The secret one", status=Status.DRAFT)
    make_resource(slug="old", standing="superseded", replaced_by=new)

    html = html_of(client, "/resources/old/")

    assert "This item was replaced" in html
    assert "The secret one" not in html


def test_item_hides_an_agency_that_is_not_public(client):
    agency = make_profile(title_en="The secret agency", status=Status.DRAFT)
    make_resource(slug="card", component=agency)

    assert "The secret agency" not in html_of(client, "/resources/card/")


def test_item_shows_its_agency_audiences_and_topics_as_links(client):
    agency = make_profile(slug="agency", title_en="The agency")
    make_resource(
        slug="card",
        component=agency,
        audiences=[make_audience(slug="pilots", name_en="Pilots")],
        topics=[make_topic(slug="signs", name_en="Signs")],
        year=2024,
    )

    html = html_of(client, "/resources/card/")

    for link in ("/agency/", "?audience=pilots", "?topic=signs", "?year=2024", "?kind=card"):
        assert f'{link}"' in html


def test_item_shows_public_items_like_it(client, nothing):
    signs = make_topic()
    make_resource(slug="card", kind="card", topics=[signs])
    make_resource(title_en="Nearest", kind="poster", topics=[signs])
    make_resource(title_en="Same kind", kind="card")
    make_resource(title_en="Unlike", kind="video")
    make_resource(title_en="Sketch", kind="card", topics=[signs], status=Status.DRAFT)

    related = client.get("/resources/card/").context["related"]

    assert [str(card.title) for card in related] == ["Nearest", "Same kind"]


@pytest.mark.parametrize("number", [1, 3])
def test_item_costs_the_same_for_one_edition_and_for_three(
    client, nothing, django_assert_num_queries, number
):
    make_resource(slug="card", languages=["en", "es", "fr"][:number])
    for _n in range(number):
        make_resource()
    client.get("/resources/card/")

    with django_assert_num_queries(13):
        client.get("/resources/card/")


def test_item_shows_its_text_as_markdown(client):
    make_resource(slug="card", body_en="### Signs\n\nCall {{national:voice}}. <b>no</b>")

    html = html_of(client, "/resources/card/")

    assert '<h3 id="text-1">Signs</h3>' in html
    assert 'Call <a class="number" href="tel:+18883737888">' in html

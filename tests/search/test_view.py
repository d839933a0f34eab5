import pytest

from tests.makers import make_page

pytestmark = pytest.mark.django_db


def test_search_lists_results_in_the_language_of_the_page(client):
    make_page(slug="zebra", title_en="Zebra", title_es="Cebra")
    make_page(slug="english", title_en="Cebra in English")

    response = client.get("/es/search/?q=cebra")

    found = [(r.title, r.title.language, r.url) for r in response.context["results"]]
    assert found == [
        ("Cebra", "es", "/es/zebra/"),
        ("Cebra in English", "en", "/es/english/"),
    ]


def test_search_without_a_word_has_no_results(client):
    response = client.get("/search/")

    assert response.status_code == 200
    assert response.context["results"] == []


def test_search_is_kept_by_nobody_and_found_by_no_engine(client):
    response = client.get("/search/?q=visa")

    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex, follow">' in response.content.decode()


def test_search_gives_long_lists_in_pages(client):
    for n in range(21):
        make_page(title_en=f"Zebra {n:02}")

    first, second = client.get("/search/?q=zebra"), client.get("/search/?q=zebra&page=2")

    assert len(first.context["results"]) == 20
    assert [r.title for r in second.context["results"]] == ["Zebra 20"]
    assert 'href="?q=zebra&amp;page=2"' in first.content.decode()


def test_search_prints_what_was_asked_as_text(client):
    html = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("number", [1, 3])
def test_search_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for n in range(number):
        make_page(title_en=f"Zebra {n}")
    client.get("/search/?q=zebra")

    with django_assert_num_queries(5):
        response = client.get("/search/?q=zebra")

    assert len(response.context["results"]) == number


@pytest.mark.parametrize(
    "query",
    [
        "?q=%00",
        "?q=%ff%fe",
        "?q=" + "x" * 5000,
        "?q=a&q=b&q[]=c",
        "?page=x",
        "?q=visa&page=-1",
        "?q=visa&page=99999999999999999999",
        "?q=%25%5F%27%22%5C",
        "?q=%F0%9F%98%80%E2%80%AE",
        "?%",
        "?&&&===",
    ],
)
def test_search_answers_whatever_is_asked(client, query):
    assert client.get(f"/search/{query}").status_code == 200

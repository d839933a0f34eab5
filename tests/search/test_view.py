"""The page of the search, and the suggestions for its script."""

import json

import pytest

from bluecampaign.search import index
from hotlines.choices import HotlineKind
from hotlines.models import Hotline
from tests.makers import make_block, make_page, make_resource

pytestmark = pytest.mark.django_db


def html_of(client, address: str) -> str:
    return client.get(address).content.decode()


def test_search_lists_results_in_the_language_of_the_page(client):
    make_page(slug="zebra", title_en="Zebra", title_es="Cebra")
    make_page(slug="english", title_en="Cebra in English")

    response = client.get("/es/search/?q=cebra")

    found = [(r.title, r.title.language, r.url) for r in response.context["results"]]
    assert found == [
        ("Cebra", "es", "/es/zebra/"),
        ("Cebra in English", "en", "/es/english/"),
    ]


def test_english_results_stand_below_a_notice_and_are_marked(client):
    make_page(title_en="Zebra", title_ar="زرافة")
    make_page(title_en="English zebra", summary_en="A زرافة and more.")

    html = html_of(client, "/ar/search/?q=زرافة").replace("\n", "")

    own, _notice, english = html.rpartition('class="notice notice--info"')
    assert "<mark>زرافة</mark></a>" in own
    assert '<span lang="en" dir="ltr">English zebra</span></a>' in english
    assert '<span lang="en" dir="ltr">A <mark>زرافة</mark> and more.</span>' in english


def test_search_without_a_word_has_no_results(client):
    response = client.get("/search/")

    assert response.status_code == 200
    assert response.context["results"] == []


def test_numbers_of_the_hotline_stand_above_whatever_was_asked(client):
    for query in ("", "?q=visa", "?q=qqqqqq"):
        html = html_of(client, f"/search/{query}")
        _before, _main, after = html.partition("<main")
        box = after.index('class="hotline')
        assert box < (after.index('class="results"') if 'class="results"' in after else len(after))


@pytest.mark.parametrize(("code", "asked"), [("", "help"), ("/es", "ayuda"), ("/ar", "مساعدة")])
def test_who_asks_for_help_finds_no_line_abroad_and_no_press_officer_first(client, code, asked):
    found = client.get(f"{code}/search/", {"q": asked}).context["results"]

    places = [result.url for result in found]
    elsewhere = Hotline.objects.filter(kind__in=[HotlineKind.ABROAD, HotlineKind.CONTACT])
    late = [places.index(url) for url in places if url.partition("#")[2] in slugs(elsewhere)]
    assert late
    assert places.index(f"{code}/get-help/") < min(late)


def slugs(lines) -> set[str]:
    return set(lines.values_list("slug", flat=True))


def test_search_is_kept_by_nobody_and_found_by_no_engine(client):
    response = client.get("/search/?q=visa")

    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex, follow">' in response.content.decode()


def test_words_are_marked_in_the_text_they_stand_in(client):
    page = make_page(title_en="Horse", summary_en="An animal.")
    make_block(page, body_en="It looks like a **zebra** & <b>more</b>.")
    index.update(page)

    html = html_of(client, "/search/?q=zebra")

    assert "It looks like a <mark>zebra</mark> &amp; &lt;b&gt;more&lt;/b&gt;." in html
    assert "An animal." not in html


def test_search_gives_long_lists_in_pages(client):
    for n in range(21):
        make_page(title_en=f"Zebra {n:02}")

    first, second = client.get("/search/?q=zebra"), client.get("/search/?q=zebra&page=2")

    assert len(first.context["results"]) == 20
    assert len(second.context["results"]) == 1
    titles = {str(r.title) for page in (first, second) for r in page.context["results"]}
    assert titles == {f"Zebra {n:02}" for n in range(21)}
    assert 'href="?q=zebra&amp;page=2"' in first.content.decode()


def test_choice_of_a_facet_shows_as_many_as_it_says(client):
    make_page(title_en="Zebra one", title_es="Zebra uno")
    make_page(title_en="Zebra two")
    make_resource(title_en="Zebra three")

    response = client.get("/es/search/?q=zebra")

    options = [option for facet in response.context["facets"] for option in facet.options]
    counts = [option.count for option in options]
    shown = [client.get(f"/es/search/{option.url}").context["answer"].total for option in options]
    assert counts == shown == [3, 2, 1, 3, 1, 2]


def test_facet_that_would_change_nothing_is_left_out(client):
    make_page(title_en="Zebra one")

    assert client.get("/search/?q=zebra").context["facets"] == []


def test_unknown_choices_are_passed_over(client):
    make_page(title_en="Zebra one")

    response = client.get("/search/?q=zebra&kind=okapi&in=xx")

    assert response.context["answer"].total == 1


def test_typing_error_leads_to_a_link(client):
    make_page(title_en="Rhinoceros")

    html = html_of(client, "/search/?q=rhinocerus")

    assert '<a href="?q=rhinoceros">rhinoceros</a>' in html


def test_page_without_results_leads_on(client):
    response = client.get("/search/?q=qqqqqq&kind=page")
    html = response.content.decode()

    assert response.context["results"] == []
    assert 'class="ways-on"' in html
    assert 'href="?q=qqqqqq"' in html


def test_search_prints_what_was_asked_as_text(client):
    html = client.get("/search/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("number", [1, 3])
def test_search_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    for n in range(number):
        make_page(title_en=f"Zebra okapi {n}", summary_en="Quagga.")
    client.get("/search/?q=zebra")
    index.remove(make_page())

    with django_assert_num_queries(8):
        response = client.get("/search/?q=zebra&kind=page")

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
        "?q=visa&kind=%00&in=%27",
        "?%",
        "?&&&===",
    ],
)
def test_search_answers_whatever_is_asked(client, query):
    assert client.get(f"/search/{query}").status_code == 200
    assert client.get(f"/search/suggest/{query}").status_code == 200


def test_suggestions_are_titles_with_their_language(client):
    make_page(slug="uno", title_en="Zebra one", title_es="Zebra uno")
    make_page(slug="two", title_en="Zebra two")

    response = client.get("/search/suggest/?q=zeb&in=es")

    assert json.loads(response.content)["suggestions"] == [
        {"title": "Zebra uno", "kind": "Página", "lang": "es", "dir": "ltr", "url": "/es/uno/"},
        {"title": "Zebra two", "kind": "Página", "lang": "en", "dir": "ltr", "url": "/es/two/"},
    ]
    assert "no-store" in response.headers["Cache-Control"]


def test_suggestions_in_an_unknown_language_are_english(client):
    make_page(title_en="Zebra two")

    answer = client.get("/search/suggest/?q=zeb&in=xx").json()

    assert [each["title"] for each in answer["suggestions"]] == ["Zebra two"]

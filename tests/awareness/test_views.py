import datetime as dt

import pytest
from django.utils import timezone

from awareness.models import Audience, Indicator, Page, Term
from bluecampaign.publishing.models import Status
from tests.makers import (
    make_block,
    make_indicator,
    make_page,
    make_profile,
    make_resource,
    make_term,
)

pytestmark = pytest.mark.django_db


def html_of(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Status.DRAFT},
        {"status": Status.ARCHIVED},
        {"publish_at": timezone.now() + dt.timedelta(days=1)},
        {"unpublish_at": timezone.now() - dt.timedelta(days=1)},
    ],
)
def test_page_that_is_not_public_is_not_found(client, fields):
    make_page(slug="sketch", title_en="Secret title", **fields)

    response = client.get("/sketch/")

    assert response.status_code == 404
    assert "Secret title" not in response.content.decode()


def test_site_without_a_public_home_page_has_none(client):
    Page.objects.filter(path="").update(status=Status.DRAFT)

    assert client.get("/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_block_and_for_three(client, django_assert_num_queries, number):
    page = make_page(slug="counted")
    for _n in range(number):
        make_block(page)
    client.get("/counted/")

    with django_assert_num_queries(6):
        response = client.get("/counted/")

    assert len(response.context["blocks"]) == number


def test_page_shows_its_blocks_in_their_order(client):
    page = make_page(slug="ordered")
    for key, order in (("last", 30), ("first", 10), ("middle", 20)):
        make_block(page, key=key, order=order)
    make_block(make_page(), key="elsewhere")

    blocks = client.get("/ordered/").context["blocks"]

    assert [block.key for block in blocks] == ["first", "middle", "last"]


def test_long_page_opens_with_its_headings(client):
    page = make_page(slug="long")
    for n in range(3):
        make_block(page, key=f"part-{n}")
    short = client.get("/long/").context["contents"]
    make_block(page, key="part-3", heading_en="")
    still_short = client.get("/long/").context["contents"]
    make_block(page, key="part-4")
    long = client.get("/long/").context["contents"]

    assert (short, still_short) == ([], [])
    assert [place.anchor for place in long] == ["part-0", "part-1", "part-2", "part-4"]


def test_trail_leaves_out_pages_that_are_not_public(client):
    top = make_page(slug="top", title_en="Top")
    hidden = make_page(slug="hidden", parent=top, title_en="Hidden", status=Status.DRAFT)
    make_page(slug="leaf", parent=hidden, title_en="Leaf")

    crumbs = client.get("/top/hidden/leaf/").context["facts"].breadcrumbs

    assert [str(crumb.title) for crumb in crumbs] == ["Home", "Top", "Leaf"]


def test_text_block_shows_markdown_with_live_numbers(client):
    page = make_page(slug="words")
    make_block(page, body_en="Call {{national:voice}}. [Help](/get-help/) <script>x()</script>")

    html = html_of(client, "/es/words/")

    assert 'href="tel:+18883737888"' in html
    assert 'href="/es/get-help/"' in html
    assert "<script>x()" not in html


def test_block_without_a_translation_is_marked_as_english(client):
    page = make_page(slug="half", title_es="Mitad")
    make_block(page, heading_en="In English", body_en="Only English.", heading_es="")

    html = html_of(client, "/es/half/")

    assert '<span lang="en" dir="ltr">In English</span>' in html
    assert '<div lang="en" dir="ltr"><p>Only English.</p>' in html


@pytest.mark.parametrize("kind", ["steps", "accordion", "cards"])
def test_block_of_items_shows_one_for_each_heading(client, kind):
    page = make_page(slug="items")
    make_block(
        page,
        kind=kind,
        body_en="Lead.\n\n### [One](/about/)\n\nFirst.\n\n### [Two](/contact/)\n\nSecond.",
    )

    html = html_of(client, "/items/")

    assert [html.count(word) for word in ("First.", "Second.", "Lead.")] == [1, 1, 1]
    assert "###" not in html
    assert "](" not in html


@pytest.mark.parametrize("kind", ["info", "warning", "emergency", ""])
def test_alert_block_shows_each_kind(client, kind):
    make_block(make_page(slug="alert"), kind="alert", selection=kind, body_en="Careful.")

    assert f"notice--{kind or 'info'}" in html_of(client, "/alert/")


@pytest.mark.parametrize("kind", ["summary", "quote"])
def test_block_of_words_shows_them(client, kind):
    make_block(make_page(slug="words"), kind=kind, body_en="Some **words**.")

    assert "<strong>words</strong>" in html_of(client, "/words/")


def test_action_block_leads_on_in_the_language_of_the_page(client):
    make_block(make_page(slug="act"), kind="action", link_url="/contact/", link_text_en="Write")

    assert 'href="/es/contact/"' in html_of(client, "/es/act/")


def test_hotlines_block_shows_those_of_its_selection(client):
    make_block(make_page(slug="lines"), kind="hotlines", selection="hsi nobody 988")

    html = html_of(client, "/lines/")

    main = html.partition("<main")[2]
    assert main.count('href="tel:+18663472423"') == 1
    assert main.count('href="tel:988"') == 1
    assert 'href="tel:+18008435678"' not in main


def test_indicators_block_shows_its_groups_with_the_caution(client):
    Indicator.objects.all().delete()
    make_indicator(text_en="Sign at work", group="work")
    make_indicator(text_en="Sign online", group="online")
    make_block(make_page(slug="signs"), kind="indicators", selection="work unknown")

    html = html_of(client, "/signs/")

    assert "Sign at work" in html
    assert "Sign online" not in html
    assert "Signs at work" in html


def test_children_block_shows_public_pages_below(client):
    page = make_page(slug="above")
    make_block(page, kind="children")
    make_page(slug="shown", parent=page, title_en="Shown child")
    make_page(slug="sketch", parent=page, title_en="Sketch child", status=Status.DRAFT)

    html = html_of(client, "/above/")

    assert 'href="/above/shown/"' in html
    assert "Sketch child" not in html


def test_terms_block_shows_the_glossary(client):
    Term.objects.all().delete()
    make_term(key="visa", term_en="Visa <x>", definition_en="A *paper*.")
    make_block(make_page(slug="words"), kind="terms")

    html = html_of(client, "/words/")

    assert "Visa &lt;x&gt;" in html
    assert "<em>paper</em>" in html


def test_observances_block_shows_every_day(client):
    make_block(make_page(slug="days"), kind="observances")

    assert html_of(client, "/days/").count('<li class="day">') == 3


def test_resources_block_shows_its_selection(client):
    audience = Audience.objects.get(slug="aviation")
    make_resource(title_en="For pilots", kind="poster", audiences=[audience], year=2050)
    make_resource(title_en="For others", kind="poster", year=2050)
    make_block(make_page(slug="items"), kind="resources", selection="kind:poster audience:aviation")

    html = html_of(client, "/items/")

    assert "For pilots" in html
    assert "For others" not in html
    assert 'href="/resources/?kind=poster&amp;audience=aviation"' in html


@pytest.mark.parametrize("selection", ["year:soon", "year:99999999999999999999", "a:b c", ":"])
def test_resources_block_with_a_strange_selection_still_answers(client, selection):
    make_block(make_page(slug="items"), kind="resources", selection=selection)

    assert client.get("/items/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_resources_blocks_of_a_page_are_answered_together(
    client, django_assert_num_queries, number
):
    page = make_page(slug="items")
    for kind in ("poster", "card", "video")[:number]:
        make_block(page, kind="resources", selection=f"kind:{kind}")
    client.get("/items/")

    with django_assert_num_queries(10):
        client.get("/items/")


def test_profile_shows_what_it_is(client):
    make_profile(slug="agency", acronym="AGY", official_url="https://agy.example.gov/")

    html = html_of(client, "/agency/")

    assert 'href="https://agy.example.gov/"' in html
    assert html_of(client, "/es/agency/").count('href="https://agy.example.gov/"') == 1

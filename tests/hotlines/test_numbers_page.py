"""The page of numbers: every number, who answers it, and nothing that can fail."""

import lxml.html
import pytest

from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from hotlines.directory import Directory
from hotlines.keeping.lines import listed
from hotlines.models import Hotline
from tests.broken import without_tables
from tests.hotlines.cards import TELLING, card_url, tree_of
from tests.makers import make_channel, make_hotline

pytestmark = pytest.mark.django_db
DIALLED = {
    *("tel:911", "tel:+18883737888", "sms:233733?body=HELP", "tel:711", "tel:+18663472423"),
    *("tel:+18028726199", "tel:+18008435678", "tel:988", "sms:988", "tel:+18007997233"),
    *("tel:+18006564673", "tel:+448000121700"),
}


@pytest.fixture
def broken_table():
    """The table of the hotlines is away, as after a failed restore."""
    with without_tables("hotlines_hotline"):
        yield


@pytest.mark.parametrize("code", CODES)
def test_page_of_numbers_holds_every_number(client, code: str):
    tree = tree_of(client, localize("/numbers/", code))

    found = {str(h) for h in tree.xpath("//main//a/@href") if h.startswith(("tel:", "sms:"))}
    shown = {a.get("href"): a.text_content() for a in tree.xpath("//main//li//a")}

    assert found == DIALLED
    assert shown["tel:+18883737888"] == "1-888-373-7888"
    assert shown["tel:+448000121700"] == "08000 121 700"
    assert len(tree.xpath("//main//li//h2")) == 8
    assert "202-282-8010" not in tree.text_content()


@pytest.mark.parametrize("code", CODES)
def test_page_of_numbers_says_who_answers_each_line(client, code: str):
    tree = tree_of(client, localize("/numbers/", code))

    for line in Hotline.objects.exclude(kind="contact"):
        [place] = [
            li
            for li in tree.xpath("//main//li")
            if li.find("h2").text_content() == getattr(line, f"name_{code.replace('-', '_')}")
        ]
        assert getattr(line, f"who_answers_{code.replace('-', '_')}") in place.text_content()


def test_page_of_numbers_says_in_which_languages_somebody_answers(client):
    tree = tree_of(client, "/numbers/")
    [national] = [li for li in tree.xpath("//main//li") if "1-888-373-7888" in li.text_content()]

    voice, text, *_others = [" ".join(p.text_content().split()) for p in national.xpath("p")][1:]

    assert "English, Español, and more than 200 languages through interpreters" in voice
    assert "English, Español" in text
    assert "200" not in text


def test_page_of_numbers_is_text_with_a_way_out(client):
    answer = client.get("/numbers/")
    tree = lxml.html.document_fromstring(answer.content.decode())

    [way_out] = tree.xpath("//a[@data-exit]")
    assert way_out.get("href") == "https://www.weather.gov/"
    assert way_out.get("rel") == "nofollow noreferrer"
    assert tree.xpath("//script/@src") == ["/static/built/leaving.js"]
    assert tree.xpath("//img | //svg | //form") == []
    assert len(tree.xpath("//link[@rel='stylesheet']")) == 1
    assert TELLING.findall(tree.findtext(".//title").removeprefix("Blue Campaign")) == []


@pytest.mark.parametrize("number", [1, 3])
def test_page_of_numbers_costs_two_queries(client, django_assert_num_queries, number: int):
    for _n in range(number):
        make_channel(make_hotline())

    with django_assert_num_queries(2):
        client.get("/numbers/")


def test_page_of_numbers_never_misses_the_two_that_matter():
    Hotline.objects.filter(slug__in=["national", "emergency", "uk"]).update(status=Status.ARCHIVED)

    slugs = [line.slug for line in listed(Directory("en"))]

    assert slugs == ["emergency", "national", "hsi", "ncmec", "988", "domestic-violence", "rainn"]


def test_numbers_are_there_without_a_database(client, broken_table):
    page = client.get("/es/numbers/").content.decode()
    card = client.get(card_url("national")).content.decode()

    assert page.count("tel:+18883737888") >= 1
    assert "TEL;TYPE=VOICE:+18883737888\r\n" in card


def test_hours_are_said_once_unless_they_differ(client):
    line = make_hotline(slug="sos", name_en="SOS")
    make_channel(line, hours_en="9 to 5")
    make_channel(line, hours_en="9 to 5")
    other = make_hotline(slug="sms", name_en="SMS")
    make_channel(other, hours_en="9 to 5")
    make_channel(other, hours_en="10 to 3")

    texts = {
        li.find("h2").text: li.text_content() for li in tree_of(client, "/numbers/").iter("li")
    }

    assert texts["SOS"].count("9 to 5") == 1
    assert (texts["SMS"].count("9 to 5"), texts["SMS"].count("10 to 3")) == (1, 1)

import json

import lxml.html
import pytest

from bluecampaign.publishing.models import Status
from hotlines.models import Hotline
from tests.makers import make_channel, make_hotline

pytestmark = pytest.mark.django_db


def jsonld(response) -> list[dict]:
    tree = lxml.html.document_fromstring(response.content.decode())
    texts = tree.xpath("//script[@type='application/ld+json']/text()")
    return [entry for text in texts for entry in json.loads(text)]


def test_directory_lists_public_lines_only(client):
    Hotline.objects.all().delete()
    shown = make_hotline(name_en="Shown")
    make_hotline(name_en="Sketch", status=Status.DRAFT)

    response = client.get("/hotlines/")

    assert [card.anchor for card in response.context["cards"]] == [shown.slug]
    assert "Sketch" not in response.content.decode()


def test_directory_is_translated(client):
    response = client.get("/ar/hotlines/")

    assert response.context["cards"][0].name == "الطوارئ"
    assert "Emergency" not in [str(card.name) for card in response.context["cards"]]


def test_directory_narrowed_to_nothing_says_what_to_do(client):
    response = client.get("/hotlines/?need=danger&police=no")

    assert response.context["cards"] == []
    assert 'class="hotline' not in response.content.decode()
    assert 'href="/hotlines/"' in response.content.decode()


def test_directory_with_a_choice_is_not_indexed(client):
    assert '<meta name="robots"' not in client.get("/hotlines/").content.decode()
    chosen = client.get("/hotlines/?need=danger").content.decode()
    assert '<meta name="robots" content="noindex">' in chosen


def languages(client, address: str) -> dict[str, str]:
    """The addresses of the language menu of a page."""
    tree = lxml.html.document_fromstring(client.get(address).content.decode())
    return {
        link.get("hreflang"): link.get("href")
        for link in tree.xpath("//*[@data-languages]//a[@hreflang]")
    }


def test_directory_keeps_its_choice_in_another_language(client):
    chosen = "?need=trafficking&way=voice&police=no"

    from_english = languages(client, f"/hotlines/{chosen}")
    from_arabic = languages(client, f"/ar/hotlines/{chosen}")

    assert len(from_english) == 13
    assert from_english == from_arabic
    assert from_english["en"] == f"/hotlines/{chosen}"
    assert from_english["th"] == f"/th/hotlines/{chosen}"


def test_directory_takes_nothing_unknown_into_another_language(client):
    found = languages(client, "/hotlines/?need=danger&need2=x&way=pigeon&q=%22my+boss%22")

    assert found["es"] == "/es/hotlines/?need=danger"


def test_directory_with_a_choice_keeps_its_quiet_title(client):
    title = "<title>Blue Campaign: Phone numbers</title>"

    assert title in client.get("/hotlines/").content.decode()
    assert title in client.get("/hotlines/?need=danger").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_directory_costs_the_same_for_one_and_for_three(client, django_assert_num_queries, number):
    Hotline.objects.all().delete()
    for _n in range(number):
        make_channel(make_hotline())
    client.get("/hotlines/")

    with django_assert_num_queries(3):
        response = client.get("/hotlines/")
    with django_assert_num_queries(3):
        client.get("/ar/hotlines/?need=trafficking&police=no")

    assert len(response.context["cards"]) == number


def test_card_shows_who_answers_and_every_way(client):
    line = make_hotline(slug="sos", name_en="SOS", who_answers_en="Nurses <b>", answered_by="ngo")
    make_channel(line, letters="1-888-DRESS-UP", languages=["en", "ar"], hours_en="9 to 5")

    html = client.get("/hotlines/").content.decode()

    card = lxml.html.fragment_fromstring(
        html[html.index('<article class="hotline" id="sos">') :].split("</article>")[0]
        + "</article>"
    )
    text = " ".join(card.text_content().split())
    assert card.xpath(".//a/@href") == ["tel:+18883737888"]
    assert "Nurses <b>" in text
    assert "Not police. Not immigration." in text
    assert "1-888-DRESS-UP" in text
    assert "English, العربية" in text
    assert "9 to 5" in text


def test_card_with_english_words_marks_them(client):
    make_hotline(slug="sos", name_en="SOS line", name_es="Línea SOS")

    html = client.get("/es/hotlines/").content.decode()

    assert "Línea SOS" in html
    assert '<span lang="en" dir="ltr">The people of line' in html


def test_jsonld_names_each_line_that_one_can_call(client):
    Hotline.objects.all().delete()
    line = make_hotline(name_en="</script>Line", territory="GB")
    make_channel(line, languages=["en", "es"])
    make_channel(line, kind="web", number="", display="", url="https://a.gov/")
    make_channel(make_hotline(kind="contact", name_en="Press"))
    make_channel(make_hotline(kind="emergency", name_en="Emergency"), number="911", display="911")

    points = [entry for entry in jsonld(client.get("/hotlines/")) if "telephone" in entry]

    assert points == [
        {
            "@context": "https://schema.org",
            "@type": "ContactPoint",
            "name": name,
            "contactType": kind,
            "telephone": number,
            "areaServed": territory,
            "availableLanguage": languages,
        }
        for name, kind, number, territory, languages in (
            ("</script>Line", "help", "+18883737888", "GB", ["en", "es"]),
            ("Emergency", "emergency", "911", "US", []),
        )
    ]

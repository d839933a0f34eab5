"""Keeping the numbers: each digit is the directory's, and nothing tells what it is about."""

import json
import re
import tomllib
from pathlib import Path

import lxml.html
import pytest
import vobject
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import translation

from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import CODES
from bluecampaign.translation.paths import localize
from hotlines.directory import Directory
from hotlines.keeping.contacts import NAMES, vcard
from hotlines.keeping.lines import keepable, key_of, listed
from hotlines.models import Channel, Hotline
from hotlines.seed import FILE
from tests.broken import without_tables
from tests.makers import make_channel, make_hotline

pytestmark = pytest.mark.django_db

# The digits of the shipped lines, typed here once more.
CARDS = {
    "national": {"+18883737888", "233733"},
    "hsi": {"+18663472423", "+18028726199"},
    "ncmec": {"+18008435678"},
    "988": {"988"},
    "domestic-violence": {"+18007997233"},
    "rainn": {"+18006564673"},
    "uk": {"+448000121700"},
}
DIALLED = {
    *("tel:911", "tel:+18883737888", "sms:233733?body=HELP", "tel:711", "tel:+18663472423"),
    *("tel:+18028726199", "tel:+18008435678", "tel:988", "sms:988", "tel:+18007997233"),
    *("tel:+18006564673", "tel:+448000121700"),
}
# Whatever would tell an outsider what a card or an address is about.
TELLING = re.compile(
    r"traffick|hotline|help|victim|slave|abus|campaign|crisis|police|dhs|\bice\b|trata|ayuda",
    re.IGNORECASE,
)


def card_url(slug: str, place: int = 0, code: str = "en") -> str:
    return reverse("card", args=[code, key_of(slug), place])


def tree_of(client, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(client.get(path).content.decode())


@pytest.fixture
def broken_table():
    """The table of the hotlines is away, as after a failed restore."""
    with without_tables("hotlines_hotline"):
        yield


# --- Contact cards -----------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_card_holds_a_name_and_the_numbers_of_the_directory_alone(client, code: str):
    with translation.override(code):
        names = [str(name) for name in NAMES]

    for place, (slug, numbers) in enumerate(CARDS.items()):
        card = vobject.readOne(client.get(card_url(slug, place, code)).content.decode())

        assert set(card.contents) == {"version", "n", "fn", "tel"}
        assert card.version.value == "3.0"
        assert card.fn.value == card.n.value.family == names[place]
        assert sorted(tel.value for tel in card.tel_list) == sorted(numbers)


def test_cards_are_those_of_every_line_that_helps():
    with FILE.open("rb") as file:
        kinds = {row["slug"]: row["kind"] for row in tomllib.load(file)["hotlines"]}

    kept = [line.key for line in keepable(Directory("en"))]

    without = {slug for slug, kind in kinds.items() if kind in ("emergency", "contact")}
    assert without == {"emergency", "press"}
    assert kept == [key_of(slug) for slug in kinds if slug not in without]
    assert kept == [key_of(slug) for slug in CARDS]


def test_card_tells_which_number_is_called_and_which_is_written_to(client):
    card = vobject.readOne(client.get(card_url("national")).content.decode())

    assert [(tel.type_param, tel.value) for tel in card.tel_list] == [
        ("VOICE", "+18883737888"),
        ("CELL", "233733"),
    ]


def test_card_has_the_number_of_today(client):
    Channel.objects.filter(hotline__slug="rainn").update(number="+18005550199")

    answer = client.get(card_url("rainn"))

    assert "TEL;TYPE=VOICE:+18005550199\r\n" in answer.content.decode()
    assert "+18006564673" not in answer.content.decode()


def test_card_is_a_neutral_file(client):
    answer = client.get(card_url("national", 2))

    assert answer.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'inline; filename="contact.vcf"'
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.cookies == {}
    assert TELLING.findall(answer.content.decode()) == []


def test_key_of_a_line_stays_the_same_in_another_order():
    before = {line.key for line in keepable(Directory("en"))}

    Hotline.objects.filter(slug="uk").update(order=1)

    assert {line.key for line in keepable(Directory("en"))} == before
    assert key_of("national") == "43644b"


@pytest.mark.parametrize(
    "path",
    [
        *("/numbers/card/en/43644b-8.vcf", "/numbers/card/en/000000-0.vcf"),
        *("/numbers/card/xx/43644b-0.vcf", "/numbers/card/en/43644b-99999999999.vcf"),
        f"/numbers/card/en/{key_of('emergency')}-0.vcf",
        f"/numbers/card/en/{key_of('press')}-0.vcf",
    ],
)
def test_card_that_does_not_exist_is_not_found(client, path: str):
    assert client.get(path).status_code == 404


def test_card_of_a_draft_is_not_found(client):
    make_channel(make_hotline(slug="sketch", status=Status.DRAFT))

    assert client.get(card_url("sketch")).status_code == 404


def test_card_escapes_what_means_something_in_a_card():
    text = vcard("A;B,C\\D", [("VOICE", "911")])

    card = vobject.readOne(text)
    assert card.fn.value == "A;B,C\\D"
    assert card.n.value.family == "A;B,C\\D"
    assert text.endswith("END:VCARD\r\n")


@pytest.mark.parametrize("code", CODES)
def test_lines_of_a_card_stay_within_75_octets(code: str):
    with translation.override(code):
        cards = [vcard(str(name), [("VOICE", "+18883737888")]) for name in NAMES]

    assert max(len(line) for card in cards for line in card.encode().split(b"\r\n")) <= 75


@pytest.mark.parametrize("code", CODES)
def test_names_are_ordinary_and_differ(code: str):
    with translation.override(code):
        names = [str(name) for name in NAMES]

    assert len(set(names)) == len(names) == 8
    assert [name for name in names if TELLING.search(name) or len(name) > 22] == []


# --- The page of numbers -----------------------------------------------------------


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


# --- The page about keeping them ---------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_page_offers_every_card_under_an_address_that_tells_nothing(client, code: str):
    tree = tree_of(client, localize("/numbers/keep/", code))

    links = [str(href) for href in tree.xpath("//a/@href") if "/card/" in href]

    assert links == [card_url(slug, n, code) for slug in CARDS for n in range(len(NAMES))]
    assert [link for link in links if TELLING.search(link)] == []
    assert all(re.fullmatch(r"/numbers/card/[a-z-]+/[0-9a-f]{6}-\d\.vcf", link) for link in links)


def test_page_says_beside_each_line_whether_the_police_answer(client):
    folds = tree_of(client, "/numbers/keep/").xpath("//details[@class='fold']")

    said = {
        fold.find("summary/span").text: fold.xpath(".//p[1]")[0].text_content() for fold in folds
    }

    assert len(said) == 7
    assert said["ICE HSI Tip Line"] == "Law enforcement answers"
    assert said["National Human Trafficking Hotline"] == "Not police. Not immigration."


def test_typed_name_cannot_be_sent(client):
    """Without a name no browser puts the field into a form, and none remembers it."""
    [form] = tree_of(client, "/numbers/keep/").xpath("//form[@data-card]")

    controls = form.xpath(".//input | .//select | .//textarea")
    assert form.get("action") is None
    assert form.get("hidden") is not None
    assert [control.get("name") for control in controls] == [None, None]
    assert {control.get("autocomplete") for control in controls} == {"off"}
    assert form.xpath(".//input/@spellcheck") == ["false"]


def test_script_gets_the_numbers_of_the_directory(client):
    options = tree_of(client, "/numbers/keep/").xpath("//option/@data-numbers")

    given = [{each.partition(":")[2] for each in option.split()} for option in options]

    assert given == list(CARDS.values())


def test_page_without_scripts_says_what_to_do_instead(client):
    tree = tree_of(client, "/numbers/keep/")

    [instead] = tree.xpath("//p[@data-instead]")
    assert instead.get("hidden") is None
    assert "Print the page of numbers" in instead.text_content()
    assert tree.xpath("//div[@data-copy]")[0].get("hidden") is not None


def test_directory_leads_to_keeping(client):
    links = tree_of(client, "/es/hotlines/").xpath("//main//a/@href")

    assert links.count("/es/numbers/keep/") == 1


# --- The copy for when there is no connection --------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_record_of_a_copy_names_pages_of_its_language(client, code: str):
    answer = client.get(f"/numbers/copy/{code}.json")
    record = answer.json()

    assert record["language"] == code
    assert record["first"] == localize("/numbers/", code)
    assert record["pages"] == [
        localize(path, code)
        for path in ("/numbers/", "/get-help/", "/is-this-happening-to-me/", "/staying-safe/")
    ]
    assert record["made"] in record["notice"]
    assert "data-remove" in record["notice"]
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert answer.cookies == {}


def test_record_of_a_copy_in_no_language_of_the_site_is_not_found(client):
    assert client.get("/numbers/copy/xx.json").status_code == 404


def test_service_worker_stands_at_the_root_and_is_asked_for_anew(client):
    answer = client.get("/sw.js")

    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert b"/admin/" in answer.content
    assert (
        client.get("/sw.js", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    )


def test_only_the_page_about_keeping_loads_the_script_that_could_store(client):
    def scripts(path: str) -> list[str]:
        return tree_of(client, path).xpath("//script/@src")

    assert "/static/built/keeping.js" in scripts("/numbers/keep/")
    assert "/static/built/keeping.js" not in scripts("/get-help/") + scripts("/hotlines/")
    others = [Path(finders.find(f"built/{name}")) for name in ("site.js", "leaving.js")]
    assert [file.name for file in others if "serviceWorker" in file.read_text()] == []


@pytest.mark.parametrize("path", ["/sw.js", "/numbers/copy/en.json", "/numbers/", "/numbers/keep/"])
def test_nothing_can_be_sent(client, path: str):
    assert client.post(path, json.dumps({}), content_type="application/json").status_code == 405

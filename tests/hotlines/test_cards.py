"""Contact cards: each digit is the directory's, and no name tells what it is about."""

import tomllib

import pytest
import vobject
from django.utils import translation

from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import CODES
from hotlines.directory import Directory
from hotlines.keeping.contacts import NAMES, vcard
from hotlines.keeping.lines import keepable, key_of
from hotlines.models import Channel, Hotline
from hotlines.seed import FILE
from tests.hotlines.cards import CARDS, TELLING, card_url
from tests.makers import make_channel, make_hotline

pytestmark = pytest.mark.django_db


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

"""The languages of a channel, said before the reader dials."""

import lxml.html
import pytest
from django.utils import translation

from bluecampaign.translation.languages import CODES
from hotlines.models import Channel
from hotlines.spoken import spoken

pytestmark = pytest.mark.django_db

VOICE = Channel(kind="voice", languages=["en", "es"], interpreted_languages=200)
TEXT = Channel(kind="text", languages=["en", "es"])
UNKNOWN = Channel(kind="voice")


@pytest.mark.parametrize(
    ("way", "code", "state"),
    [
        (VOICE, "en", "spoken"),
        (VOICE, "es", "spoken"),
        (VOICE, "ar", "interpreted"),
        (TEXT, "es", "spoken"),
        (TEXT, "ar", "missing"),
        (UNKNOWN, "ar", "unknown"),
        (UNKNOWN, "en", ""),
        (Channel(languages=["zh"]), "zh-hant", "spoken"),
        (Channel(languages=["zh-Hans"]), "zh-hant", "missing"),
        (Channel(languages=["en"], interpreted_languages=3), "ar", "unknown"),
        (Channel(languages=["e"]), "es", "missing"),
    ],
)
def test_spoken_knows_whether_the_reader_is_understood(way, code, state):
    with translation.override(code):
        assert spoken(way).state == state


def test_own_language_stands_first():
    with translation.override("es"):
        assert [each.tag for each in spoken(VOICE).names] == ["es", "en"]
    with translation.override("ar"):
        assert [each.tag for each in spoken(VOICE).names] == ["en", "es"]


@pytest.mark.parametrize("code", CODES)
def test_languages_stand_before_the_number(client, code):
    path = "/hotlines/" if code == "en" else f"/{code}/hotlines/"
    tree = lxml.html.document_fromstring(client.get(path).content.decode())

    for kind in ("way--voice", "way--text", "way--chat"):
        [way] = tree.xpath(f"//*[@id='national']//li[contains(@class, '{kind}')]")
        told = way.xpath(".//p[@class='way__spoken']")[0]
        number = way.xpath(".//a[@class='call']")[0]
        order = [each for each in way.iter() if each in (told, number)]
        assert order == [told, number]
        assert "English" in told.text_content()


def test_reader_of_arabic_is_told_of_interpreters_and_of_none(client):
    tree = lxml.html.document_fromstring(client.get("/ar/hotlines/").content.decode())

    line = "//*[@id='national']//li[contains(@class, 'way--{}')]//p[@class='way__spoken']"
    said = {
        kind: " ".join(tree.xpath(line.format(kind))[0].text_content().split())
        for kind in ("voice", "text", "chat")
    }

    assert said["voice"].startswith("العربية")
    assert "200" in said["voice"]
    assert "العربية" in said["text"]
    assert "200" not in said["text"]
    assert said["text"] == said["chat"]

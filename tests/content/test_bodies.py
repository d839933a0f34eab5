"""The texts of shipped items: whole in both languages, and without a number of their own."""

import re
from collections import Counter

import pytest

from bluecampaign.links.places import place_at
from bluecampaign.pages.markdown import PLACEHOLDER, complaints, links, placeholders
from hotlines.seed import entries
from resources.models import Resource
from resources.seed import BODIES, bodies
from tests.phones import phone_in

TEXTS = bodies()
ALL = [(item, column) for item, texts in TEXTS.items() for column in texts]
UNWANTED = re.compile(r"\b(?:slaves?|chains?|illegals?|aliens?|prostitutes?|rescued?)\b", re.I)
LONGEST_SENTENCE = 30
NUMBER = re.compile(r"\d[\d,.-]*\d|\d")


def outline(body: str) -> tuple:
    """What must be alike in all languages: headings, points, links and numbers."""
    points = re.findall(r"^- ", body, re.MULTILINE)
    headings = re.findall(r"^#+ ", body, re.MULTILINE)
    return headings, len(points), Counter(links(body)), Counter(placeholders(body))


def figures(body: str) -> Counter:
    return Counter(NUMBER.findall(PLACEHOLDER.sub("", body)))


def test_text_is_there_in_english_and_spanish():
    assert {item: sorted(texts) for item, texts in TEXTS.items()} == {
        code: ["body_en", "body_es"] for code in ("BC-011", "BC-043", "BC-074")
    }
    assert len(list(BODIES.iterdir())) == len(ALL)


@pytest.mark.parametrize("item", TEXTS)
def test_spanish_says_as_much_as_the_english(item: str):
    english, spanish = TEXTS[item]["body_en"], TEXTS[item]["body_es"]

    assert outline(english) == outline(spanish)
    assert figures(english) == figures(spanish)
    assert english != spanish


@pytest.mark.parametrize(("item", "column"), ALL)
def test_text_is_shown_as_it_is_written(item: str, column: str):
    body = TEXTS[item][column]

    assert complaints(body) == []
    assert not re.search(r"^#{1,2} |^\||!\[", body, re.MULTILINE)
    assert not phone_in(PLACEHOLDER.sub("", body))
    assert not UNWANTED.search(body)


@pytest.mark.parametrize(("item", "column"), ALL)
def test_number_that_a_text_asks_for_is_known(item: str, column: str):
    known = {f"{entry['slug']}:{key}" for entry in entries() for key, _v in entry["channels"]}

    assert set(placeholders(TEXTS[item][column])) <= known
    assert "national:voice" in placeholders(TEXTS[item][column])


@pytest.mark.django_db
@pytest.mark.parametrize(("item", "column"), ALL)
def test_link_leads_somewhere(item: str, column: str):
    inside = [link for link in links(TEXTS[item][column]) if link.startswith("/")]

    assert [link for link in inside if place_at(link) is None] == []
    assert len(inside) >= 2


@pytest.mark.parametrize("item", TEXTS)
def test_english_sentences_are_short(item: str):
    plain = re.sub(r"\]\([^)]*\)|[\[*#]", "", TEXTS[item]["body_en"])

    sentences = re.split(r"(?<=[.?!:])\s+|\n", plain)

    assert [s for s in sentences if len(s.split()) > LONGEST_SENTENCE] == []


@pytest.mark.django_db
@pytest.mark.parametrize("item", TEXTS)
def test_text_is_in_the_database(item: str):
    stored = Resource.objects.get(code=item)

    assert {column: getattr(stored, column) for column in TEXTS[item]} == TEXTS[item]

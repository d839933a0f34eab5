"""What the name of a file says: the item, the language, the size."""

import pytest

from resources.bulk.names import Named, Reader, edition_for
from resources.models import Edition, FormerCode
from tests.makers import make_resource

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("T-042_es.pdf", Named("T-042", "es")),
        ("t042-es-letter.pdf", Named("T-042", "es", "letter")),
        ("T042ES.PDF", Named("T-042", "es")),
        ("t 042 zh-hans (11x17).pdf", Named("T-042", "zh-Hans", "11x17")),
        ("T-042_zh_TW.pdf", Named("T-042", "zh-Hant")),
        ("T-042_pt_BR_web.jpg", Named("T-042", "pt-BR", "web")),
        ("T-042 Haitian Creole letter.pdf", Named("T-042", "ht", "letter")),
        ("folder/T-042_am.pdf", Named("T-042", "am")),
        ("T-042 final new.pdf", Named("T-042", "", "final new")),
        ("OLD-7_en.pdf", Named("T-042", "en")),
        ("T-0421_en.pdf", Named()),
        ("T-04_en.pdf", Named()),
        ("poster.pdf", Named()),
        (".pdf", Named()),
        ("", Named()),
    ],
)
def test_name_says_code_language_and_size(item, name, expected):
    FormerCode.objects.create(code="OLD-7", resource=item)

    assert Reader().read(name) == expected


def test_longest_code_wins(item):
    make_resource(code="T-042-A")

    assert Reader().read("T-042-A_en.pdf").code == "T-042-A"
    assert Reader().read("T-042_en.pdf").code == "T-042"


def test_language_and_size_choose_the_edition():
    letter = Edition(language="es", print_size="Letter", file="a.pdf")
    wide = Edition(language="es", print_size="11x17", file="b.pdf")
    empty = Edition(language="es")
    alone = Edition(language="ko", print_size="A4", file="c.pdf")
    editions = [letter, wide, empty, alone]

    assert edition_for(editions, Named("X", "es", "letter")) is letter
    assert edition_for(editions, Named("X", "es", "11 x 17")) is wide
    assert edition_for(editions, Named("X", "es")) is empty
    assert edition_for(editions, Named("X", "es", "A5")) is empty
    assert edition_for(editions, Named("X", "ko")) is alone
    assert edition_for(editions, Named("X", "ko", "A5")) is None
    assert edition_for([letter, wide], Named("X", "es")) is None
    assert edition_for(editions, Named("X", "fr")) is None

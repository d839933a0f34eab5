"""How many syllables words have, as they are spoken."""

import pytest

from bluecampaign.wording.syllables import in_english, in_spanish

ENGLISH = {
    1: "a help safe makes trained calls through school friend asked notes eyes yet",
    2: "human labor hotline papers people rescue wanted safety safer being passes really",
    3: "area anyone officer agency trafficking coercion evidence behavior employer",
    4: "emergency security identify authority immigration's",
    5: "organization nationality examination university",
}
SPANISH = {
    1: "y que muy ley fue quien bien",
    2: "día país trata guerra ciudad leer inglés guía aquí también víctor",
    3: "ayuda persona línea números víctimas idiomas familia",
    4: "policía teléfono seguridad emergencia averigüe inmigración",
    5: "autoridades",
}


def wrong(table: dict[int, str], count) -> list[tuple]:
    return [
        (word, count(word), number)
        for number, words in table.items()
        for word in words.split()
        if count(word) != number
    ]


def test_english_words_have_the_syllables_that_are_spoken():
    assert wrong(ENGLISH, in_english) == []


def test_spanish_words_have_the_syllables_that_are_spoken():
    assert wrong(SPANISH, in_spanish) == []


@pytest.mark.parametrize("count", [in_english, in_spanish])
def test_word_without_vowels_has_one_syllable(count):
    assert [count(word) for word in ("DHS", "x", "Mr")] == [1, 1, 1]


def test_capitals_and_possessives_change_nothing():
    assert [in_english(w) for w in ("Victim", "victim's", "victims’")] == [2, 2, 2]

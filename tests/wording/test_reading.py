"""How hard a text is, and what must not spoil the count."""

import pytest

from bluecampaign.wording import rules
from bluecampaign.wording.passages import passages, sentences
from bluecampaign.wording.reading import (
    ENOUGH_SENTENCES,
    MEASURES,
    grade_of,
    perspicuity_of,
    read,
    reading_of,
)

EASY = "You can call the hotline at any time of the day. "
HARD = (
    "Organizations participating in multidisciplinary investigations facilitate the "
    "identification of vulnerable individuals notwithstanding jurisdictional limitations. "
)


def counts(source: str, code: str = "en", *, is_markdown: bool = True) -> list[tuple[int, int]]:
    """The words and the syllables of each sentence that counts."""
    found = read(passages(source, is_markdown), lambda s: rules.without_names(s, code), code)
    return [(sentence.words, sentence.syllables) for sentence in found]


def reading(source: str, code: str = "en"):
    return reading_of(
        read(passages(source, True), lambda s: rules.without_names(s, code), code), code
    )


def test_formulas_are_those_of_their_authors():
    assert round(grade_of(12, 1.5), 2) == 6.79
    assert round(perspicuity_of(15, 1.9), 3) == 73.465


def test_plain_text_is_plain_and_a_hard_one_is_hard():
    easy, hard = reading(EASY * 20), reading(HARD * 20)

    assert not MEASURES["en"].is_hard(easy.figure)
    assert easy.figure < 4 < 18 < hard.figure
    assert MEASURES["en"].is_hard(hard.figure)


def test_spanish_is_hard_where_its_figure_is_low():
    plain = reading("Usted puede llamar a la línea a toda hora. " * 20, "es")
    heavy = reading(
        "Las organizaciones gubernamentales correspondientes proporcionarán "
        "oportunamente las certificaciones administrativas reglamentarias. " * 20,
        "es",
    )

    assert heavy.figure < 40 < 80 < plain.figure
    assert [MEASURES["es"].is_hard(each.figure) for each in (plain, heavy)] == [False, True]


def test_grade_is_claimed_of_enough_sentences_only():
    few, enough = HARD * (ENOUGH_SENTENCES - 1), HARD * ENOUGH_SENTENCES

    assert reading(few) is None
    assert reading(enough).sentences == ENOUGH_SENTENCES
    assert reading("You can call us. " * ENOUGH_SENTENCES) is None  # too few words


def test_longest_sentences_and_hardest_words_are_named():
    found = reading(EASY * 20 + HARD)

    assert found.longest[0].text == HARD.strip()
    assert {"multidisciplinary", "notwithstanding"} & set(found.hardest)
    assert not {"hotline", "call"} & set(found.hardest)


@pytest.mark.parametrize(
    "spoiled",
    [
        "### A heading of many considerable words\n\nYou can call at any time.",
        "You can call [at any time](/a/very/long/address/of/responsibilities/).",
        "You can `internationalization` call at any time.",
        "You can call {{national:voice}} at any time.",
        "- You can call at any time.\n- Or text",
        "3. You can call at any time.",
        "**You** can *call* at any time.",
    ],
    ids=["heading", "address", "code", "placeholder", "short point", "marker", "emphasis"],
)
def test_what_nobody_reads_is_not_counted(spoiled):
    assert counts(spoiled) == counts("You can call at any time.")


def test_name_and_figure_are_one_word_each():
    named = counts("Call U.S. Immigration and Customs Enforcement or wait 1,250 days.")

    assert named == counts("Call hotline or wait hotline days.")


def test_full_stop_of_a_short_form_ends_no_sentence():
    text = "The U.S. law is P.L. 115-125. Is it 8 a.m. now? Dr. Lee calls."

    assert sentences(text) == (
        "The U.S. law is P.L. 115-125.",
        "Is it 8 a.m. now?",
        "Dr. Lee calls.",
    )
    assert sentences("Is it so? No. It is not. See No. 4.") == (
        "Is it so?",
        "No.",
        "It is not.",
        "See No. 4.",
    )
    assert sentences("Vive en EE. UU. desde hoy. ¿Llama?") == (
        "Vive en EE. UU. desde hoy.",
        "¿Llama?",
    )


def test_text_that_is_no_markdown_is_taken_line_by_line():
    assert [p.text for p in passages("One * two.\n\nThree_", False)] == ["One * two.", "Three_"]

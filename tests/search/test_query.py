"""What is found: by its words, in a language, at a moment."""

import datetime as dt

import pytest
from django.utils import timezone

from bluecampaign.search import index
from bluecampaign.search.kinds import Kind
from bluecampaign.search.query import Query
from tests.makers import make_block, make_page, make_profile, make_resource
from tests.search.answers import found

pytestmark = pytest.mark.django_db


# --- Words --------------------------------------------------------------------------


def test_query_finds_what_holds_every_word():
    make_page(title_en="Zebra crossing", summary_en="Of quaggas.")
    make_page(title_en="Quagga", summary_en="No stripes.")

    assert found("zebra quaggas") == ["Zebra crossing"]
    assert found("quagga") == ["Quagga", "Zebra crossing"]
    assert found("zebra okapi") == []


def test_query_of_nothing_finds_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert found("") == []
        assert found("%_!") == []


@pytest.mark.parametrize(
    ("code", "written", "asked"),
    [
        ("es", "Cebrá rayáda", ["CEBRA rayada", "cebrá", "Cebrá Rayáda"]),
        ("es", "El ñandú", ["nandu", "ñandú", "ÑANDU"]),
        ("vi", "Ngựa vằn ở Đồng Nai", ["ngua van", "dong nai", "Đồng Nai", "NGỰA"]),
        ("zh-hans", "斑马的电话号码", ["斑马", "斑馬", "電話", "号码", "號碼", "电话号码", "马"]),
        ("zh-hant", "斑馬的電話號碼", ["斑马", "斑馬", "电话", "號碼", "号码", "電話號碼", "馬"]),
        ("th", "ม้าลายวิ่งเร็วมาก", ["ม้าลาย", "วิ่ง", "เร็ว", "ม้า", "เร็วมาก"]),
        ("ko", "얼룩말을 도와주는 사람들", ["얼룩말", "얼룩말이", "얼룩말은", "사람", "얼룩"]),
        ("ar", "إِنقاذُ الحمارِ الوحشيّ في مستشفى", ["انقاذ", "أنقاذ", "الحمار", "مستشفي", "مستشفى"]),
        ("ru", "Зелёный ёж", ["зеленый еж", "ЁЖ", "зелёный"]),
        ("fr", "L’hippopotame et l’œuvre d’été", ["hippopotame", "l'hippopotame", "d'ete", "été"]),
        ("ht", "M’ap chèche zèb", ["m'ap", "ap cheche", "cheche", "zeb"]),
        ("pt-br", "Canção da avó", ["cancao", "avo", "canção"]),
        ("en", "Co-operate with quokkas", ["cooperate", "co-operate", "quokk", "quokkas"]),
    ],
)
def test_query_finds_words_in_each_way_of_writing_them(code, written, asked):
    column = f"title_{code.replace('-', '_')}"
    make_page(**({"title_en": "Horse"} | {column: written}))
    make_page(title_en="Something else", **({} if code == "en" else {column: "Anything"}))

    shown = {text: found(text, code) for text in asked}

    assert [text for text, titles in shown.items() if written not in titles] == []
    others = {"Anything", "Something else"}
    assert [text for text, titles in shown.items() if others & {*titles}] == []


@pytest.mark.parametrize("asked", ["ZEB-077", "zeb 077", "ZEB077", "zeb-077", "zeb‑077"])
def test_query_finds_a_code_however_it_is_written(asked):
    make_resource(code="ZEB-077", title_en="The item")
    make_resource(code="ZEB-078", title_en="Another item")

    assert found(asked) == ["The item"]


def test_query_finds_a_profile_by_its_acronym():
    make_profile(acronym="ZEBRA", title_en="An agency")

    assert found("zebra") == ["An agency"]


def test_query_finds_phrases_in_quotes():
    make_page(title_en="Zebra crossing")
    make_page(title_en="Crossing a zebra")

    assert found('"zebra crossing"') == ["Zebra crossing"]
    assert sorted(found("zebra crossing")) == ["Crossing a zebra", "Zebra crossing"]
    assert found("“zebra cross”") == []


def test_phrase_ends_where_a_field_ends():
    make_page(title_en="Grevy zebra", summary_en="Crossing.")

    assert found('"zebra crossing"') == []


def test_last_word_may_be_unfinished_and_others_with_a_star():
    make_page(title_en="Zebras quaggas")

    assert found("zebra") == found("quag") == found("zeb* quaggas") == ["Zebras quaggas"]
    assert found("zebra quaggas") == found("ze quagga") == []


def test_words_without_spaces_are_found_apart_when_not_together():
    make_page(title_en="Nothing", title_zh_hans="斑马帮助大象的热线")

    assert found("斑马热线", "zh-hans") == ["斑马帮助大象的热线"]


def test_three_words_of_which_one_is_strange_find_the_others():
    make_page(title_en="Zebra crossing")

    strange = Query("zebra crossing qqqqq", "en").answer()

    assert [d.title for d in strange[:5]] == ["Zebra crossing"]
    assert (strange.partly, Query("zebra crossing", "en").answer().partly) == (True, False)
    assert found("zebra qqqqq") == []


def test_query_finds_the_words_of_blocks():
    page = make_page(title_en="An animal")
    make_block(page, body_en="It looks like a zebra.")
    index.update(page)

    assert found("zebra") == ["An animal"]


# --- Languages ----------------------------------------------------------------------


def test_query_reads_a_language_and_then_english_where_it_has_nothing():
    make_page(title_en="Zebra only", summary_en="English.")
    make_page(title_en="Zebra both", title_es="Zebra dos")
    make_page(title_en="Horse", title_es="Una zebra sola")

    answer = Query("zebra", "es").answer()

    assert [d.title for d in answer[:9]] == ["Zebra dos", "Una zebra sola", "Zebra only"]
    assert (answer.total, answer.own) == (3, 2)
    assert sorted(found("zebra", "en")) == ["Zebra both", "Zebra only"]
    assert sorted(found("zebra", "fr")) == ["Zebra both", "Zebra only"]


def test_words_of_other_languages_are_not_found():
    make_page(title_en="Zebra", title_es="Cebra", title_fr="Zèbre")

    assert found("zèbre", "es") == found("cebra", "en") == []


# --- Time ---------------------------------------------------------------------------


def test_query_finds_only_what_is_live_now():
    now, hour = timezone.now(), dt.timedelta(hours=1)
    make_page(title_en="Zebra begun", publish_at=now - hour, unpublish_at=now + hour)
    make_page(title_en="Zebra scheduled", publish_at=now - hour, status="scheduled")
    make_page(title_en="Zebra later", publish_at=now + hour)
    make_page(title_en="Zebra over", unpublish_at=now - hour)

    answer = Query("zebra", "en").answer()

    assert sorted(d.title for d in answer[:9]) == ["Zebra begun", "Zebra scheduled"]
    assert answer.total == answer.kinds[Kind.PAGE] == 2


def test_moment_comes_without_any_job(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    minute = dt.timedelta(minutes=1)
    make_page(title_en="Zebra", publish_at=now + minute, unpublish_at=now + 2 * minute)

    seen = []
    for _turn in range(4):
        seen.append(found("zebra"))
        time_machine.shift(minute)

    assert seen == [[], ["Zebra"], [], []]

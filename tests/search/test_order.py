"""In which order things are found."""

import pytest

from bluecampaign.search import index
from bluecampaign.search.kinds import Kind
from bluecampaign.search.query import Query
from tests.makers import make_block, make_hotline, make_page, make_resource
from tests.search.answers import found

pytestmark = pytest.mark.django_db


def test_query_lists_titles_before_summaries_before_texts():
    make_page(title_en="A zebra of zebras", summary_en="Third?")
    make_page(title_en="Horse", summary_en="Zebra.")
    make_page(title_en="Zebra", summary_en="Whole.")
    text = make_page(title_en="Text")
    make_block(text, body_en="One zebra.")
    often = make_page(title_en="Often")
    make_block(often, body_en="Zebra, zebra and zebra.")
    longer = make_page(title_en="Zebrafish")
    for page in (text, often, longer):
        index.update(page)

    assert found("zebra") == ["Zebra", "A zebra of zebras", "Zebrafish", "Horse", "Often", "Text"]


def test_query_lists_hotlines_before_pages_before_material():
    make_resource(title_en="Zebra one")
    make_page(title_en="Zebra three")
    make_hotline(name_en="Zebra two")

    assert found("zebra") == ["Zebra two", "Zebra three", "Zebra one"]


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("en", "zebra call"),
        ("en", "help me zebra"),
        ("es", "ayuda zebra"),
        ("zh-hans", "zebra 救命"),
        ("ko", "zebra 도와주세요"),
        ("ar", "zebra النجدة"),
        ("th", "zebra ช่วยด้วย"),
    ],
)
def test_words_of_need_lift_help_above_material(code, asked):
    ending = code.replace("-", "_")
    make_resource(**({"title_en": "Material"} | {f"title_{ending}": asked}))
    line = {"name_en": "Line", f"name_{ending}": "Line", f"who_answers_{ending}": asked}
    make_hotline(**line)

    kinds = [document.kind for document in Query(asked, code).answer()[:10]]

    assert kinds == [Kind.HOTLINE, Kind.RESOURCE]


def test_titles_of_material_stand_first_where_nobody_asks_for_help():
    make_resource(title_en="Zebra okapi")
    make_hotline(name_en="Line", who_answers_en="Zebra okapi")

    assert found("zebra okapi") == ["Zebra okapi", "Line"]


def test_order_is_the_same_across_pages():
    for number in range(45):
        make_page(
            title_en=f"Zebra {number}", title_es=f"Cebra zebra {number}" if number % 2 else ""
        )
    answer = Query("zebra", "es").answer()

    by_pages = [d.number for start in range(0, 60, 7) for d in answer[start : start + 7]]

    assert by_pages == [d.number for d in answer[:60]]
    assert len(set(by_pages)) == len(by_pages) == len(answer) == 45

"""Signs stand with the caution, on every page and in every item."""

import pytest

from awareness.choices import BlockKind
from bluecampaign.wording.findings import findings_of
from bluecampaign.wording.kinds import Kind
from tests.makers import make_block, make_page, make_resource, make_term

pytestmark = pytest.mark.django_db
SIGNS = (
    "A person may:\n\n- be cut off from family\n- seem fearful or timid\n"
    "- have bruises\n- not be free to leave"
)
SPANISH = (
    "Una persona puede:\n\n- estar aislada de su familia\n- parecer temerosa\n"
    "- tener moretones\n- no pueden salir"
)
SAID = "No sign alone is proof. Do not confront anyone."


def cautions(obj) -> list[tuple[str, str]]:
    return [(f.field, f.language) for f in findings_of(obj, kinds=[Kind.CAUTION])]


def page_with(body: str, **fields):
    page = make_page()
    make_block(page, body_en=body, **fields)
    return page


def test_signs_without_the_caution_are_told():
    page = page_with(SIGNS, body_es=SPANISH)

    found = findings_of(page, kinds=[Kind.CAUTION])

    assert cautions(page) == [("body", "en"), ("body", "es")]
    assert found[0].words == "cut off from family, bruises, fearful, not be free to leave"
    assert found[0].part == ("blocks", page.blocks.get().pk)


def test_block_of_indicators_brings_the_caution_along():
    page = page_with(SIGNS)
    make_block(page, kind=BlockKind.INDICATORS, body_en="")

    assert cautions(page) == []


def test_text_may_say_the_caution_itself():
    assert cautions(page_with(f"{SIGNS}\n\n{SAID}")) == []


def test_half_a_caution_is_none():
    assert cautions(page_with(f"{SIGNS}\n\nNo sign alone is proof.")) == [("body", "en")]


def test_two_signs_are_no_list():
    assert cautions(page_with("They seem fearful and have bruises.")) == []


def test_page_that_speaks_to_the_person_needs_other_words():
    body = "- You are cut off from family\n- You have bruises\n- Your boss says you cannot leave"

    assert cautions(page_with(body)) == []


def test_item_of_the_catalogue_has_to_say_it():
    assert cautions(make_resource(body_en=SIGNS)) == [("body", "en")]
    assert cautions(make_resource(body_en=f"{SIGNS}\n\n{SAID}")) == []


def test_what_lists_no_signs_is_not_asked():
    assert cautions(make_term(definition_en=SIGNS)) == []

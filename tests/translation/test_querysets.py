import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import translation

from awareness.models import Block, ComponentProfile, Page
from bluecampaign.translation.languages import CODES
from bluecampaign.translation.models import State, TranslationState
from bluecampaign.translation.querysets import ROW, columns, translated_fields, weight_of
from bluecampaign.translation.text import text_of
from tests.makers import make_block, make_page, make_profile

pytestmark = pytest.mark.django_db


def loaded(obj, base: str) -> list[str]:
    """The languages of a field that are in memory."""
    endings = {code.replace("-", "_"): code for code in CODES}
    present = set(endings) - {name.removeprefix(f"{base}_") for name in obj.get_deferred_fields()}
    return sorted(endings[ending] for ending in present)


@pytest.mark.parametrize("code", ["es", "zh-hant", "pt-br"])
def test_in_language_loads_that_language_and_english_only(code):
    page = make_page()

    found = Page.objects.in_language(code).get(pk=page.pk)

    assert loaded(found, "title") == sorted(["en", code])
    assert loaded(found, "summary") == sorted(["en", code])
    assert "title" in found.get_deferred_fields()
    assert "status" not in found.get_deferred_fields()


def test_in_language_english_loads_english_only():
    found = Page.objects.in_language("en").get(pk=make_page().pk)

    assert loaded(found, "title") == ["en"]


def test_in_language_needs_no_further_query_for_its_texts(django_assert_num_queries):
    make_page(slug="one", title_es="Uno")

    with django_assert_num_queries(1), translation.override("es"):
        page = Page.objects.in_language("es").get(path="one")
        texts = [text_of(page, name) for name in ("title", "nav_title", "summary")]

    assert texts[0] == "Uno"


def test_in_language_loads_relations_in_the_same_manner(django_assert_num_queries):
    block = make_block(make_page())

    with django_assert_num_queries(1):
        found = Block.objects.in_language("es", "page").get(pk=block.pk)
        title = found.page.title_en

    assert title == block.page.title_en
    assert loaded(found.page, "title") == ["en", "es"]


def test_in_language_loads_a_profile_with_its_page(django_assert_num_queries):
    profile = make_profile(acronym="NEW", title_fr="Nouveau")

    with django_assert_num_queries(1):
        found = ComponentProfile.objects.in_language("fr").get(acronym="NEW")
        texts = (found.title_fr, found.path, found.official_url)

    assert texts == ("Nouveau", profile.path, profile.official_url)
    assert loaded(found, "title") == ["en", "fr"]


def test_in_all_languages_has_every_text_at_hand(django_assert_num_queries):
    make_profile(acronym="NEW", title_es="Nuevo", title_fr="Nouveau")

    with django_assert_num_queries(1):
        found = ComponentProfile.objects.in_all_languages("parent").get(acronym="NEW")
        texts = [text_of(found, "title", code) for code in ("es", "fr", "ar")]

    assert texts == ["Nuevo", "Nouveau", found.title_en]
    assert found.get_deferred_fields() <= {"title", "nav_title", "summary"}


def test_outdated_translation_gives_way_in_its_language_alone(settings):
    settings.TRANSLATION_OUTDATED = {"es": "english", "ar": "english", "*": "show"}
    page = make_page(title_es="Señales", title_fr="Signes", title_ar="علامات")
    for code in ("es", "fr"):
        states = TranslationState.objects.of(page)
        states.update_or_create(
            language=code,
            content_type=ContentType.objects.get_for_model(Page),
            object_id=page.pk,
            defaults={"state": State.OUTDATED},
        )

    found = Page.objects.in_all_languages().get(pk=page.pk)

    texts = [text_of(found, "title", code) for code in ("es", "fr", "ar")]
    assert texts == [page.title_en, "Signes", "علامات"]


def test_object_weighs_what_was_loaded_with_it():
    page = make_page()
    alone = weight_of(Page.objects.in_all_languages().get(pk=page.pk))
    for number in range(3):
        make_block(page, body_en="x" * 1000, key=f"b-{number}")

    found = Page.objects.in_all_languages().with_blocks().get(pk=page.pk)

    assert weight_of(found) >= alone + 3 * (ROW + 1000)


def test_columns_hold_what_is_not_translated():
    found = columns(Page, "es")

    assert {"id", "path", "title_en", "title_es"} <= set(found)
    assert not {"title", "title_fr", "summary_ar"} & set(found)


def test_translated_fields_stand_in_the_order_of_the_model():
    """Digests are made in this order: every process must find the same one."""
    assert translated_fields(Page) == ["title", "nav_title", "summary"]
    assert translated_fields(ComponentProfile) == ["title", "nav_title", "summary"]
    assert translated_fields(Block) == ["heading", "body", "link_text"]

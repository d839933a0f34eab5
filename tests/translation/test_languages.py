import pytest
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils import translation

from bluecampaign.translation import languages
from bluecampaign.translation.languages import (
    ALIASES,
    BY_CODE,
    CODES,
    LANGUAGES,
    TRANSLATION_CODES,
    get_language,
    suffix,
)


def test_languages_stand_in_the_order_of_the_menu():
    assert CODES == (
        "en",
        "es",
        "zh-hans",
        "zh-hant",
        "ar",
        "fr",
        "ht",
        "ko",
        "pt-br",
        "ru",
        "th",
        "tl",
        "vi",
    )
    assert CODES[1:] == TRANSLATION_CODES


def test_languages_have_the_tags_of_their_scripts_and_regions():
    unlike = {item.code: item.tag for item in LANGUAGES if item.code != item.tag}

    assert unlike == {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "pt-br": "pt-BR"}


def test_only_arabic_is_written_from_right_to_left():
    assert [item.code for item in LANGUAGES if item.dir == "rtl"] == ["ar"]
    assert {item.dir for item in LANGUAGES} == {"ltr", "rtl"}


def test_only_english_is_the_source():
    assert [item.code for item in LANGUAGES if item.is_source] == ["en"]


@pytest.mark.parametrize(
    ("code", "expected"), [("en", "en"), ("zh-hans", "zh_hans"), ("pt-br", "pt_br")]
)
def test_suffix_is_that_of_the_columns(code, expected):
    assert suffix(code) == expected
    assert BY_CODE[code].suffix == expected


def test_get_language_raises_for_what_is_no_page_language():
    assert get_language("tl").name == "Tagalog"
    with pytest.raises(KeyError):
        get_language("de")


def test_alias_leads_to_a_language_and_is_none_itself():
    assert set(ALIASES.values()) <= set(CODES)
    assert not set(ALIASES) & set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_django_knows_each_language(code):
    languages.register_missing_languages()

    with translation.override(code):
        active = translation.get_language()
        bidi = translation.get_language_bidi()

    assert code in LANG_INFO
    assert active == code
    assert bidi == (BY_CODE[code].dir == "rtl")


def test_settings_offer_the_languages_of_the_table():
    assert [code for code, _name in settings.LANGUAGES] == list(CODES)
    assert tuple(settings.MODELTRANSLATION_LANGUAGES) == CODES

import pytest

from bluecampaign.pages.languages import LanguageName, is_language_tag, name_of


@pytest.mark.parametrize(
    "tag", ["en", "es", "zh-Hans", "pt-BR", "es-419", "fil", "und", "zxx", "sl-rozaj"]
)
def test_is_language_tag_accepts(tag):
    assert is_language_tag(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "english", "EN", "zh-hans", "pt-br", "en_US", "en-", "en ", "en\n", "<b>"]
)
def test_is_language_tag_refuses(tag):
    assert not is_language_tag(tag)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", LanguageName("English", "en")),
        ("zh-Hans", LanguageName("简体中文", "zh-Hans")),
        ("ar", LanguageName("العربية", "ar", "rtl")),
        ("fa", LanguageName("فارسی", "fa", "rtl")),
        ("ja", LanguageName("日本語", "ja")),
        ("und", LanguageName("Language unknown", "")),
        ("zxx", LanguageName("No words", "")),
        ("mam", LanguageName("mam", "")),
    ],
)
def test_name_of_is_the_name_its_readers_use(tag, expected):
    assert name_of(tag) == expected

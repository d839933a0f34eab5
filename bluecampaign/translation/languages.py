"""The languages of the site: one table that every other place reads.

`LANGUAGES` holds the thirteen page languages in the order of the language menu.
Each knows its URL code (also the Django language code), its BCP 47 tag, its name
in its own script, its direction, and how to offer itself to a reader.

Django knows neither Haitian Creole nor Tagalog; `LANG_INFO_EXTRA` is what it needs
to serve them, and `register_missing_languages()` hands it over before any URL is read.
"""

from dataclasses import dataclass

SOURCE = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """A page language. `code` is its URL prefix, `tag` goes into `lang` attributes."""

    code: str
    tag: str
    name: str
    english_name: str
    offer: str
    dir: str = "ltr"

    @property
    def suffix(self) -> str:
        """The ending of this language's columns: `zh_hans` in `title_zh_hans`."""
        return self.code.replace("-", "_")

    @property
    def is_source(self) -> bool:
        return self.code == SOURCE


LANGUAGES: tuple[Language, ...] = (
    Language("en", "en", "English", "English", "View this page in English"),
    Language("es", "es", "Español", "Spanish", "Ver esta página en español"),
    Language("zh-hans", "zh-Hans", "简体中文", "Simplified Chinese", "查看本页的简体中文版"),
    Language("zh-hant", "zh-Hant", "繁體中文", "Traditional Chinese", "檢視本頁的繁體中文版"),
    Language("ar", "ar", "العربية", "Arabic", "عرض هذه الصفحة بالعربية", "rtl"),
    Language("fr", "fr", "Français", "French", "Voir cette page en français"),
    Language("ht", "ht", "Kreyòl ayisyen", "Haitian Creole", "Wè paj sa a an kreyòl"),
    Language("ko", "ko", "한국어", "Korean", "이 페이지를 한국어로 보기"),
    Language(
        "pt-br",
        "pt-BR",
        "Português (Brasil)",
        "Brazilian Portuguese",
        "Ver esta página em português",
    ),
    Language("ru", "ru", "Русский", "Russian", "Открыть эту страницу на русском"),
    Language("th", "th", "ไทย", "Thai", "ดูหน้านี้เป็นภาษาไทย"),
    Language("tl", "tl", "Tagalog", "Tagalog", "Tingnan ang pahinang ito sa Tagalog"),
    Language("vi", "vi", "Tiếng Việt", "Vietnamese", "Xem trang này bằng tiếng Việt"),
)

BY_CODE = {language.code: language for language in LANGUAGES}
CODES = tuple(BY_CODE)
TRANSLATION_CODES = tuple(code for code in CODES if code != SOURCE)

# What people type or old links carry, and the address that answers it.
ALIASES = {
    "en-us": "en",
    "es-us": "es",
    "es-mx": "es",
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "zh-sg": "zh-hans",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "pt": "pt-br",
    "fil": "tl",
}

LANG_INFO_EXTRA = {
    "ht": {
        "bidi": False,
        "code": "ht",
        "name": "Haitian Creole",
        "name_local": "Kreyòl ayisyen",
    },
    "tl": {"bidi": False, "code": "tl", "name": "Tagalog", "name_local": "Tagalog"},
}


def register_missing_languages() -> None:
    """Teach Django the languages that its own table does not list."""
    from django.conf import locale

    locale.LANG_INFO.update(LANG_INFO_EXTRA)


def get_language(code: str) -> Language:
    """The language of a code; raises KeyError for a code that is not a page language."""
    return BY_CODE[code]


def suffix(code: str) -> str:
    """The column ending for a language code: `zh-hans` gives `zh_hans`."""
    return code.replace("-", "_")

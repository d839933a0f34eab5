"""Text that knows its language.

A `Text` prints itself plainly where its language is the page's, and wrapped in
`<span lang="en" dir="ltr">` where the page fell back to English, so that a screen
reader changes its voice and a right-to-left page keeps the words in order. Inside an
attribute or `<title>` use the `plain` filter.
"""

from functools import cache

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language as active_language

from .languages import BY_CODE, SOURCE, suffix
from .outdated import reads_english


class Text(str):
    """A string with the code of its language in `language`."""

    language: str

    def __new__(cls, value: str, language: str = SOURCE) -> "Text":
        text = super().__new__(cls, value)
        text.language = language
        return text

    @property
    def plain(self) -> str:
        return str.__str__(self)

    @property
    def is_fallback(self) -> bool:
        return bool(self) and self.language != (active_language() or SOURCE)

    def __html__(self) -> SafeString:
        if not self.is_fallback:
            return self.drawn()
        return format_html("<span {}>{}</span>", _spoken(self.language), self.drawn())

    def drawn(self) -> SafeString:
        """The words alone, as HTML."""
        return escape(self.plain)


@cache
def _spoken(code: str) -> SafeString:
    """The attributes of words that stand among those of another language."""
    language = BY_CODE[code]
    return format_html('lang="{}" dir="{}"', language.tag, language.dir)


def text_of(obj, field: str, code: str | None = None) -> Text:
    """The translated field of an object in a language, else in English.

    Reads the language's own column, so it never loads another language and never
    falls back unnoticed: the `Text` says which language it holds. An outdated
    translation gives way to English where the settings say so.
    """
    code = code or active_language() or SOURCE
    value = getattr(obj, f"{field}_{suffix(code)}", None) if code in BY_CODE else None
    if value and (code == SOURCE or not reads_english(obj, code)):
        return Text(value, code)
    return Text(getattr(obj, f"{field}_{SOURCE}", None) or "", SOURCE)

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.html import conditional_escape

from awareness.models import Page
from bluecampaign.translation.text import Text, text_of


def page(**fields) -> Page:
    return Page(**({"title_en": "Get help", "title_es": "Pida ayuda"} | fields))


def drawn(text: Text, code: str, template: str = "{{ text }}") -> str:
    with translation.override(code):
        return Template("{% load text %}" + template).render(Context({"text": text}))


def test_text_in_the_language_of_the_page_is_plain():
    assert drawn(Text("Ayuda", "es"), "es") == "Ayuda"


def test_text_in_another_language_is_marked():
    marked = '<span lang="en" dir="ltr">Help</span>'

    assert drawn(Text("Help"), "ar") == marked
    assert drawn(Text("Help"), "en") == "Help"


def test_text_from_right_to_left_is_marked_with_its_direction():
    assert drawn(Text("نص", "ar"), "en") == '<span lang="ar" dir="rtl">نص</span>'


def test_text_carries_the_tag_of_its_language():
    assert drawn(Text("文", "zh-hant"), "en").startswith('<span lang="zh-Hant" dir="ltr">')


@pytest.mark.parametrize("code", ["en", "es"])
def test_text_is_escaped(code):
    found = drawn(Text("<b>&"), code)

    assert "&lt;b&gt;&amp;" in found
    assert "<b>" not in found


def test_text_prints_itself_in_python_too():
    with translation.override("es"):
        assert conditional_escape(Text("A")) == '<span lang="en" dir="ltr">A</span>'


def test_plain_filter_leaves_the_mark_out():
    assert drawn(Text("A < B"), "es", "{{ text|plain }}") == "A &lt; B"
    assert drawn("A < B", "es", "{{ text|plain }}") == "A &lt; B"


def test_plain_is_a_common_string():
    assert type(Text("A", "es").plain) is str
    assert Text("A", "es").plain == "A"


def test_empty_text_is_no_fallback():
    with translation.override("es"):
        assert not Text("").is_fallback
        assert Text("A").is_fallback


def test_text_of_reads_the_language_of_the_page():
    with translation.override("es"):
        found = text_of(page(), "title")

    assert (found, found.language) == ("Pida ayuda", "es")


@pytest.mark.parametrize("missing", [None, ""])
def test_text_of_falls_back_to_english_and_says_so(missing):
    with translation.override("es"):
        found = text_of(page(title_es=missing), "title")
        fallback = found.is_fallback

    assert (found, found.language, fallback) == ("Get help", "en", True)


def test_text_of_takes_a_language_of_its_own():
    with translation.override("ar"):
        assert text_of(page(), "title", "es") == "Pida ayuda"


def test_text_of_never_falls_back_to_a_third_language():
    with translation.override("ht"):
        assert text_of(page(title_fr="Aide"), "title") == "Get help"


def test_text_of_nothing_is_empty():
    with translation.override("fr"):
        found = text_of(page(title_en=None), "title")

    assert (found, found.is_fallback) == ("", False)


def test_text_of_an_unknown_language_is_english():
    assert text_of(page(), "title", "xx") == "Get help"

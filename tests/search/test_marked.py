"""Titles and excerpts of results print themselves: escaped, marked, in their language."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from bluecampaign.results import Marked
from bluecampaign.search.excerpts import marked, pattern_of
from bluecampaign.search.parsing import parse


def printed(text: str, query: str, language: str) -> str:
    pieces = marked(text, pattern_of(parse(query)))
    return Template("{{ it }}").render(Context({"it": Marked.of(pieces, language)}))


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("<b>visa</b> & more", "visa", "&lt;b&gt;<mark>visa</mark>&lt;/b&gt; &amp; more"),
        ("A T visa, no visa", '"T visa"', "A <mark>T visa</mark>, no visa"),
        ("Nothing here", "zebra", "Nothing here"),
    ],
)
def test_hits_are_marked_and_all_else_is_text(text, query, expected):
    assert printed(text, query, "en") == expected


def test_words_of_another_language_say_so():
    with override("ar"):
        found = printed("Visas for victims", "vis", "en")

    assert found == '<span lang="en" dir="ltr"><mark>Visas</mark> for victims</span>'

"""Who runs the hotline is named nowhere, and an old figure about it is not repeated."""

import re

import pytest

from tests.tree import CODE, ROOT, name, templates

pytestmark = pytest.mark.django_db

OPERATORS = re.compile(r"polaris|compass\s*connections", re.IGNORECASE)
# The page for journalists says that the old figure is out of date.
CORRECTION = "/media/"
SUPERSEDED = re.compile(r"\b170\b")


def test_page_names_no_operator_of_the_hotline(pages):
    """It changed and may change again: a name would be wrong on posters for years."""
    assert [page.url for page in pages if OPERATORS.search(page.html)] == []


def test_source_names_no_operator_of_the_hotline():
    files = [file for folder in CODE for file in (ROOT / folder).rglob("*")]
    content = [file for file in files if file.suffix in (".toml", ".csv", ".py")]
    messages = list((ROOT / "locale").rglob("*.po"))

    naming = [
        name(file)
        for file in [*content, *messages, *templates()]
        if OPERATORS.search(file.read_text())
    ]

    assert len(content) > 200
    assert naming == []


def test_page_does_not_repeat_the_old_count_of_languages(pages):
    """Older material says 170: that figure is superseded."""
    old = [
        (page.url, text)
        for page in pages
        if page.path != CORRECTION
        for text, _element in page.texts()
        if SUPERSEDED.search(text)
    ]

    assert old == []

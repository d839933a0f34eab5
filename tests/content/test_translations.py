"""Every shipped translation keeps what its English says: numbers, links, figures."""

import pytest
from django.apps import apps
from modeltranslation.translator import translator

from bluecampaign.translation.checks import problems
from bluecampaign.translation.languages import SOURCE, TRANSLATION_CODES, suffix
from bluecampaign.translation.querysets import translated_fields

pytestmark = pytest.mark.django_db


def translated_models() -> list:
    return [model for model in apps.get_models() if model in translator.get_registered_models()]


def texts(code: str) -> list[tuple[str, str, str]]:
    """Where it stands, the English and the translation of every text in a language."""
    return [
        (f"{model._meta.label} {obj}: {name}", getattr(obj, f"{name}_{SOURCE}") or "", text)
        for model in translated_models()
        for obj in model._default_manager.all()
        for name in translated_fields(model)
        if (text := getattr(obj, f"{name}_{suffix(code)}"))
    ]


@pytest.mark.parametrize("code", TRANSLATION_CODES)
def test_shipped_translation_would_pass_the_check_of_the_form(code: str):
    found = texts(code)

    wrong = [
        f"{where}: {problem}"
        for where, english, text in found
        for problem in problems(english, text)
    ]

    assert wrong == []
    assert len(found) > 250


def test_every_translated_list_is_among_them():
    names = {model._meta.model_name for model in translated_models()}

    assert names >= {"hotline", "channel", "page", "block", "resource", "topic", "term"}
    assert names >= {"indicator", "observance", "audience"}


def test_check_sees_a_figure_that_is_lost():
    assert problems("Human Trafficking 101", "Trata de personas") != []

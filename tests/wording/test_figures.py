"""Figures of people and shares without their year."""

import pytest

from bluecampaign.wording.findings import in_text

UNDATED = [
    ("en", "About 50,000 people are affected.", "50,000 people"),
    ("en", "Some 40 percent call.", "40 percent"),
    ("en", "It is 12.5% of them.", "12.5%"),
    ("en", "1 in 3 people know it.", "1 in 3"),
    ("en", "One in five calls.", "one in five"),
    ("en", "About 2 million young people.", "2 million young people"),
    ("es", "Son 50,000 personas.", "50,000 personas"),
    ("es", "El 40 por ciento llama.", "40 por ciento"),
    ("es", "Uno de cada 3 lo sabe.", "uno de cada 3"),
    ("es", "Unos 2 millones de niñas.", "2 millones de niñas"),
]
DATED = [
    ("en", "In 2023, 50,000 people were affected."),
    ("en", "50,000 people ([the report](https://example.gov/report))."),
    ("en", "A person under 18 and 3 signs on January 11, people wear blue."),
    ("en", "Call 911, 24 hours a day, in 13 languages."),
    ("en", "It takes 3 years, and $988 of fees."),
    ("es", "En 2023 fueron 50,000 personas."),
    ("es", "Una persona menor de 18 años llama a las 24 horas."),
    ("fr", "Il y a 50 % de personnes."),
]


def figures(text: str, code: str) -> list[str]:
    return [hit.words.lower() for hit in in_text(text, code, True) if hit.kind == "figure"]


@pytest.mark.parametrize(("code", "text", "words"), UNDATED)
def test_figure_without_year_and_source_is_told(code, text, words):
    assert figures(text, code) == [words]


@pytest.mark.parametrize(("code", "text"), DATED)
def test_what_has_its_year_or_counts_nobody_is_not(code, text):
    assert figures(text, code) == []


def test_year_of_another_paragraph_does_not_count():
    assert figures("In 2023.\n\nSome 50 percent.", "en") == ["50 percent"]

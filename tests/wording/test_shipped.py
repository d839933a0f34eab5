"""The words that are shipped: content and interface have no finding but those that were
reviewed, and no exception is older than its text."""

from functools import cache

import pytest
from django.utils import translation

from bluecampaign.translation.languages import TRANSLATION_CODES
from bluecampaign.wording.exceptions import exemptions
from bluecampaign.wording.findings import findings_of, in_text
from bluecampaign.wording.hits import Finding
from bluecampaign.wording.rules import known_languages
from bluecampaign.wording.sources import address_of, all_objects
from tests.guards.test_messages import forms, is_for_readers, messages


@cache
def shipped() -> list[tuple[str, Finding]]:
    with translation.override("en"):
        return [(address_of(obj), each) for obj in all_objects() for each in findings_of(obj)]


def name(exemption) -> str:
    return f"{exemption.at} {exemption.rule} {exemption.language}"


@pytest.mark.django_db
def test_content_has_no_finding_that_was_not_reviewed():
    left = [
        f"{address} {each.field} ({each.language}) {each.rule}: "
        f"{each.before}[{each.words}]{each.after} Write: {each.instead}"
        for address, each in shipped()
        if not any(exemption.covers(address, each) for exemption in exemptions())
    ]

    assert left == []


@pytest.mark.django_db
@pytest.mark.parametrize("exemption", exemptions(), ids=name)
def test_exception_is_still_needed(exemption):
    assert any(exemption.covers(address, each) for address, each in shipped())


@pytest.mark.parametrize("exemption", exemptions(), ids=name)
def test_exception_has_its_reason(exemption):
    assert len(exemption.reason) > 20
    assert exemption.passage or exemption.rule in ("reading-grade", "no-caution")


def test_exceptions_are_few():
    """A list that grows says that a rule is wrong: mend the rule."""
    assert len(exemptions()) <= 20


def words_for_readers(code: str) -> list[tuple[str, str]]:
    """Each message of the interface: the English, and what it became."""
    return [pair for entry in messages(code) if is_for_readers(entry) for pair in forms(entry)]


def told(text: str, code: str) -> list[str]:
    return [f"{hit.rule}: {hit.before}[{hit.words}]{hit.after}" for hit in in_text(text, code)]


def test_english_interface_has_no_finding():
    english = [source for source, _text in words_for_readers("es")]

    assert len(english) > 200
    assert [line for text in english for line in told(text, "en")] == []


@pytest.mark.parametrize("code", [c for c in TRANSLATION_CODES if c in known_languages()])
def test_translated_interface_has_no_finding(code):
    assert [line for _source, text in words_for_readers(code) for line in told(text, code)] == []

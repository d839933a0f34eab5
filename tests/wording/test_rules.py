"""The rules of `rules.toml`: each finds what it shall and passes what is right."""

import re

import pytest

from bluecampaign.translation.languages import CODES
from bluecampaign.wording import rules
from bluecampaign.wording.findings import in_text
from bluecampaign.wording.kinds import Kind

ALL = [rule for code in CODES for rule in rules.rules(code)]


def found(text: str, code: str = "en") -> list[str]:
    return [hit.rule for hit in in_text(text, code, True)]


def name(rule) -> str:
    return f"{rule.id}-{rule.language}"


@pytest.mark.parametrize("rule", ALL, ids=name)
def test_rule_finds_its_example(rule):
    assert found(rule.seen, rule.language) == [rule.id]


@pytest.mark.parametrize("rule", [r for r in ALL if r.passed], ids=name)
def test_rule_passes_what_is_right(rule):
    assert rule.id not in found(rule.passed, rule.language)


@pytest.mark.parametrize("rule", ALL, ids=name)
def test_rule_says_what_to_write_and_why(rule):
    assert len(rule.instead) > 3
    assert rule.why.endswith(".") and len(rule.why) > 30
    assert rule.kind in (Kind.SENSATIONAL, Kind.PERSON, Kind.PLAIN)


@pytest.mark.parametrize("rule", [r for r in ALL if r.unless], ids=name)
def test_exception_is_tried_by_a_sentence_that_it_lets_pass(rule):
    """Without the exception the sentence would be found."""
    assert rule.find.search(rule.passed.lower())


def test_rules_are_written_in_small_letters():
    """Texts are searched in small letters: a capital would never be found."""
    words = [word for rule in ALL for word in rule.words]

    assert [
        word for word in words if re.sub(r"\\.", "", word) != re.sub(r"\\.", "", word).lower()
    ] == []


def test_english_and_spanish_know_every_kind_of_words():
    for code in ("en", "es"):
        assert {r.kind for r in rules.rules(code)} == {Kind.SENSATIONAL, Kind.PERSON, Kind.PLAIN}


def test_other_languages_are_claimed_for_words_that_hurt_alone():
    others = {r.kind for r in ALL if r.language not in ("en", "es")}

    assert others == {Kind.SENSATIONAL}
    assert "ht" not in rules.known_languages()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They were rescued sex slaves in modern-day slavery.", ["slave", "slavery"]),
        ("A child prostitute, an illegal alien.", ["prostitute", "illegal-person"]),
        ("IN ORDER TO call", ["in-order-to"]),
        ("**chained** to a bed", ["chains"]),
        ("in\norder to call", ["in-order-to"]),
        ("The UK Modern Slavery & Exploitation Helpline answers.", []),
        ("Workers in supply chains, hotel chains and stores.", []),
        ("The disabused utilizer enslaver", []),
        ("[words](/slaves/horrific/)", []),
        ("`slaves`", []),
    ],
)
def test_words_are_found_whole_in_any_case_and_outside_of_names(text, expected):
    assert found(text) == expected


def test_victim_is_the_laws_word():
    assert found("Hotels meet trafficking victims.") == ["victims-of-trafficking"]
    assert found("In law, trafficking victims have rights.") == []
    assert found("A victim may be in danger.") == []
    assert found("The Trafficking Victims Protection Act of 2000.") == []


def test_context_stands_around_the_words():
    (hit,) = in_text("Some words before it. We say prior to that day, and go on.", "en")

    assert (hit.before, hit.words, hit.after) == (
        "Some words before it. We say ",
        "prior to",
        " that day, and go on.",
    )
    assert hit.passage == "We say prior to that day, and go on."


def test_long_context_is_cut_between_words():
    (hit,) = in_text("word " * 40 + "prior to " + "sign " * 40, "en")

    assert hit.before.startswith("…word ") and hit.after.endswith(" sign…")
    assert len(hit.before) < 70 > len(hit.after)


def test_unknown_language_is_asked_for_nothing():
    assert found("slaves prior to 20 percent", "ht") == []

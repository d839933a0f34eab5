"""The finder: every combination of answers, and what staff may take down."""

import itertools
import re

import pytest

from bluecampaign.publishing.models import Status
from hotlines.directory import Directory
from hotlines.finder.answers import Answers, Child, Danger, Place, Reach, Speech, Who
from hotlines.finder.deciding import Caveat, Decision, decide
from hotlines.finder.finding import Finding, find
from hotlines.finder.questions import every_path, read
from hotlines.finder.words import steps
from hotlines.models import Hotline

pytestmark = pytest.mark.django_db

KINDS = (Danger, Place, Who, Child, Speech, Reach)
# Asked or not asked, reachable or not: 3 * 4 * 3 * 3 * 3 * 4.
EVERY = [Answers(*values) for values in itertools.product(*([None, *kind] for kind in KINDS))]
TIP_LINE = {"hsi:voice", "hsi:abroad", "hsi:web"}
# What does not work, or not for nothing, outside the United States.
AMERICAN = {"national:voice", "national:text", "national:chat", "ncmec:voice", "ncmec:web"}


@pytest.fixture
def directory() -> Directory:
    found = Directory("en")
    assert found.hotlines
    return found


def name(found) -> str:
    return f"{found.channel.hotline.slug}:{found.channel.key}"


def names(finding: Finding) -> list[str]:
    return [name(found) for found in finding.ways]


def ways(directory: Directory, **answers) -> list[str]:
    return names(find(decide(Answers(**answers)), directory))


# --- The table of every combination ------------------------------------------------


def test_table_holds_every_combination():
    assert len(EVERY) == len(set(EVERY)) == 1296


def test_every_combination_has_one_to_three_ways_and_one_for_when_nobody_answers(directory):
    wrong = []

    for answers in EVERY:
        finding = find(decide(answers), directory)
        found = names(finding)
        if not 1 <= len(found) <= 3 or len(set(found)) != len(found):
            wrong.append((answers, found))
        if name(finding.otherwise) == found[0]:
            wrong.append((answers, "otherwise", found))

    assert wrong == []


def test_every_way_is_one_of_the_directory(directory):
    there = {f"{line.slug}:{w.key}" for line in directory.hotlines for w in line.channels.all()}

    picked = {f"{p.slug}:{p.key}" for a in EVERY for d in [decide(a)] for p in d.picks + d.spares}

    assert picked - there == set()
    assert "press:voice" not in picked


def test_in_danger_the_emergency_number_comes_first_where_it_works(directory):
    first = {(answers.in_danger, answers.is_abroad): set() for answers in EVERY}

    for answers in EVERY:
        found = ways_of(answers, directory)
        first[answers.in_danger, answers.is_abroad].add("emergency:voice" in found[:1])
        assert "emergency:voice" not in found[1:]

    assert first == {
        (True, False): {True},
        (True, True): {False},
        (False, True): {False},
        (False, False): {False},
    }


def ways_of(answers: Answers, directory: Directory) -> list[str]:
    return names(find(decide(answers), directory))


def test_in_danger_others_than_the_police_are_offered_too(directory):
    alone = [
        answers
        for answers in EVERY
        if answers.in_danger and "national:voice" not in ways_of(answers, directory)
        if not answers.is_abroad
    ]

    assert alone == []


def test_police_never_stand_first_for_somebody_who_asks_for_themselves_in_no_danger(directory):
    led_to_police = [
        answers
        for answers in EVERY
        if not answers.in_danger and answers.who != Who.OTHER
        if find(decide(answers), directory).ways[0].is_police
    ]

    assert led_to_police == []


def test_tip_line_is_offered_here_only_to_report_what_happens_to_another(directory):
    offered = {
        answers.who
        for answers in EVERY
        if not answers.is_abroad and TIP_LINE & set(ways_of(answers, directory))
    }

    assert offered == {Who.OTHER}


def test_texts_and_chat_are_offered_in_english_and_spanish_only(directory):
    offered = {
        answers.speech
        for answers in EVERY
        if {"national:text", "national:chat"} & set(ways_of(answers, directory))
    }

    assert offered == {None, Speech.WRITTEN}


def test_another_language_is_offered_a_call_with_an_interpreter(directory):
    for answers in EVERY:
        if answers.speech == Speech.OTHER and not answers.is_abroad:
            finding = find(decide(answers), directory)
            [call] = [f for f in finding.ways if name(f) == "national:voice"]
            assert call.pick.reason == "interpreter"
            assert any("interpreter" in each for each in steps(call.channel))


def test_a_child_leads_to_the_line_for_children(directory):
    without = [
        answers
        for answers in EVERY
        if answers.has_child
        if not any(way.startswith("ncmec:") for way in ways_of(answers, directory))
    ]
    too_much = [
        answers
        for answers in EVERY
        if not answers.has_child
        if any(way.startswith("ncmec:") for way in ways_of(answers, directory))
    ]

    assert without == too_much == []


def test_abroad_nothing_of_the_united_states_is_offered_without_a_word(directory):
    silent = [
        (answers, name(found))
        for answers in EVERY
        if answers.is_abroad
        for finding in [find(decide(answers), directory)]
        for found in [*finding.ways, finding.otherwise]
        if name(found) in AMERICAN and not found.pick.caveat
    ]

    assert silent == []


def test_at_home_nothing_is_said_of_other_countries(directory):
    said = {
        found.pick.caveat
        for answers in EVERY
        if not answers.is_abroad
        for found in find(decide(answers), directory).ways
    }

    assert said == {None}


def test_abroad_the_number_for_calls_from_outside_is_among_the_ways(directory):
    elsewhere = [a for a in EVERY if a.place == Place.ELSEWHERE]
    in_the_uk = [a for a in EVERY if a.place == Place.UK]

    assert all("hsi:abroad" in ways_of(a, directory) for a in elsewhere)
    assert {ways_of(a, directory)[0] for a in in_the_uk} == {"uk:voice"}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, ["national:voice", "national:text", "national:chat"]),
        ({"reach": Reach.TEXT}, ["national:text", "national:voice", "national:chat"]),
        ({"reach": Reach.ONLINE}, ["national:chat", "national:text", "national:voice"]),
        ({"speech": Speech.OTHER}, ["national:voice"]),
        ({"speech": Speech.OTHER, "who": Who.OTHER}, ["national:voice", "hsi:voice"]),
        ({"who": Who.OTHER}, ["national:voice", "hsi:voice", "national:text"]),
        (
            {"who": Who.OTHER, "reach": Reach.ONLINE, "child": Child.YES},
            ["national:chat", "ncmec:web", "hsi:web"],
        ),
        ({"child": Child.YES}, ["national:voice", "ncmec:voice", "national:text"]),
        ({"danger": Danger.YES}, ["emergency:voice", "national:voice", "national:text"]),
        (
            {"danger": Danger.YES, "child": Child.YES},
            ["emergency:voice", "national:voice", "ncmec:voice"],
        ),
        ({"place": Place.UK}, ["uk:voice", "national:chat", "hsi:abroad"]),
        ({"place": Place.ELSEWHERE}, ["national:chat", "hsi:abroad"]),
        ({"place": Place.ELSEWHERE, "who": Who.OTHER}, ["hsi:abroad", "national:chat"]),
        (
            {"place": Place.ELSEWHERE, "child": Child.YES},
            ["national:chat", "ncmec:web", "hsi:abroad"],
        ),
        (
            {"place": Place.ELSEWHERE, "speech": Speech.OTHER},
            ["national:voice", "hsi:abroad"],
        ),
    ],
)
def test_answers_lead_to_these_ways_in_this_order(directory, answers, expected):
    assert ways(directory, **answers) == expected


def test_decision_is_a_value():
    assert decide(Answers()) == decide(Answers())
    assert isinstance(decide(Answers()), Decision)
    assert Caveat.SERVES_US in {p.caveat for p in decide(Answers(place=Place.UK)).picks}


# --- What staff took down ----------------------------------------------------------


def taken_down():
    """Each line off the site, each alone; then all of them; then every channel deleted."""
    slugs = list(Hotline.objects.values_list("slug", flat=True))
    yield from ([slug] for slug in slugs)
    yield slugs


def test_every_combination_holds_when_lines_are_taken_down():
    reachable = {read(path)[0] for path in every_path()}
    for slugs in list(taken_down()):
        Hotline.objects.filter(slug__in=slugs).update(status=Status.ARCHIVED)
        directory = Directory("en")
        gone = set(slugs) - {"emergency", "national"}

        for answers in reachable:
            finding = find(decide(answers), directory)
            found = [*finding.ways, finding.otherwise]
            assert 1 <= len(finding.ways) <= 3
            assert not {f.channel.hotline.slug for f in found} & gone
            assert not (finding.ways[0].is_police and not police_may_come_first(answers))
            if answers.in_danger and not answers.is_abroad:
                assert name(finding.ways[0]) == "emergency:voice"

        Hotline.objects.filter(slug__in=slugs).update(status=Status.LIVE)


def police_may_come_first(answers: Answers) -> bool:
    return answers.in_danger or answers.who == Who.OTHER


def test_line_that_the_police_took_over_moves_back_for_who_fears_them(directory):
    Hotline.objects.filter(slug="uk").update(answered_by="law-enforcement")

    found = ways(Directory("en"), place=Place.UK, who=Who.ME)

    assert found == ["national:chat", "uk:voice", "hsi:abroad"]


# --- What is said of a way ---------------------------------------------------------


def test_nothing_is_promised_that_is_not_known_of_a_line(directory):
    """No line is known to let anybody stay without a name; only one is known to be free."""
    every = {
        f"{line.slug}:{way.key}": " ".join(steps(way))
        for line in directory.hotlines
        for way in line.channels.all()
    }

    promised = re.compile("anonym|confiden|secret|safe|always|will ", re.IGNORECASE)
    assert {way for way, words in every.items() if promised.search(words)} == set()
    assert [way for way, words in every.items() if "free" in words] == ["national:voice"]
    assert [way for way, words in every.items() if "interpreter" in words] == ["national:voice"]


def test_hours_are_not_said_of_a_line_that_closes(directory):
    way = directory.way("national", "voice")
    way.always_open = False

    assert "day and night" not in " ".join(steps(way))

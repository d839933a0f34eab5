"""One page for each way of answering: a question, or the ways that were found."""

from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bluecampaign.pages.facts import PageFacts
from bluecampaign.translation.languages import BY_CODE, SOURCE
from bluecampaign.translation.reversing import reverse
from bluecampaign.web.posture import public_page, valid_until

from ..cards import HotlineCard, card_of
from ..directory import EMERGENCY, NATIONAL, Directory, directory_for
from ..opening import next_change
from .answers import Answers
from .deciding import decide
from .finding import Found, find
from .questions import WRITTEN, Choice, Question, Said, next_question, read
from .words import caveat_words, reason_words, steps


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as the reader sees it, with the way back to its question."""

    question: str
    answer: str
    url: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A way with all that is said of it."""

    card: HotlineCard
    reason: str
    caveat: str
    steps: list[str]


@public_page(minutes=5)
def step(request, letters: str = ""):
    """The next question, or the answer. Letters that mean nothing are no page."""
    understood = read(letters)
    if understood is None:
        raise Http404
    answers, said = understood
    question = next_question(answers)
    context = {
        "facts": facts_of(request, letters),
        "given": [_given(each) for each in said],
        "back": address(letters[:-1]) if letters else "",
        "question": question,
        "choices": _choices(question, letters) if question else [],
        "in_danger": answers.in_danger,
        "is_abroad": answers.is_abroad,
        "emergency": directory_for(request).lifelines.emergency,
    }
    if answers.in_danger or question is None:
        return render(request, "hotlines/finder/found.html", context | _found(request, answers))
    return render(request, "hotlines/finder/question.html", context)


def address(letters: str) -> str:
    return reverse("finder:step", args=[letters]) if letters else reverse("finder:start")


def facts_of(request, letters: str) -> PageFacts:
    """The same neutral title for every step: a history must not tell what was answered."""
    return PageFacts(
        title=_("Find your way"),
        description=_("A few short questions, and you see whom you can call, text or write to."),
        path=request.path,
        robots="noindex, nofollow" if letters else "",
        plain=True,
    )


def _given(said: Said) -> Given:
    return Given(str(said.question.text), str(said.choice.said), address(said.before))


def _choices(question: Question, letters: str) -> list[tuple[str, str]]:
    """The links below a question, words and address, in the order of their ranks."""
    links = [
        (rank, label, address(letters + choice.letter))
        for choice in question.choices
        for rank, label in _labels(choice)
    ]
    return [(label, url) for _rank, label, url in sorted(links, key=itemgetter(0))]


def _labels(choice: Choice) -> list[tuple[int, str]]:
    """The language of the page stands first, what is unsure stands last."""
    reader = BY_CODE[get_language() or SOURCE]
    if choice.own and reader.code not in WRITTEN:
        return [(0, str(choice.own).format(own=reader.name))]
    return [(1 if place == 0 else 2, str(label)) for place, label in enumerate(choice.labels)]


def _found(request, answers: Answers) -> dict:
    directory, at = directory_for(request), timezone.now()
    finding = find(decide(answers), directory)
    told: set[str] = set()
    shown = [_shown(found, directory, at, told) for found in finding.ways]
    otherwise = _shown(finding.otherwise, directory, at, told)
    ways = (way for each in [*shown, otherwise] for way in each.card.ways)
    valid_until(request, next_change(way.opening for way in ways))
    return {"shown": shown, "otherwise": otherwise}


def _shown(found: Found, directory: Directory, at: datetime, told: set[str]) -> Shown:
    """What a page has told of a line it does not tell again with another of its ways."""
    line = found.channel.hotline
    again = line.slug in told
    told.add(line.slug)
    card = card_of(line, directory.numbers, at, [found.channel])
    left_out = {"anchor": "", "formerly": "", "verified_on": None}
    if again or line.slug in (EMERGENCY, NATIONAL):
        left_out["purpose"] = ""
    if again:
        left_out["who_answers"] = ""
    return Shown(
        card=replace(card, **left_out),
        reason=reason_words(found.pick.reason),
        caveat=caveat_words(found.pick.caveat),
        steps=steps(found.channel, again=again),
    )

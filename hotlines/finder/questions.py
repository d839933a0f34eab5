"""The questions, the choices below each, and the letters that stand for them.

A letter says nothing to whoever looks into the history of a browser. Several choices may
share one: “I do not know” leads where it is safest. So there are few addresses, each of
which can be kept by every cache, and what is not one of them does not exist.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .answers import Answers, Child, Danger, Place, Reach, Speech, Who

# The languages of texts and chat.
WRITTEN = ("en", "es")
UNSAID = _("I would rather not say")
UNKNOWN = _("I do not know")
CALL = pgettext_lazy("a way to reach a hotline", "Call")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: its letter, what it means, the links that give it, and how it is said
    back to the reader. `own` takes the place of the links where the page is in a language
    that is not WRITTEN; it names that language."""

    letter: str
    value: str
    labels: tuple[str | Promise, ...]
    said: str | Promise
    own: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Question:
    field: str
    text: str | Promise
    choices: tuple[Choice, ...]
    help: str | Promise = ""

    def choice(self, letter: str) -> Choice | None:
        return next((each for each in self.choices if each.letter == letter), None)

    @property
    def letters(self) -> str:
        return "".join(each.letter for each in self.choices)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that was given, and the letters of the answers before it."""

    question: Question
    choice: Choice
    before: str


# Translators: the questions of the finder. Plain and gentle: the reader may be afraid.
DANGER = Question(
    "danger",
    _("Is anyone in danger right now?"),
    (
        Choice("a", Danger.YES, (_("Yes"), UNKNOWN), _("Yes, or not sure")),
        Choice("b", Danger.NO, (_("No"),), _("No")),
    ),
)
PLACE = Question(
    "place",
    _("Are you in the United States?"),
    (
        Choice(
            "a",
            Place.US,
            (_("Yes, or in a territory of the United States"), UNSAID, UNKNOWN),
            _("Yes, or not said"),
        ),
        Choice(
            "b",
            Place.UK,
            (_("No, I am in the United Kingdom"),),
            _("No, in the United Kingdom"),
        ),
        Choice(
            "c", Place.ELSEWHERE, (_("No, I am in another country"),), _("No, in another country")
        ),
    ),
)
WHO = Question(
    "who",
    _("Is it about you or about another person?"),
    (
        Choice("a", Who.ME, (_("It is about me"), UNSAID), _("About me, or not said")),
        Choice("b", Who.OTHER, (_("It is about another person"),), _("About another person")),
    ),
)
CHILD = Question(
    "child",
    _("Is a child involved?"),
    (
        Choice("a", Child.YES, (_("Yes"),), _("Yes")),
        Choice("b", Child.NO, (_("No"), UNKNOWN, UNSAID), _("No, or not known")),
    ),
    help=_("A child is anyone under 18."),
)
SPEECH = Question(
    "speech",
    _("Which language do you want to speak or write?"),
    (
        Choice(
            "a",
            Speech.WRITTEN,
            (_("English or Spanish"), UNSAID),
            _("English or Spanish, or not said"),
        ),
        Choice(
            "b",
            Speech.OTHER,
            (_("Another language"),),
            _("Another language"),
            # Translators: {own} is the name of your own language, as its speakers write it.
            own=_("{own}, or another language"),
        ),
    ),
    help=_("On the phone there are interpreters. Text and chat are in English and Spanish only."),
)
REACH = Question(
    "reach",
    _("Do you want to call, text, chat or write?"),
    (
        Choice("a", Reach.CALL, (CALL, UNKNOWN), _("Call, or not decided")),
        Choice("b", Reach.TEXT, (_("Send a text message"),), _("Send a text message")),
        Choice("c", Reach.ONLINE, (_("Chat or write online"),), _("Chat or write online")),
    ),
    help=_("Choose what is safest for you."),
)
# In danger nobody is asked what does not change whom to call.
IN_DANGER = (DANGER, PLACE, CHILD)
IN_CALM = (DANGER, PLACE, WHO, CHILD, SPEECH, REACH)
HERE_ONLY = {SPEECH.field, REACH.field}


def next_question(answers: Answers) -> Question | None:
    """What is still to be asked; None when all is said."""
    for question in IN_DANGER if answers.in_danger else IN_CALM:
        if getattr(answers, question.field) is None and _matters(question, answers):
            return question
    return None


def _matters(question: Question, answers: Answers) -> bool:
    if question.field in HERE_ONLY and answers.is_abroad:
        return False
    return question is not REACH or answers.can_write


def read(letters: str) -> tuple[Answers, list[Said]] | None:
    """The answers that letters stand for; None where they stand for none."""
    answers, said = Answers(), []
    for place, letter in enumerate(letters):
        question = next_question(answers)
        choice = question.choice(letter) if question else None
        if question is None or choice is None:
            return None
        said.append(Said(question, choice, letters[:place]))
        answers = replace(answers, **{question.field: choice.value})
    return answers, said


def every_path(letters: str = "") -> Iterator[str]:
    """The letters of every page there is, the first question's among them."""
    yield letters
    answers, _said = read(letters) or (Answers(), [])
    question = next_question(answers)
    for letter in question.letters if question else "":
        yield from every_path(letters + letter)

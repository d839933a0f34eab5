"""How far each language has come, by kind of content."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bluecampaign.translation.exchange.segments import roots
from bluecampaign.translation.languages import LANGUAGES, Language
from bluecampaign.translation.models import State, TranslationState
from bluecampaign.translation.roles import languages_of

from . import worklist
from .desk import screen

COLUMNS = (State.REVIEWED, State.IN_REVIEW, State.MACHINE, State.OUTDATED, worklist.MISSING)


@dataclass(frozen=True, slots=True)
class Cell:
    number: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """A language in a table of the board; of English, the source, all is reviewed."""

    language: Language
    reviewed: int
    total: int
    cells: list[Cell]

    @property
    def percent(self) -> int:
        return 100 * self.reviewed // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Table:
    heading: str
    rows: list[Row]


def numbers() -> dict[str, tuple[int, dict[str, Counter]]]:
    """For each kind the number of its objects, and of each language's by state.

    Two queries for each kind, however many objects and languages there are.
    """
    kinds = ContentType.objects.get_for_models(*roots().values())
    found = {}
    for label, model in roots().items():
        objects = worklist.objects_of(model)
        by_language: dict[str, Counter] = {}
        rows = TranslationState.objects.filter(
            content_type=kinds[model], object_id__in=objects.values("pk")
        )
        grouped = rows.values_list("language", "state").annotate(number=Count("pk"))
        for language, state, number in grouped.order_by():
            by_language.setdefault(language, Counter())[state] += number
        found[label] = objects.count(), by_language
    return found


def _row(language: Language, kind: str, total: int, states: Counter, mine: bool) -> Row:
    if language.is_source:
        return Row(language, total, total, [Cell(total, "")] + [Cell(0, "")] * 4)
    missing = max(0, total - sum(states.values()))
    states = Counter({**states, worklist.MISSING: missing})
    cells = [Cell(states[s], _link(language, kind, s, mine and states[s])) for s in COLUMNS]
    return Row(language, states[State.REVIEWED], total, cells)


def _link(language: Language, kind: str, state: str, wanted) -> str:
    if not wanted:
        return ""
    told = urlencode({"state": state} | ({"kind": kind} if kind else {}))
    return f"{reverse('admin:translate-list', args=[language.code])}?{told}"


def tables(codes: tuple[str, ...]) -> list[Table]:
    """The board: all content, then each kind. Those of `codes` lead on to the work."""
    found = numbers()
    every = sum(total for total, _states in found.values())
    kinds = [("", _("All content"), every, _summed(found))]
    for label, (total, states) in found.items():
        heading = capfirst(str(roots()[label]._meta.verbose_name_plural))
        kinds.append((label, heading, total, states))
    return [
        Table(
            heading,
            [
                _row(item, kind, total, states.get(item.code, Counter()), item.code in codes)
                for item in LANGUAGES
            ],
        )
        for kind, heading, total, states in kinds
        if total
    ]


def _summed(found) -> dict[str, Counter]:
    every: dict[str, Counter] = {}
    for _total, by_language in found.values():
        for code, states in by_language.items():
            every.setdefault(code, Counter()).update(states)
    return every


def board(request: HttpRequest):
    """Thirteen languages by kind of content; for everybody on the staff."""
    return screen(
        request,
        "admin/translation_board.html",
        _("How far the translations are"),
        tables=tables(languages_of(request.user)),
        columns=[worklist.LABELS[state] for state in COLUMNS],
    )

"""What waits for a translator, in the order in which readers come by it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from bluecampaign.publishing.states import Status
from bluecampaign.publishing.versions import Version
from bluecampaign.translation.exchange.segments import roots
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.models import State, TranslationState
from bluecampaign.translation.querysets import columns, translated_fields

MISSING = "missing"
OPEN, ALL = "open", "all"
LABELS = {MISSING: _("Missing"), **dict(State.choices)}
# For a model that does not say when its objects are read: `reading_rank`.
LAST = 90


@dataclass(frozen=True, slots=True)
class Task:
    """One object in one language. `in_draft`: what was done is not published yet. Only
    `titled()` says what the object is called."""

    label: str
    pk: int
    kind: str
    state: str
    in_draft: bool
    rank: int
    title: str = ""

    @property
    def state_label(self) -> str:
        return str(LABELS[self.state])

    @property
    def is_open(self) -> bool:
        return self.state != State.REVIEWED


def objects_of(model: type[models.Model]) -> models.QuerySet:
    """The objects of a model that are worth translating."""
    found = model._default_manager.all()
    if any(field.name == "status" for field in model._meta.fields):
        found = found.exclude(status=Status.ARCHIVED)
    says = models.Q()
    for name in translated_fields(model):
        says |= ~models.Q(**{f"{name}_{SOURCE}": ""}) & models.Q(
            **{f"{name}_{SOURCE}__isnull": False}
        )
    return found.filter(says)


def tasks(code: str) -> list[Task]:
    """Every object with its state in a language: what is read first stands first.

    The number of queries depends on how many kinds of objects there are, not on how
    many objects.
    """
    kinds = ContentType.objects.get_for_models(*roots().values())
    rows = TranslationState.objects.filter(language=code)
    states = {(c, pk): s for c, pk, s in rows.values_list("content_type_id", "object_id", "state")}
    drafted = _drafted(code)
    found = []
    for model in roots().values():
        label, kind = model._meta.label_lower, str(model._meta.verbose_name)
        for pk, rank in _ranked(model):
            key = (kinds[model].pk, pk)
            state = drafted.get(key) or states.get(key, MISSING)
            found.append(Task(label, pk, kind, state, key in drafted, rank))
    return sorted(found, key=lambda task: task.rank)


def _ranked(model: type[models.Model]) -> list[tuple[int, int]]:
    """The key and the rank of each object, in the order of the model."""
    found = objects_of(model).order_by(*model._meta.ordering or ["pk"])
    rank = getattr(model, "reading_rank", LAST)
    if isinstance(rank, int):
        return [(pk, rank) for pk in found.values_list("pk", flat=True)]
    return [(obj.pk, obj.reading_rank) for obj in found.only(*columns(model, SOURCE))]


def titled(found: Sequence[Task]) -> list[Task]:
    """The same tasks with their titles: one query for each kind among them."""
    names: dict[tuple[str, int], str] = {}
    for label in {task.label for task in found}:
        model = roots()[label]
        loaded = model._default_manager.only(*columns(model, SOURCE))
        wanted = [task.pk for task in found if task.label == label]
        names |= {(label, pk): str(obj) for pk, obj in loaded.in_bulk(wanted).items()}
    return [replace(task, title=names.get((task.label, task.pk), "")) for task in found]


def _drafted(code: str) -> dict[tuple[int, int], str]:
    """The states that wait in drafts for their publication."""
    rows = Version.objects.pending().exclude(translation_states={})
    values = rows.values_list("content_type_id", "object_id", "translation_states")
    return {(c, pk): marks[code]["state"] for c, pk, marks in values if code in marks}


def chosen(found: Iterable[Task], *, state: str, kind: str) -> list[Task]:
    """The tasks of a state (or all that are open) and of a kind of objects."""
    return [
        task
        for task in found
        if (not kind or task.label == kind)
        and (state == ALL or (task.is_open if state == OPEN else task.state == state))
    ]


def counts(found: Iterable[Task], kind: str) -> Counter:
    """How many tasks of a kind there are in each state."""
    return Counter(task.state for task in found if not kind or task.label == kind)

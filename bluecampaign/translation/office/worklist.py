"""What waits for a translator, in the order in which readers come by it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

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
    """One object in one language. `in_draft`: what was done is not published yet."""

    label: str
    pk: int
    kind: str
    title: str
    state: str
    in_draft: bool
    rank: int

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
        loaded = objects_of(model).only(*columns(model, SOURCE))
        for obj in loaded.order_by(*model._meta.ordering or ["pk"]):
            key = (kinds[model].pk, obj.pk)
            state = drafted.get(key) or states.get(key, MISSING)
            found.append(_task(obj, state, key in drafted))
    return sorted(found, key=lambda task: task.rank)


def _task(obj: models.Model, state: str, in_draft: bool) -> Task:
    return Task(
        label=obj._meta.label_lower,
        pk=obj.pk,
        kind=str(obj._meta.verbose_name),
        title=str(obj),
        state=state,
        in_draft=in_draft,
        rank=getattr(obj, "reading_rank", LAST),
    )


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

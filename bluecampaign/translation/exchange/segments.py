"""From objects to units and back: which models have texts, how a unit is named.

The stable name of a unit is `app.model:number:field`; beside it stands a path for
people, such as `page /get-help/ › block languages › body`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from django.db import models
from django.utils.text import slugify
from django.utils.translation import override
from modeltranslation.translator import NotRegistered, translator

from bluecampaign.translation.languages import SOURCE, Language
from bluecampaign.translation.models import State, TranslationState, root_model
from bluecampaign.translation.querysets import translated_fields

from .units import UNIT_ID, Unit, text_digest

OUTSTANDING = (None, State.MACHINE, State.OUTDATED)
NAMES = ("key", "slug", "code")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit stands: a field of an object, or of a part of the object."""

    root: models.Model
    part: models.Model
    field: str

    @property
    def id(self) -> str:
        return f"{self.part._meta.label_lower}:{self.part.pk}:{self.field}"

    def column(self, language: Language | None = None) -> str:
        return f"{self.field}_{language.suffix if language else SOURCE}"

    @property
    def max_length(self) -> int | None:
        return self.part._meta.get_field(self.column()).max_length

    @property
    def path(self) -> str:
        with override(SOURCE):
            steps = [f"{self.root._meta.verbose_name} {_address(self.root)}"]
            if self.part is not self.root:
                steps.append(f"{self.part._meta.verbose_name} {_name(self.part)}")
            return " › ".join([*steps, self.field])


# What a column of a part says; None where the part is not to be had.
Reading = Callable[[Place, str], str | None]


def stored(place: Place, column: str) -> str | None:
    return getattr(place.part, column) or ""


def _address(obj) -> str:
    return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else _name(obj)


def _name(obj) -> str:
    named = next((getattr(obj, name) for name in NAMES if hasattr(obj, name)), "")
    return named or str(obj.pk)


class Ownership(NamedTuple):
    """How a part belongs: the model of its object, its reference, and the way back."""

    root: type[models.Model]
    reference: str
    relation: str


@cache
def owners() -> dict[type[models.Model], Ownership]:
    """The models whose objects are translated as parts of another."""
    found = {}
    for root in _registered():
        for relation in getattr(root, "snapshot_parts", ()):
            field = root._meta.get_field(relation)
            found[field.related_model] = Ownership(root, field.field.name, relation)
    return {model: found[model] for model in found if model in _registered()}


def _registered() -> list[type[models.Model]]:
    every = translator.get_registered_models(abstract=False)
    return [m for m in every if root_model(m) is m and translated_fields(m)]


@cache
def roots() -> dict[str, type[models.Model]]:
    """The models that are translated on their own, by label."""
    found = [model for model in _registered() if model not in owners()]
    return {model._meta.label_lower: model for model in found}


@cache
def sections() -> dict[str, list[type[models.Model]]]:
    """What can be exported alone: `pages`, `hotlines`, `catalogue` and every other kind.

    A kind goes before an app of the same name: `pages` holds no glossary.
    """
    with override(SOURCE):
        found = {slugify(str(m._meta.verbose_name_plural)): [m] for m in roots().values()}
        apps: dict[str, list[type[models.Model]]] = {}
        for model in roots().values():
            apps.setdefault(slugify(str(model._meta.app_config.verbose_name)), []).append(model)
    return {**apps, **found}


def relations_of(model: type[models.Model]) -> list[str]:
    """The relations to load with objects whose parts are translated, too."""
    return [own.relation for own in owners().values() if own.root is model]


def places_of(root: models.Model) -> Iterator[Place]:
    """Every translated field of an object and of its parts, in reading order."""
    for part in [root, *getattr(root, "translated_parts", list)()]:
        try:
            for field in translated_fields(type(part)):
                yield Place(root, part, field)
        except NotRegistered:
            continue


def outstanding_only(place_state: str | None, target: str) -> bool:
    """Whether a text waits for a translator: nothing there, or not to be relied on."""
    return not target or place_state in OUTSTANDING


def units_of(
    objects: Iterable[models.Model],
    language: Language,
    *,
    outstanding: bool = False,
    reading: Reading = stored,
) -> Iterator[Unit]:
    """The units of some objects of one model; only those that wait with `outstanding`."""
    states: Mapping[int, str] | None = None
    for root in objects:
        states = states_of(type(root), language) if states is None else states
        for place in places_of(root):
            unit = unit_of(place, language, states.get(root.pk), reading)
            if unit is None:
                continue
            if not outstanding or outstanding_only(states.get(root.pk), unit.target):
                yield unit


def states_of(model: type[models.Model], language: Language) -> dict[int, str]:
    """The state of each object of a model that has one in a language."""
    rows = TranslationState.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=root_model(model)._meta.model_name,
        language=language.code,
    )
    return dict(rows.values_list("object_id", "state"))


def unit_of(
    place: Place, language: Language, state: str | None, reading: Reading = stored
) -> Unit | None:
    """The unit of a place as things are now; None where English says nothing."""
    source = reading(place, place.column())
    if not source or not source.strip():
        return None
    target = reading(place, place.column(language)) or ""
    return Unit(
        id=place.id,
        path=place.path,
        source=source,
        target=target,
        english_digest=text_digest(source),
        target_digest=text_digest(target),
        state=state or "" if target else "",
        max_length=place.max_length,
    )


def find_places(ids: Iterable[str], *, lock: bool = False) -> dict[str, Place]:
    """The places that ids name, by id; those that name nothing are left out.

    With `lock` the objects are held until the transaction ends.
    """
    wanted = set(ids)
    found: dict[str, Place] = {}
    for model, pks in _roots_of(wanted).items():
        objects = model._default_manager.filter(pk__in=pks).order_by("pk")
        if lock:
            objects = objects.select_for_update(of=("self",))
        for root in objects.prefetch_related(*relations_of(model)):
            found |= {p.id: p for p in places_of(root) if p.id in wanted}
    return found


def _roots_of(ids: Iterable[str]) -> dict[type[models.Model], set[int]]:
    """The objects that units belong to, by model."""
    named: dict[str, set[int]] = {}
    for hit in filter(None, map(UNIT_ID.match, ids)):
        named.setdefault(hit[1], set()).add(int(hit[2]))
    # A file may name any number of objects: those that are there are the shorter list.
    found: dict[type[models.Model], set[int]] = {}
    for label, model in roots().items():
        there = model._default_manager.values_list("pk", flat=True)
        found[model] = named.get(label, set()) & set(there)
    for part, own in owners().items():
        wanted = named.get(part._meta.label_lower, set())
        there = part._default_manager.values_list("pk", own.reference)
        found[own.root] |= {root for pk, root in there if pk in wanted}
    return {model: pks for model, pks in found.items() if pks}

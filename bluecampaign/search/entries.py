"""What the apps tell the search, and the documents that are made of it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models

from bluecampaign.publishing.models import Status
from bluecampaign.translation.languages import SOURCE, TRANSLATION_CODES, suffix
from bluecampaign.translation.models import TranslationState
from bluecampaign.translation.outdated import ENGLISH, english_instead

from .kinds import Kind
from .tokens import Shelf, Tier, tokens_of

LONGEST_TITLE, LONGEST_TEXT = 300, 200_000
# Signs of Markdown, addresses behind links, and names that stand for numbers.
LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
SIGNS = re.compile(r"\{\{[^}]*\}\}|(?:^|(?<=\n))[ \t]*(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+|[*_`]{1,3}")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the search should know of an object in one language.

    `body` may be Markdown. `codes` are found like words of the title. `attached` is text
    of files that belong to the object, and counts least. `helps` marks what is for
    somebody in need rather than about the subject.
    """

    language: str
    kind: Kind
    title: str
    summary: str
    path: str
    body: str = ""
    codes: str = ""
    attached: str = ""
    helps: bool = False


Source = Callable[[models.Model], Iterable[Entry]]
_sources: dict[type[models.Model], Source] = {}


def register(model: type[models.Model], source: Source) -> None:
    """Say how the objects of a model are found; called when an app is ready."""
    _sources[model] = source


def registered() -> list[type[models.Model]]:
    return list(_sources)


def home(model: type[models.Model]) -> type[models.Model]:
    """The registered model that a subclass (a profile of a page) is found under."""
    return next((m for m in model.__mro__ if m in _sources), model)


class Document(NamedTuple):
    """The columns of a `SearchDocument`, in the order in which they are stored."""

    generation: int
    content_type_id: int
    object_id: int
    language: str
    kind: str
    title: str
    summary: str
    body: str
    attached: str
    path: str
    tokens: str
    live_from: datetime | None
    live_until: datetime | None


@dataclass(frozen=True, slots=True)
class Draft:
    """All that a document is made of, read from the database; the rest is computing."""

    generation: int
    content_type_id: int
    object_id: int
    entry: Entry
    others: list[str]
    live_from: datetime | None
    live_until: datetime | None

    def document(self) -> Document:
        entry = _readable(self.entry)
        return Document(
            self.generation,
            self.content_type_id,
            self.object_id,
            entry.language,
            entry.kind.value,
            entry.title,
            entry.summary,
            entry.body,
            entry.attached,
            entry.path,
            _tokens(entry, self.generation, self.others),
            self.live_from,
            self.live_until,
        )


def drafts(obj: models.Model, generations: list[int]) -> Iterator[Draft]:
    """The documents of an object in each of the generations; none if it is not public."""
    source = _sources.get(home(type(obj)))
    if source is None or not _is_ever_public(obj):
        return
    shown = _languages_of(obj)
    entries = [entry for entry in source(obj) if entry.language in shown]
    others = [suffix(e.language).replace("_", "") for e in entries if e.language != SOURCE]
    kind = ContentType.objects.get_for_model(home(type(obj)))
    for entry in entries:
        for generation in generations:
            yield Draft(
                generation, kind.pk, obj.pk, entry, others, obj.publish_at, obj.unpublish_at
            )


def _tokens(entry: Entry, generation: int, others: list[str]) -> str:
    return tokens_of(
        Shelf(generation, entry.language),
        title=entry.title,
        codes=entry.codes,
        summary=entry.summary,
        body=entry.body,
        attached=entry.attached,
        facts={
            Tier.KIND: [entry.kind.value],
            Tier.HELPS: ["1"] if entry.helps else [],
            Tier.TRANSLATED: others if entry.language == SOURCE else [],
        },
    )


def _readable(entry: Entry) -> Entry:
    """The entry without signs that no reader sees, cut to what the database takes."""
    return Entry(
        entry.language,
        Kind(entry.kind),
        _clean(entry.title)[:LONGEST_TITLE],
        _plain(entry.summary)[:LONGEST_TEXT],
        entry.path,
        _plain(entry.body)[:LONGEST_TEXT],
        entry.codes,
        _clean(entry.attached)[:LONGEST_TEXT],
        entry.helps,
    )


def _clean(text: str) -> str:
    return text.replace("\0", "")


def _plain(text: str) -> str:
    text = _clean(text)
    if "](" in text:
        text = LINK.sub(r"\1", text)
    may_be_marked = "\n" in text or any(sign in text for sign in "{*_`#>-+")
    return SIGNS.sub("", text) if may_be_marked else text


def _is_ever_public(obj: models.Model) -> bool:
    """Whether it is, was or will be public by its dates: those are compared when a
    reader searches, so that nothing has to run when a moment comes."""
    status = Status(obj.status)
    return status is Status.LIVE or (status.is_public and obj.publish_at is not None)


def _languages_of(obj: models.Model) -> set[str]:
    """The languages an object is read in: not those whose readers get English instead."""
    hidden = []
    if ENGLISH in settings.TRANSLATION_OUTDATED.values():
        hidden = [code for code in TRANSLATION_CODES if english_instead(code)]
    if hidden:
        rows = TranslationState.objects.of(obj).filter(state="outdated", language__in=hidden)
        hidden = list(rows.values_list("language", flat=True))
    return {SOURCE, *TRANSLATION_CODES}.difference(hidden)

"""Where the links of the site stand: each app says it for its models."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db import models

from bluecampaign.pages import markdown
from bluecampaign.publishing.states import Status
from bluecampaign.publishing.texts import pieces, written


@dataclass(frozen=True, slots=True)
class Found:
    """A link and where it stands. `language` is empty for a field that has none."""

    address: str
    field: str
    language: str = ""
    part: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    markdown_fields: tuple[str, ...] = ()
    address_fields: tuple[str, ...] = ()
    among: Callable[[], Iterable[models.Model]] | None = None


_sources: dict[type[models.Model], Source] = {}


def register(
    model: type[models.Model],
    *,
    markdown_fields: tuple[str, ...] = (),
    address_fields: tuple[str, ...] = (),
    among: Callable[[], Iterable[models.Model]] | None = None,
) -> None:
    """Say which fields of a model and of its parts hold links; `among` gives the
    objects where not all of them are meant (a profile is a page, too)."""
    _sources[model] = Source(markdown_fields, address_fields, among)


def links_of(obj: models.Model) -> Iterator[Found]:
    """Every link of an object and its parts, as it is stored."""
    source = next((_sources[m] for m in type(obj).__mro__ if m in _sources), None)
    if source is None:
        return
    for text in written(obj, *source.markdown_fields) if source.markdown_fields else ():
        for address in dict.fromkeys(markdown.links(text.text)):
            yield Found(address, text.field, text.language, text.part)
    for place, piece in pieces(obj):
        for name in source.address_fields:
            address = getattr(piece, name, "")
            if address:
                yield Found(address, name, "", place)


def linking_objects() -> Iterator[models.Model]:
    """Every object whose links readers meet: drafts are left out."""
    for model, source in _sources.items():
        objects = source.among() if source.among else model._default_manager.all()
        for obj in objects:
            if Status(getattr(obj, "status", Status.LIVE)).is_public:
                yield obj

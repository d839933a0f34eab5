"""The editions of an item as its page shows them: by language, the reader's first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language

from bluecampaign.pages.languages import LanguageName, name_of
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.text import Text, text_of

from .addresses import anchor_of, nearest_tag, permanent_path, permanent_url
from .archives import editions_for, languages_of
from .choices import NO_WORDS, UNKNOWN_LANGUAGE
from .models import Edition, Resource


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file, or a place elsewhere, and what there is to know before one opens it."""

    url: str
    title: str
    format: str
    size: str
    language: LanguageName
    pages: int | None
    accessible: bool | None
    revision: str
    revised_on: date | None
    changes: Text


@dataclass(frozen=True, slots=True)
class LanguageGroup:
    """The editions in one language; `address` is the one to print."""

    language: LanguageName
    anchor: str
    address: str
    files: list[FileFacts]


@dataclass(frozen=True, slots=True)
class ArchiveLink:
    """A toolkit in a language as one file. `anchor` is empty where the editions of the
    toolkit itself have it."""

    language: LanguageName
    anchor: str
    url: str
    size: str


def groups_of(item: Resource, editions: Iterable[Edition]) -> list[LanguageGroup]:
    """The editions by language: the reader's own, then the others by their own names."""
    by_tag: dict[str, list[Edition]] = {}
    for edition in editions:
        by_tag.setdefault(edition.language, []).append(edition)
    return [
        LanguageGroup(
            language=name_of(tag),
            anchor=anchor_of(tag),
            address=permanent_url(item.code, tag),
            files=[_facts(item, each) for each in by_tag[tag] if each.href],
        )
        for tag in in_order(by_tag)
    ]


def in_order(tags: Iterable[str]) -> list[str]:
    """The reader's language, what needs none, the others by name, the unknown one."""
    tags = list(tags)
    own = nearest_tag(get_language() or SOURCE, tags)
    places = {NO_WORDS: 1, UNKNOWN_LANGUAGE: 3, own: 0}
    return sorted(tags, key=lambda tag: (places.get(tag, 2), name_of(tag).name.casefold(), tag))


def archive_links(toolkit: Resource, parts: list[Resource]) -> list[ArchiveLink]:
    """The archives that a toolkit can be downloaded as; none where there are no files."""
    if not parts:
        return []
    own = {edition.language for edition in toolkit.editions.all() if edition.href}
    return [
        ArchiveLink(
            language=name_of(tag),
            anchor="" if tag in own else anchor_of(tag),
            url=f"{permanent_path(toolkit.code, tag)}toolkit.zip",
            size=filesizeformat(sum(e.bytes for part in parts for e in editions_for(part, tag))),
        )
        for tag in in_order(languages_of(parts))
    ]


def _facts(item: Resource, edition: Edition) -> FileFacts:
    return FileFacts(
        url=_address(item, edition),
        title=" ".join(filter(None, (item.code, edition.print_size))),
        format=edition.get_format_display(),
        size=filesizeformat(edition.bytes) if edition.bytes else "",
        language=name_of(edition.language),
        pages=edition.pages,
        accessible=edition.is_accessible,
        revision=edition.revision,
        revised_on=edition.revised_on,
        changes=text_of(edition, "changes"),
    )


def _address(item: Resource, edition: Edition) -> str:
    """Of a file the address that counts; another site is linked as it is, and so is the
    file of a draft, which nobody can have downloaded."""
    if not edition.file:
        return edition.url
    if item.is_previewed:
        return edition.file.url
    return f"{permanent_path(item.code, edition.language)}files/{edition.pk}/"

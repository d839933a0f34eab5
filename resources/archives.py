"""Many items in one ZIP: the files of a language, and a list of contents in it.

An item without a file in the language gives its English one, and the list says so. Files
without words belong to every language.
"""

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePosixPath

from django.utils import translation
from django.utils.text import slugify

from .addresses import nearest_tag, page_language
from .choices import NO_WORDS, UNKNOWN_LANGUAGE
from .contents import Content, HeldFile, contents_text
from .models import Edition, Resource
from .printed.made import made_for
from .zipping import Member, length_of, stream

CONTENTS = "CONTENTS.txt"
ENGLISH = "en"
UNNAMED = {NO_WORDS, UNKNOWN_LANGUAGE}


@dataclass
class Archive:
    """What a ZIP holds. Its length and its digest are known before it is made."""

    contents: list[Content]
    members: list[Member]
    digest: str

    @property
    def is_empty(self) -> bool:
        """Whether there would be nothing in it but the list of contents."""
        return not any(content.files for content in self.contents)

    @cached_property
    def length(self) -> int:
        return length_of(self.members)

    @property
    def etag(self) -> str:
        return f'"{self.digest[:32]}"'

    def __iter__(self) -> Iterator[bytes]:
        return stream(self.members)


def archive_of(
    resources: Iterable[Resource], language: str, *, toolkit: Resource | None = None
) -> Archive:
    """The files of some items in a language (a BCP 47 tag), in the order of their names.

    The items come with their editions (`with_editions`), in the order of the list. A
    file that is recorded but lost from the storage is left out, and the list says so.
    """
    names: set[str] = {CONTENTS}
    contents = [_content(item, language, names) for item in resources]
    with translation.override(page_language(language)):
        listed = contents_text(contents, language=language, toolkit=toolkit).encode("utf-8-sig")
    held = [file for content in contents for file in content.files]
    members = [Member(file.name, file.size, partial(_open, file.edition)) for file in held]
    members.append(Member(CONTENTS, len(listed), lambda: io.BytesIO(listed)))
    members.sort(key=lambda member: member.name)
    return Archive(contents, members, _digest(listed, held))


def languages_of(resources: Iterable[Resource]) -> list[str]:
    """The languages that an archive of some items is worth asking for: those of a file
    with words, and English where there are only files without words."""
    editions = [e for item in resources for e in item.editions.all() if e.file or item.printed_as]
    tags = dict.fromkeys(edition.language for edition in editions)
    named = [tag for tag in tags if tag not in UNNAMED]
    return named or ([ENGLISH] if tags else [])


def editions_for(item: Resource, language: str) -> list[Edition]:
    """The files of an item for readers of a language, else the English ones, else those
    in a language nobody wrote down; and those without words. What this site prints is
    among them."""
    files = [edition for edition in item.editions.all() if edition.file]
    files += made_for(item, language)
    by_tag: dict[str, list[Edition]] = {}
    for edition in files:
        by_tag.setdefault(edition.language, []).append(edition)
    silent = by_tag.pop(NO_WORDS, [])
    nearest = nearest_tag(language, by_tag) or nearest_tag(ENGLISH, by_tag)
    return [*by_tag.get(nearest or UNKNOWN_LANGUAGE, []), *silent]


def _content(item: Resource, language: str, names: set[str]) -> Content:
    chosen = editions_for(item, language)
    files = [
        HeldFile(_name(edition, item.code, names), edition, size)
        for edition in chosen
        if (size := _size(edition)) is not None
    ]
    return Content(item, files, lost=len(chosen) - len(files))


def _open(edition: Edition):
    return edition.file.storage.open(edition.file.name)


def _size(edition: Edition) -> int | None:
    try:
        return edition.file.storage.size(edition.file.name)
    except OSError:
        return None


def _name(edition: Edition, code: str, names: set[str]) -> str:
    """Code, language and print size, and nothing that tells what it is about."""
    words = (
        slugify(part.replace(".", "-")) for part in (code, edition.language, edition.print_size)
    )
    stem = "-".join(word for word in words if word)
    ending = PurePosixPath(edition.file.name).suffix.lower()
    name, number = f"{stem}{ending}", 2
    while name in names:
        name, number = f"{stem}-{number}{ending}", number + 1
    names.add(name)
    return name


def _digest(listed: bytes, held: list[HeldFile]) -> str:
    """What the archive is made of; stored names change with what is in the files."""
    digest = hashlib.sha256(listed)
    for file in held:
        facts = (file.name, file.edition.file.name, file.edition.sha256, file.size)
        digest.update("\0".join(map(str, facts)).encode())
    return digest.hexdigest()

"""Uploaded files on their way into a backup and back, from a folder or a bucket alike.

Their names hold digests and none is ever overwritten: what is copied after the database
was written down has every file that it names.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfileobj

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage

from bluecampaign.media.storage import Stored, stored_files

from .archive import PIECE, Reading, Writing, digest_of
from .manifest import MEDIA, Damaged, Member

Told = Callable[[int, int, int], None]


@dataclass(slots=True)
class Returned:
    """What came of bringing files back; `different` ones are there with other bytes."""

    added: int = 0
    alike: int = 0
    different: list[str] = field(default_factory=list)


def everything(storage: Storage) -> list[Stored]:
    return sorted(stored_files(storage))


def copy_in(storage: Storage, files: list[Stored], backup: Writing, told: Told) -> list[Member]:
    """Each file into the backup; one that was taken away meanwhile is left out. Raises
    OSError for one that became shorter."""
    members, copied = [], 0
    for number, stored in enumerate(files, start=1):
        try:
            file = storage.open(stored.name)
        except FileNotFoundError:
            continue
        with file:
            members.append(backup.add(f"{MEDIA}{stored.name}", file, file.size))
        copied += members[-1].size
        told(number, len(files), copied)
    return members


def bring_back(storage: Storage, backup: Reading, scratch: Path, told: Told) -> Returned:
    """Add what is missing; nothing that is there is written over or taken away."""
    returned, media, seen = Returned(), backup.manifest.media, 0
    for number, member in enumerate(media, start=1):
        name = member.name.removeprefix(MEDIA)
        if not storage.exists(name):
            _put(storage, name, backup, member, scratch)
            returned.added += 1
        elif _digest(storage, name) == member.sha256:
            returned.alike += 1
        else:
            returned.different.append(name)
        seen += member.size
        told(number, len(media), seen)
    return returned


def _put(storage: Storage, name: str, backup: Reading, member: Member, scratch: Path) -> None:
    unpacked = backup.unpack(member, scratch / "file")
    if isinstance(storage, FileSystemStorage):
        _move(unpacked, Path(storage.path(name)))
        return
    with unpacked.open("rb") as file:
        kept = storage.save(name, File(file, name))
    unpacked.unlink()
    if kept != name:
        raise Damaged(f"The storage gave {name} another name, {kept}.")


def _move(unpacked: Path, place: Path) -> None:
    """Whole under its name, or not there: a killed run leaves no half file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    with unpacked.open("rb") as source, part.open("wb") as target:
        copyfileobj(source, target, PIECE)
    if settings.FILE_UPLOAD_PERMISSIONS is not None:
        part.chmod(settings.FILE_UPLOAD_PERMISSIONS)
    os.replace(part, place)
    unpacked.unlink()


def _digest(storage: Storage, name: str) -> str:
    with storage.open(name) as file:
        return digest_of(file)

"""Sheets among the files of an item: what an archive may hold of a piece that is printed
when somebody asks for it."""

import io
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from bluecampaign.translation.languages import BY_CODE, SOURCE

from ..addresses import page_language
from .making import Sheet, Unprintable
from .orders import Order
from .pieces import piece_of


class MadeFile:
    """A sheet as a file of a storage, made when it is read."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.name, self.storage = sheet, sheet.file_name, self

    def open(self, name: str) -> io.BytesIO:
        return io.BytesIO(self.sheet.file())

    def size(self, name: str) -> int:
        return len(self.sheet.file())


@dataclass(frozen=True)
class MadeEdition:
    """What an edition tells about its file, of a sheet."""

    language: str
    file: MadeFile
    print_size: str = ""

    @property
    def revision(self) -> str:
        return self.file.sheet.revision

    @property
    def revised_on(self) -> date:
        return timezone.localdate(self.file.sheet.updated)

    @property
    def sha256(self) -> str:
        return self.file.sheet.etag

    @cached_property
    def bytes(self) -> int:
        return self.file.size(self.file.name)


def made_for(item, language: str) -> list[MadeEdition]:
    """The sheet of an item for readers of a language (BCP 47), else the English one; on the
    paper that it comes on first. Nothing of an item that this site does not print."""
    piece = piece_of(item) if item.printed_as else None
    codes = dict.fromkeys((page_language(language), SOURCE)) if piece else ()
    for code in codes:
        sheet = Sheet(item, piece, Order((code,), piece.papers[0]))
        try:
            sheet.file()
        except Unprintable:
            continue
        return [MadeEdition(BY_CODE[code].tag, MadeFile(sheet))]
    return []

"""From data to PDF and PNG. The same data gives the same bytes, today and next year."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock

from bluecampaign.web.first_use import OnFirstUse

from . import fonts

typst = OnFirstUse("typst")
LAYOUTS = Path(__file__).parent / "typst"
MAIN = LAYOUTS / "main.typ"
PDF_STANDARD = "ua-1"
# Layouts give up with these words when a text does not fit.
OVERFLOW = re.compile(r"overflow: (\w+)")
VOWEL_MARKS = re.compile("[\u064b-\u0652\u0670]")
# How a reader lays two pages side by side (ISO 32000, 12.2). Browsers take it for the order
# of words when they copy, and turn the English ones around. As many bytes as before.
DIRECTION = (b"/Direction/R2L", b"/Direction/L2R")
# The compiler is not made for several threads at once.
_lock = Lock()


class Unprintable(Exception):
    """A piece that would come out wrong; `reason` is overflow, glyph or failure, `detail`
    says of what."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


@cache
def _compiler():
    return typst.Compiler(str(MAIN), root=str(LAYOUTS), font_paths=fonts.loaded())


def pdf(data: Mapping, made: int) -> bytes:
    """A tagged PDF (PDF/UA-1, ISO 14289-1) of the data of a layout, dated `made`, in
    seconds since 1970. Raises Unprintable rather than leave out a letter or a line."""
    made = _compiled(data, format="pdf", pdf_standards=[PDF_STANDARD], timestamp=made)
    return made.replace(*DIRECTION)


def png(data: Mapping, ppi: float) -> bytes:
    """The first page as a picture, with so many pixels to the inch."""
    pages = _compiled(data, format="png", ppi=ppi)
    return pages[0] if isinstance(pages, list) else pages


def _compiled(data: Mapping, **how):
    told = {"data": unpointed(json.dumps(data, ensure_ascii=False, sort_keys=True))}
    with _lock:
        try:
            return _compiler().compile(sys_inputs=told, **how)
        except typst.TypstError as error:
            raise _refused(str(error)) from error


def unpointed(text: str) -> str:
    """Arabic without its vowel marks, which newspapers leave out too: letters that carry
    one come out of a PDF in the wrong order when somebody copies or searches them."""
    return VOWEL_MARKS.sub("", unicodedata.normalize("NFC", text))


def _refused(told: str) -> Unprintable:
    found = OVERFLOW.search(told)
    if found:
        return Unprintable("overflow", found[1])
    if "cannot be displayed" in told or "glyph" in told or "font" in told:
        return Unprintable("glyph", told[:200])
    return Unprintable("failure", told[:200])


@cache
def digest_of_layouts() -> str:
    """Changes with any layout, picture or font, and with the version of the compiler."""
    found = hashlib.blake2b(version("typst").encode(), digest_size=16)
    for file in sorted([*LAYOUTS.rglob("*.*"), *fonts.FOLDER.glob("*.?tf")]):
        found.update(file.read_bytes())
    return found.hexdigest()

"""What a PDF must not carry: each reason by its code, all of them at once."""

import re
from collections.abc import Iterator

import pikepdf

from .parts import named, parts, text

# What an action does (`/S`), and what a thing is (`/Type`, `/Subtype`).
KINDS = {
    "/JavaScript": "javascript",
    "/Launch": "launch",
    "/GoToR": "remote",
    "/GoToE": "remote",
    "/SubmitForm": "form",
    "/ImportData": "form",
    "/Movie": "media",
    "/Sound": "media",
    "/Rendition": "media",
    "/RichMedia": "media",
    "/RichMediaExecute": "media",
    "/Screen": "media",
    "/3D": "media",
    "/GoTo3DView": "media",
    "/EmbeddedFile": "embedded",
    "/FileAttachment": "embedded",
    "/Collection": "embedded",
}
# Keys that nothing harmless has.
KEYS = {
    "/JavaScript": "javascript",
    "/JS": "javascript",
    "/EmbeddedFiles": "embedded",
    "/EF": "embedded",
    "/XFA": "xfa",
    "/RichMediaContent": "media",
    "/RichMediaSettings": "media",
}
# Menu commands that only turn pages; every other one acts on the reader's program.
HARMLESS_COMMANDS = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
HARMLESS_SCHEMES = {"http", "https", "mailto", "tel", "sms"}
SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
ELSEWHERE = ("//", "\\\\")
BLANK = re.compile(r"[\x00-\x20\x7f-\xa0]+")


def reasons(pdf: pikepdf.Pdf) -> set[str]:
    """The codes of everything that speaks against a file."""
    found = {"encrypted"} if pdf.is_encrypted else set()
    if "/Collection" in pdf.Root:
        found.add("embedded")
    for part in parts(pdf):
        if not isinstance(part, pikepdf.Array):
            found.update(_reasons_of(part))
    return found


def _reasons_of(part) -> Iterator[str]:
    yield from (KEYS[key] for key in part.keys() & KEYS.keys())
    for key in ("/S", "/Type", "/Subtype"):
        kind = named(part, key)
        if kind in KINDS:
            yield KINDS[kind]
    if named(part, "/S") == "/Named" and named(part, "/N") not in HARMLESS_COMMANDS:
        yield "launch"
    for key in ("/URI", "/Base"):
        if not is_harmless_address(text(part.get(key))):
            yield "address"
    if _stands_elsewhere(part):
        yield "remote"


def _stands_elsewhere(part) -> bool:
    """Whether its content is to be fetched from another file."""
    is_form = named(part, "/Subtype") == "/Form" and "/Ref" in part
    is_thread = named(part, "/S") == "/Thread" and "/F" in part
    return is_form or is_thread or (isinstance(part, pikepdf.Stream) and "/F" in part)


def is_harmless_address(address: str) -> bool:
    """Whether a link leads to the web, to a mailbox or to a telephone, as readers of
    PDFs understand it: they overlook blanks and control characters."""
    bare = BLANK.sub("", address)
    scheme = SCHEME.match(bare)
    if scheme:
        return scheme[1].lower() in HARMLESS_SCHEMES
    return not bare.startswith(ELSEWHERE)

"""Takes out of a PDF who made it, when, where and with what; keeps what readers need."""

import pikepdf

from .parts import named, parts, text

LONGEST_TITLE = 300
# Private notes of programs, and descriptions of single pictures: place, camera, author.
PRIVATE = ("/Metadata", "/PieceInfo", "/LastModified")
SIGNED = ("/T", "/M", "/CreationDate", "/NM")
# In a JPEG: EXIF and XMP, what Photoshop wrote, comments.
TELLING_SEGMENTS = {0xE1, 0xED, 0xFE}
START_OF_SCAN = 0xDA


def title_of(pdf: pikepdf.Pdf) -> str:
    title = text(pdf.docinfo.get("/Title")) if "/Info" in pdf.trailer else ""
    return " ".join((title or _described(pdf, "dc:title")).split())[:LONGEST_TITLE]


def language_of(pdf: pikepdf.Pdf) -> str:
    return text(pdf.Root.get("/Lang")).strip()[:35]


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """Whether a screen reader is given an order: the mark alone is no structure."""
    marks, tree = pdf.Root.get("/MarkInfo"), pdf.Root.get("/StructTreeRoot")
    marked = isinstance(marks, pikepdf.Dictionary) and bool(marks.get("/Marked", False))
    return marked and isinstance(tree, pikepdf.Dictionary) and "/K" in tree


def _described(pdf: pikepdf.Pdf, name: str) -> str:
    """What the file's own description says; nothing where it cannot be read."""
    try:
        return str(pdf.open_metadata().get(name) or "")
    except (ValueError, SyntaxError, KeyError, TypeError, pikepdf.PdfError):
        return ""


def clean(pdf: pikepdf.Pdf) -> None:
    """Leave title and language, and that the file was made for PDF/UA, of all that
    it says of itself."""
    title, language, ua = title_of(pdf), language_of(pdf), _described(pdf, "pdfuaid:part")
    for part in parts(pdf):
        if not isinstance(part, pikepdf.Array):
            _strip(part)
    # The identity of a file names the one that it was made from.
    for key in ("/Info", "/ID"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    if title:
        pdf.docinfo["/Title"] = title
    _describe(pdf, title, language, ua)


def _strip(part) -> None:
    for key in PRIVATE:
        if key in part:
            del part[key]
    if "/Rect" in part and named(part, "/Subtype") not in ("", "/Widget"):
        for key in SIGNED:
            if key in part:
                del part[key]
    if isinstance(part, pikepdf.Stream) and named(part, "/Filter") == "/DCTDecode":
        data = part.read_raw_bytes()
        bare = without_notes(data)
        if bare != data:
            part.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=part.get("/DecodeParms"))


def _describe(pdf: pikepdf.Pdf, title: str, language: str, ua: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
        if title:
            meta["dc:title"] = title
        if language:
            meta["dc:language"] = {language}
        if ua in ("1", "2"):
            meta["pdfuaid:part"] = ua


def without_notes(jpeg: bytes) -> bytes:
    """A JPEG without EXIF, XMP and comments, its picture untouched; what does not look
    like one is given back as it is."""
    if jpeg[:2] != b"\xff\xd8":
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg):
        if jpeg[at] != 0xFF:
            return jpeg
        kind, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4]) + 2
        if kind == START_OF_SCAN:
            return b"".join([*kept, jpeg[at:]])
        if kind not in TELLING_SEGMENTS:
            kept.append(jpeg[at : at + length])
        at += length
    return jpeg

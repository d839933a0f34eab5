"""Uploads are opened, judged and made anew before anything is stored.

An image is decoded and encoded again, so that no metadata, position or appended file
survives. A PDF is refused when it would do anything but show itself. A refusal is a
`ValidationError` that holds every reason.
"""

import hashlib
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_IMAGE_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_PDF_BYTES = 50 * 1024 * 1024
IMAGE_FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


@dataclass(frozen=True, slots=True)
class TakenImage:
    """An image that is safe to store: re-encoded, upright, without metadata."""

    content: ContentFile
    width: int
    height: int
    digest: str
    extension: str


@dataclass(frozen=True, slots=True)
class TakenPdf:
    content: ContentFile
    pages: int
    digest: str
    warnings: list[str]


def take_image(upload) -> TakenImage:
    """Decode, check and encode an image anew; raises ValidationError."""
    data = _read(upload, MOST_IMAGE_BYTES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(IMAGE_FORMATS)) as opened:
                kind = str(opened.format)
                image = ImageOps.exif_transpose(opened)
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(
            _("This picture has more than %(most)s million pixels. Make it smaller.")
            % {"most": MOST_PIXELS // 1_000_000}
        ) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise ValidationError(
            _("This is not a JPEG, PNG or WebP picture that can be opened.")
        ) from None
    clean = _encode(image, kind)
    return TakenImage(
        content=ContentFile(clean),
        width=image.width,
        height=image.height,
        digest=hashlib.sha256(clean).hexdigest(),
        extension=IMAGE_FORMATS[kind],
    )


def _encode(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    mode = "RGB" if kind == "JPEG" else "RGBA"
    bare = Image.new(mode, image.size)
    bare.paste(image.convert(mode))
    options = {"quality": 88} if kind in ("JPEG", "WEBP") else {}
    bare.save(out, format=kind, optimize=True, **options)
    return out.getvalue()


def take_pdf(upload) -> TakenPdf:
    """Check a PDF; raises ValidationError that names everything it must not carry."""
    data = _read(upload, MOST_PDF_BYTES)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            refusals = _refusals(pdf)
            if refusals:
                raise ValidationError(refusals)
            return TakenPdf(
                content=ContentFile(data),
                pages=len(pdf.pages),
                digest=hashlib.sha256(data).hexdigest(),
                warnings=_shortcomings(pdf),
            )
    except pikepdf.PasswordError:
        raise ValidationError(_("This PDF needs a password. Save it without one.")) from None
    except pikepdf.PdfError:
        raise ValidationError(_("This is not a PDF that can be opened.")) from None


def _refusals(pdf: pikepdf.Pdf) -> list[str]:
    found = {name for thing in pdf.objects for name in _names(thing)}
    reasons = []
    if pdf.is_encrypted:
        reasons.append(_("It is encrypted."))
    if found & {"/JavaScript", "/JS"}:
        reasons.append(_("It carries JavaScript."))
    if found & {"/Launch", "/ImportData", "/SubmitForm"}:
        reasons.append(_("It starts a program or sends a form."))
    if found & {"/EmbeddedFiles", "/EmbeddedFile", "/EF", "/RichMedia"}:
        reasons.append(_("It has other files inside."))
    return reasons


def _names(thing) -> Iterator[str]:
    """The keys of a PDF object and the kinds of action it names, however deep they
    stand in dictionaries and arrays of its own."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        inside = []
        if isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
            inside = list(part.values())
            yield from part.keys()
            yield from (str(part[key]) for key in ("/S", "/Type", "/Subtype") if key in part)
        elif isinstance(part, pikepdf.Array):
            inside = list(part)
        waiting += [
            value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect
        ]


def _shortcomings(pdf: pikepdf.Pdf) -> list[str]:
    """What makes a PDF harder to use, in sentences for the person who uploads it."""
    marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
    checks = [
        (bool(marked), _("It has no tags: a screen reader cannot follow it.")),
        ("/Lang" in pdf.Root, _("It does not say its language.")),
        (bool(pdf.docinfo.get("/Title")), _("It has no title.")),
    ]
    return [sentence for fine, sentence in checks if not fine]


def _read(upload, most: int) -> bytes:
    size = getattr(upload, "size", None)
    if size is not None and size > most:
        raise ValidationError(
            _("This file is larger than %(most)s MB.") % {"most": most // 1024 // 1024}
        )
    upload.seek(0)
    return upload.read()

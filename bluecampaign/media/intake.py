"""Uploads: told by their content, judged, scanned, made anew. What is refused is stored
nowhere, and the `ValidationError` holds every reason.
"""

import hashlib
from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from PIL import Image

from . import images, pdfs, scanner
from .kinds import PDF, kind_of
from .reasons import Reason

MOST_IMAGE_BYTES = 15 * 1024 * 1024
MOST_PDF_BYTES = 50 * 1024 * 1024
HEAD = 16
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp"
ACCEPTED_IMAGES = ".jpg,.jpeg,.png,.webp"


@dataclass(frozen=True, slots=True)
class TakenImage:
    """An image that is safe to store: re-encoded, upright, without metadata."""

    content: ContentFile
    width: int
    height: int
    digest: str
    extension: str
    image: Image.Image


@dataclass(frozen=True, slots=True)
class TakenPdf:
    """A PDF that is safe to store, saved anew; its words, its first page, what it lacks."""

    content: ContentFile
    pages: int
    digest: str
    language: str
    text: str
    image: Image.Image
    shortcomings: list[str] = field(default_factory=list)
    extension: str = "pdf"


def take(upload) -> TakenImage | TakenPdf:
    """A PDF or an image, whichever the content is; raises ValidationError."""
    return take_pdf(upload) if _kind(upload) == PDF else take_image(upload)


def take_image(upload) -> TakenImage:
    """Decode, check and encode an image anew; raises ValidationError."""
    kind = _kind(upload)
    if kind in ("", PDF):
        raise Reason.UNKNOWN.error()
    _weigh(upload, MOST_IMAGE_BYTES)
    scanner.scan(upload)
    upload.seek(0)
    image, content = images.remade(upload.read(), kind)
    return TakenImage(
        content=content,
        width=image.width,
        height=image.height,
        digest=_digest(content),
        extension=images.extension(kind),
        image=image,
    )


def take_pixels(upload, *, most_bytes: int, most_pixels: int) -> Image.Image:
    """The pixels of a small picture that is stored nowhere; raises ValidationError."""
    kind = _kind(upload)
    if kind in ("", PDF):
        raise Reason.UNKNOWN.error()
    _weigh(upload, most_bytes)
    scanner.scan(upload)
    upload.seek(0)
    return images.open_image(upload.read(), kind, most_pixels)


def take_pdf(upload) -> TakenPdf:
    """Check a PDF and save it anew; raises ValidationError that names everything it
    must not carry."""
    if _kind(upload) != PDF:
        raise Reason.UNKNOWN.error()
    _weigh(upload, MOST_PDF_BYTES)
    scanner.scan(upload)
    found = pdfs.inspect(upload)
    content = ContentFile(found.data)
    return TakenPdf(
        content=content,
        pages=found.pages,
        digest=_digest(content),
        language=found.language,
        text=found.text,
        image=found.cover,
        shortcomings=found.shortcomings,
    )


def _kind(upload) -> str:
    upload.seek(0)
    head = upload.read(HEAD)
    if not head:
        raise Reason.EMPTY.error()
    return kind_of(head)


def _weigh(upload, most: int) -> None:
    if upload.size > most:
        raise Reason.TOO_LARGE.error(most=most // 1024 // 1024)


def _digest(content: ContentFile) -> str:
    return hashlib.sha256(content.file.getvalue()).hexdigest()

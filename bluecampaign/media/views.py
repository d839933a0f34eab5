"""Serves stored files: fixed types, nothing that runs, kept for good where the name
holds the digest of the content.

It asks the storage for nothing but `exists`, `size` and `open`, so files may lie anywhere.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from functools import wraps
from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from bluecampaign.pages.facts import PageFacts
from bluecampaign.translation.reversing import reverse
from bluecampaign.web.limits import FILE, limited

from . import successors
from .ranges import Unsatisfiable, asked_range
from .storage import StorageAway
from .storing import digest_in

log = logging.getLogger(__name__)
SAFE = ("GET", "HEAD")
KEPT = (200, 206, 304)
PIECE = 64 * 1024
A_YEAR, A_DAY = 31_536_000, 86_400
NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# A picture needs nothing. The readers that browsers have for PDFs stay blank in a
# sandbox and without styles of their own; a PDF that was taken in runs nothing.
SANDBOX = f"{NOTHING}; sandbox"
READER = f"{NOTHING}; object-src 'self'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True)
class Type:
    """How files of an extension are served, whatever is in them."""

    name: str
    disposition: str = "inline"
    policy: str = SANDBOX


TYPES = {
    ".jpg": Type("image/jpeg"),
    ".png": Type("image/png"),
    ".webp": Type("image/webp"),
    ".pdf": Type("application/pdf", policy=READER),
    ".zip": Type("application/zip", disposition="attachment"),
}


def public_file(view):
    """Mark a view of files: they say themselves how long they are kept."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        try:
            return view(request, *args, **kwargs)
        except StorageAway:
            log.exception("A file could not be read.")
            return HttpResponse(status=503, headers={"Retry-After": "60"})

    wrapped.cache_posture = "public, by the name of the file"
    wrapped.csrf_exempt = True
    return wrapped


def _is_long(request, path: str) -> bool:
    """Pictures are small and many; the others take a thread while they travel."""
    return path.endswith((".pdf", ".zip"))


@limited(FILE, when=_is_long)
@public_file
def uploaded_file(request, path: str):
    """A stored file by its name, or the way to what took its place; 404 for any other
    type than those taken in."""
    kind = TYPES.get(PurePosixPath(path).suffix)
    if kind is None or not _is_plain(path):
        raise Http404
    try:
        url = successors.successor_of(path)
    except successors.Gone:
        return _gone(request)
    except DatabaseError:
        url = None  # Files are there without a database.
    if url and url != default_storage.url(path):
        return HttpResponsePermanentRedirect(url, headers={"Cache-Control": "public, max-age=3600"})
    if not _is_there(path):
        raise Http404
    return _described(_answer(request, path, kind), path, kind)


def _is_plain(path: str) -> bool:
    parts = path.split("/")
    return "\0" not in path and "\\" not in path and not {"", ".", ".."} & set(parts)


def _is_there(path: str) -> bool:
    try:
        return default_storage.exists(path)
    except StorageAway:
        raise
    except (SuspiciousOperation, OSError):
        return False


def _gone(request):
    title = _("This file is no longer given out")
    facts = PageFacts(title=title, path=reverse("home"), robots="noindex")
    return render(request, "gone.html", {"facts": facts}, status=410)


def etag_of(path: str) -> str:
    """Strong where the name tells the content; a file of another name has none."""
    digest = digest_in(path)
    return f'"{digest}{PurePosixPath(path).suffix}"' if digest else ""


def _answer(request, path: str, kind: Type):
    etag = etag_of(path)
    if etag and _knows(request.headers.get("If-None-Match", ""), etag):
        return HttpResponse(status=304)
    size = default_storage.size(path)
    try:
        wanted = _wanted(request, etag, size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    if request.method == "HEAD":
        return HttpResponse(content_type=kind.name, headers={"Content-Length": str(size)})
    file = default_storage.open(path)
    if wanted is None:
        return FileResponse(file, content_type=kind.name, headers={"Content-Length": str(size)})
    return _part(file, wanted, size, kind)


def _knows(header: str, etag: str) -> bool:
    return any(known.removeprefix("W/") in ("*", etag) for known in parse_etags(header))


def _wanted(request, etag: str, size: int) -> tuple[int, int] | None:
    header = request.headers.get("Range", "")
    condition = request.headers.get("If-Range", "").strip()
    if not header or request.method != "GET" or (condition and condition != etag):
        return None
    return asked_range(header, size)


def _part(file, wanted: tuple[int, int], size: int, kind: Type) -> StreamingHttpResponse:
    start, end = wanted
    response = StreamingHttpResponse(
        _pieces(file, start, end - start + 1),
        status=206,
        content_type=kind.name,
        headers={
            "Content-Range": f"bytes {start}-{end}/{size}",
            "Content-Length": str(end - start + 1),
        },
    )
    response._resource_closers.append(file.close)
    return response


def _pieces(file, start: int, length: int) -> Iterator[bytes]:
    file.seek(start)
    while length > 0 and (piece := file.read(min(PIECE, length))):
        length -= len(piece)
        yield piece


def _described(response, path: str, kind: Type):
    digest = digest_in(path)
    keeping = f"max-age={A_YEAR}, immutable" if digest else f"max-age={A_DAY}"
    if response.status_code in KEPT:
        response.headers["Cache-Control"] = f"public, {keeping}"
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = kind.policy
    response.headers["Content-Disposition"] = f'{kind.disposition}; filename="{plain_name(path)}"'
    if digest:
        response.headers["ETag"] = etag_of(path)
    return response


def plain_name(path: str) -> str:
    """The name under which a file is kept: ASCII, without the digest."""
    place = PurePosixPath(path)
    words = place.stem.removesuffix(digest_in(path)).strip("-")
    safe = "".join(c for c in words if c.isascii() and (c.isalnum() or c in "-_"))
    return f"{safe or 'file'}{place.suffix}"

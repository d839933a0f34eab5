"""The printed pieces over HTTP: a file for each order, and the form that leads to one."""

from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import translation

from bluecampaign.printing.qr import qr_svg
from bluecampaign.translation.languages import BY_CODE, SOURCE
from bluecampaign.web.limits import ARCHIVE, limited
from bluecampaign.web.posture import keep, public_page, revalidated
from bluecampaign.web.tags import unchanged

from ..addresses import page_language, permanent_path, permanent_url
from ..downloads import count_sheet, is_download
from ..permanent import find, lead
from .making import PREVIEW_PPI, Sheet, Unprintable
from .orders import NoSuchOrder, Order, asked_for, read
from .pieces import Piece, piece_of
from .revisions import note

TYPES = {"pdf": "application/pdf", "png": "image/png"}
PREVIEW, QR = "preview", "qr"


def order_url(code: str, order: Order) -> str:
    return f"{permanent_path(code)}{quote(order.languages, safe='+')}/print/{order.name}"


def preview_url(code: str, language: str) -> str:
    return f"{permanent_path(code, BY_CODE[language].tag)}print/{PREVIEW}.png"


def qr_url(code: str, language: str) -> str:
    return f"{permanent_path(code, BY_CODE[language].tag)}print/{QR}.svg"


def language_of(language: str, **kwargs) -> str:
    return page_language(language.split("+")[0])


@limited(ARCHIVE, language=language_of)
@revalidated
def printed(request, code: str, language: str, name: str, format: str):
    """A piece as a file. What is not printed like that leads to the page of the item."""
    item = find(code)
    piece = piece_of(item) if item and not item.is_withdrawn else None
    first = page_language(language.split("+")[0])
    if piece is None:
        return lead(request, code, first)
    if (name, format) == (QR, "svg"):
        return _code(item.code, first)
    is_preview = (name, format) == (PREVIEW, "png")
    try:
        order = _preview(piece, language) if is_preview else read(piece, language, name, format)
        sheet = Sheet(item, piece, order)
        with translation.override(first):
            response = file_of(request, sheet, PREVIEW_PPI if is_preview else 0)
    except (NoSuchOrder, Unprintable):
        return lead(request, item.code, first)
    if response.status_code == 200 and not is_preview:
        note(sheet)
        if is_download(request):
            count_sheet(item, BY_CODE[first].tag, f"{order.languages}/{order.name}")
    return response


def _code(code: str, language: str) -> HttpResponse:
    """The QR code alone, for partners' own designs: it leads to the item in the language."""
    svg = qr_svg(permanent_url(code, BY_CODE[language].tag))
    response = HttpResponse(svg, content_type="image/svg+xml")
    name = f"{code}-{BY_CODE[language].tag}-{QR}.svg".lower()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _preview(piece: Piece, language: str) -> Order:
    return read(piece, language, piece.papers[0], "png")


def file_of(request, sheet: Sheet, ppi: float = 0) -> HttpResponse:
    """What everybody gets alike, unless they have it. Raises Unprintable."""
    known = unchanged(request, sheet.etag)
    if known is not None:
        return known
    kind = "inline" if sheet.order.format == "png" else "attachment"
    response = as_file(sheet, sheet.file(ppi), kind)
    response.headers["ETag"] = sheet.etag
    return response


def as_file(sheet: Sheet, content: bytes, kind: str = "attachment") -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[sheet.order.format])
    response.headers["Content-Disposition"] = f'{kind}; filename="{sheet.file_name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@public_page(minutes=5)
def choose(request, code: str):
    """From the form of an item to the file that was chosen; what cannot be printed leads
    back to the item."""
    asked = request.GET
    item = find(code)
    piece = piece_of(item) if item and not item.is_withdrawn else None
    first = asked.get("language", SOURCE)
    if piece is None:
        return lead(request, code, first)
    try:
        order = asked_for(piece, asked)
    except NoSuchOrder:
        return lead(request, item.code, first)
    return keep(HttpResponseRedirect(order_url(item.code, order)), minutes=5)

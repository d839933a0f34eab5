"""How large a PDF may be inside, whatever it weighs outside."""

import zlib
from collections.abc import Iterator

import pikepdf

MOST_OBJECTS = 200_000
MOST_DECODED = 400 * 1024 * 1024
MOST_IN_A_STREAM = 120 * 1024 * 1024
MOST_PIXELS = 100_000_000
# Half an inch and the largest side that the format knows, in points.
SHORTEST_SIDE, LONGEST_SIDE = 36, 14_400
PIECE = 1024 * 1024


def too_many_objects(pdf: pikepdf.Pdf) -> bool:
    return len(pdf.objects) > MOST_OBJECTS


def page_reasons(pdf: pikepdf.Pdf, most_pages: int) -> Iterator[str]:
    number = len(pdf.pages)
    if not number:
        yield "no_pages"
    elif number > most_pages:
        yield "pages"
    elif not all(_is_a_sheet(page) for page in pdf.pages):
        yield "boxes"


def _is_a_sheet(page: pikepdf.Page) -> bool:
    """Whether a page has a size that paper or a screen can have."""
    try:
        boxes = [[float(side) for side in box] for box in (page.mediabox, page.cropbox)]
        return all(_is_of_paper(box) for box in boxes)
    except (TypeError, ValueError, OverflowError, AttributeError):
        return False


def _is_of_paper(box: list[float]) -> bool:
    left, bottom, right, top = box
    sides = abs(right - left), abs(top - bottom)
    return all(SHORTEST_SIDE <= side <= LONGEST_SIDE for side in sides)


def is_a_bomb(pdf: pikepdf.Pdf) -> bool:
    """Whether the streams of a file unpack to more than anybody needs. They are
    unpacked piece by piece and thrown away."""
    total = 0
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if _pixels(thing) > MOST_PIXELS:
            return True
        size = unpacked_size(thing)
        total += size
        if size > MOST_IN_A_STREAM or total > MOST_DECODED:
            return True
    return False


def _pixels(stream: pikepdf.Stream) -> int:
    try:
        return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
    except (TypeError, ValueError, OverflowError):
        return MOST_PIXELS + 1


def unpacked_size(stream: pikepdf.Stream) -> int:
    """The size of a stream behind the layers that zlib made; other layers stay."""
    packed = bytes(stream.read_raw_bytes())
    layers = 0
    for name in _filters(stream):
        if name not in ("/FlateDecode", "/Fl"):
            break
        layers += 1
    pieces: Iterator[bytes] = _sliced(packed)
    for _layer in range(layers):
        pieces = _unpacked(pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_IN_A_STREAM:
            break
    return size


def _sliced(data: bytes) -> Iterator[bytes]:
    """In pieces, so that what is left of one is not copied again and again."""
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE))


def _filters(stream: pikepdf.Stream) -> list[str]:
    found = stream.get("/Filter")
    if isinstance(found, pikepdf.Array):
        return [str(name) for name in found]
    return [str(found)] if isinstance(found, pikepdf.Name) else []


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for piece in pieces:
        while piece:
            try:
                out = unpacker.decompress(piece, PIECE)
            except zlib.error:
                return
            yield out
            piece = unpacker.unconsumed_tail

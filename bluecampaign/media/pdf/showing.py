"""What a PDF looks like and says: its first page as a picture, its words."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

MOST_WORDS = 60_000  # characters
COVER_WIDTH, COVER_HEIGHT = 640, 1280
# What stands for a hyphen at the end of a line, and what is no text at all.
SOFT = re.compile(r"[\u00ad\u0002\ufffe\uffff]\s*")
NO_TEXT = {"Cc", "Cs", "Co", "Cn"}


def words_of(document: pypdfium2.PdfDocument) -> str:
    """The text of a file as one line, as far as a search needs it."""
    pieces, length = [], 0
    for piece in _pages_of(document):
        pieces.append(piece)
        length += len(piece) + 1
        if length > MOST_WORDS:
            break
    return " ".join(pieces)[:MOST_WORDS].strip()


def _pages_of(document: pypdfium2.PdfDocument) -> Iterator[str]:
    for number in range(len(document)):
        page = document[number]
        found = page.get_textpage()
        yield tidy(found.get_text_range(0, min(found.count_chars(), MOST_WORDS)))
        found.close()
        page.close()


def tidy(text: str) -> str:
    """Text without control characters, unpaired halves of letters and double blanks."""
    joined = SOFT.sub("", text)
    plain = "".join(c if unicodedata.category(c) not in NO_TEXT else " " for c in joined)
    return " ".join(unicodedata.normalize("NFC", plain).split())


def draw_cover(document: pypdfium2.PdfDocument, target: Path) -> None:
    """Draw the first page as a PNG that fits into the largest cover."""
    page = document[0]
    width, height = page.get_size()
    scale = min(COVER_WIDTH / width, COVER_HEIGHT / height)
    page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB").save(target)

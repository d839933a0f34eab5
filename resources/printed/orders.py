"""What somebody asks for: a piece in one language or two, on a paper, in colour or not.

The whole order stands in its address, so that it can be linked to and kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bluecampaign.printing.papers import Paper
from bluecampaign.translation.languages import BY_CODE, SOURCE

from .pieces import Piece

PLAIN = "plain"
FORMATS = ("pdf", "png")
NAME = re.compile(r"(?P<paper>[a-z0-9]+)(?:-(?P<type>\d{1,2})pt)?(?P<plain>-plain)?")
TAG_OF = {language.tag.lower(): language.code for language in BY_CODE.values()}


class NoSuchOrder(ValueError):
    """Nothing is printed that way; an address that was cut off or made up."""


@dataclass(frozen=True, slots=True)
class Order:
    """`codes` are one page language, or another one and English; `least` is the smallest
    type in points, 0 for any."""

    codes: tuple[str, ...]
    paper: str
    is_colour: bool = True
    least: int = 0
    format: str = "pdf"

    @property
    def languages(self) -> str:
        """As addresses have it: `ar`, `zh-Hans+en`."""
        return "+".join(BY_CODE[code].tag for code in self.codes)

    @property
    def name(self) -> str:
        size = f"-{self.least}pt" if self.least else ""
        return f"{self.paper}{size}{'' if self.is_colour else '-plain'}.{self.format}"

    def on(self, piece: Piece) -> Paper:
        return piece.paper(self.paper)


def read(piece: Piece, languages: str, name: str, format: str) -> Order:
    """An order from its address; raises NoSuchOrder for what the piece does not come in."""
    found = NAME.fullmatch(name)
    codes = tuple(TAG_OF.get(tag.lower(), "") for tag in languages.split("+"))
    if found is None or format not in FORMATS or not _is_pair(codes):
        raise NoSuchOrder(name)
    least = int(found["type"] or 0)
    order = Order(codes, found["paper"], not found["plain"], least, format)
    if order.paper not in piece.papers or (least and least not in piece.types):
        raise NoSuchOrder(name)
    if order.on(piece).is_screen and format != "png":
        raise NoSuchOrder(name)
    return order


def _is_pair(codes: tuple[str, ...]) -> bool:
    """One language, or any but English with English beside it."""
    if not all(codes):
        return False
    return len(codes) == 1 or (len(codes) == 2 and codes[1] == SOURCE != codes[0])


def asked_for(piece: Piece, asked: Mapping[str, str]) -> Order:
    """An order from the fields of a form; raises NoSuchOrder."""
    first = asked.get("language", SOURCE)
    codes = [first, SOURCE] if asked.get("english") and first != SOURCE else [first]
    languages = "+".join(BY_CODE[each].tag if each in BY_CODE else "" for each in codes)
    paper = asked.get("paper") or piece.papers[0]
    size = f"-{asked['type']}pt" if asked.get("type") else ""
    name = f"{paper}{size}{'-plain' if asked.get('plain') else ''}"
    return read(piece, languages, name, _format_on(piece, paper))


def _format_on(piece: Piece, paper: str) -> str:
    return "png" if paper in piece.papers and piece.paper(paper).is_screen else "pdf"

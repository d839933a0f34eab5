"""The pieces there are: how each is set, on what, and what it needs to be whole."""

from dataclasses import dataclass

from bluecampaign.printing.papers import BY_NAME, SCREENS, SHEETS, Paper

from .names import PieceName


@dataclass(frozen=True, slots=True)
class Piece:
    """`layout` is the one of `bluecampaign/printing/typst`; `types` are the smallest sizes of
    type that can be asked for, in points; `words` are the fields that have to be filled."""

    layout: str
    papers: tuple[str, ...] = SHEETS
    is_lying: bool = False
    types: tuple[int, ...] = ()
    words: tuple[str, ...] = ("headline", "message")

    @property
    def takes_a_mark(self) -> bool:
        """A shoe card tells nothing, so nobody's name stands on it either."""
        return self.layout != "shoe-card"

    @property
    def has_room_for_logo(self) -> bool:
        return self.layout in ("poster", "tear-off", "document")

    def paper(self, name: str) -> Paper:
        """Raises KeyError for a paper that it is not set on."""
        if name not in self.papers:
            raise KeyError(name)
        return BY_NAME[name].lying() if self.is_lying else BY_NAME[name]


# Type sizes that laws about notices name most, from the size of a book to that of a headline.
TYPES = (12, 14, 16, 18, 20, 24)
DOCUMENT = Piece("document", words=())
PIECES = {
    PieceName.HOTLINE_CARD: Piece("hotline-card", words=("headline",)),
    PieceName.SHOE_CARD: Piece("shoe-card", words=()),
    PieceName.INDICATOR_CARD: Piece("indicator-card", is_lying=True),
    PieceName.NUMBERS_CARD: Piece("numbers-card", is_lying=True),
    PieceName.POSTER: Piece("poster", ("letter", "tabloid", "a4", "a3", *SCREENS)),
    PieceName.TEAR_OFF: Piece("tear-off", ("letter", "tabloid", "a4", "a3")),
    PieceName.NOTICE: Piece("poster", ("letter", "tabloid", "a4", "a3"), types=TYPES),
    PieceName.STICKER: Piece("poster", ("sticker", *SHEETS)),
}


def piece_of(item) -> Piece | None:
    """How an item is printed; None for one that has nothing to print."""
    if item.printed_as:
        return PIECES[PieceName(item.printed_as)]
    return DOCUMENT if item.body_en else None

"""What the page of an item offers to print: languages, papers, sizes of type."""

from dataclasses import dataclass

from django.conf import settings

from bluecampaign.printing.papers import BY_NAME, INCH, Paper
from bluecampaign.translation.languages import BY_CODE, CODES, SOURCE, Language, suffix
from bluecampaign.translation.reversing import reverse
from bluecampaign.web.kept import kept

from ..addresses import permanent_path
from ..models import Resource
from .making import PREVIEW_PPI
from .pieces import DOCUMENT, Piece, piece_of
from .views import preview_url, qr_url

# What a preview fits into, in pixels of a screen: a little less than a phone is wide.
ROOM = (288, 384)


@dataclass(frozen=True, slots=True)
class Offer:
    """The form of an item. `chosen` is the language of the page, where it is printed in it;
    `mark_path` leads to the same form with a partner's own mark, where that may be."""

    action: str
    piece: Piece
    languages: list[Language]
    chosen: Language
    preview: str
    qr: str = ""
    mark_path: str = ""
    paper: str = ""
    type: str = ""
    has_english: bool = False
    is_plain: bool = False

    @property
    def papers(self) -> list[Paper]:
        return [BY_NAME[name] for name in self.piece.papers]

    @property
    def types(self) -> list[str]:
        return [str(size) for size in self.piece.types]

    @property
    def has_pairs(self) -> bool:
        return len(self.languages) > 1

    @property
    def shown(self) -> tuple[int, int]:
        """How wide and high the preview is, in pixels of a screen. Pages say it beforehand,
        so that nothing moves under a reader's finger when the picture comes."""
        sheet = self.piece.paper(self.piece.papers[0])
        scale = min(PREVIEW_PPI / INCH, ROOM[0] / sheet.width, ROOM[1] / sheet.height)
        return round(sheet.width * scale), round(sheet.height * scale)


def offer_of(item: Resource, code: str) -> Offer | None:
    """None for an item that is not printed, or lacks its words in every language."""
    piece = piece_of(item)
    if piece is None:
        return None
    languages = kept(("printed-in", item.pk), lambda: _languages_of(item, piece))
    if not languages:
        return None
    chosen = BY_CODE[code] if code in languages else BY_CODE[languages[0]]
    return Offer(
        action=f"{permanent_path(item.code)}print/",
        piece=piece,
        languages=[BY_CODE[each] for each in languages],
        chosen=chosen,
        preview=preview_url(item.code, chosen.code),
        qr=qr_url(item.code, chosen.code),
        mark_path=_mark_path(item, piece),
    )


def _mark_path(item: Resource, piece: Piece) -> str:
    if not (settings.PARTNER_MARKS and piece.takes_a_mark):
        return ""
    return reverse("resources:with-your-mark", args=[item.slug])


def _languages_of(item: Resource, piece: Piece) -> list[str]:
    """In which all its words are there. One query for all of them."""
    fields = ("title", "summary", "body") if piece is DOCUMENT else piece.words
    columns = {code: [f"{name}_{suffix(code)}" for name in fields] for code in CODES}
    names = [name for group in columns.values() for name in group]
    if not names:
        return list(CODES)
    row = Resource.objects.filter(pk=item.pk).values(*names).get()
    found = [code for code in CODES if all(row[name] for name in columns[code])]
    return sorted(found, key=lambda code: code != SOURCE)

"""What a file is, written down with its edition: by the intake alone, never by hand."""

from collections.abc import Iterable

from django.utils.text import slugify

from bluecampaign.media import storing
from bluecampaign.media.images import on_white
from bluecampaign.media.intake import TakenImage, TakenPdf
from bluecampaign.media.pdfs import language_in
from bluecampaign.media.reasons import Shortcoming
from bluecampaign.media.renditions import COVER_WIDTHS, Shown, Widest, make, shown
from bluecampaign.translation.languages import BY_CODE, SOURCE

from .choices import NO_WORDS, UNKNOWN_LANGUAGE, Format
from .models import Edition

FOLDER = "editions"
NO_LANGUAGE = {UNKNOWN_LANGUAGE, NO_WORDS}


def store(edition: Edition, taken: TakenImage | TakenPdf) -> None:
    """Store a file that was judged and write down what it is; the edition is not saved.

    The name says code and language only: a file name may be seen by anybody.
    """
    words = f"{slugify(edition.resource.code)}-{edition.language.lower()}"
    name = storing.named(FOLDER, words, taken.digest, taken.extension)
    edition.file = storing.put(name, taken.content.read())
    edition.format = Format.PDF if isinstance(taken, TakenPdf) else Format.IMAGE
    describe(edition, taken)


def describe(edition: Edition, taken: TakenImage | TakenPdf) -> None:
    """Write down what was stored, and store its cover."""
    edition.bytes, edition.sha256 = taken.content.size, taken.digest
    if isinstance(taken, TakenPdf):
        edition.pages, edition.text = taken.pages, taken.text
        _judge(edition, taken.shortcomings, taken.language)
    else:
        edition.pages, edition.text = None, ""
        edition.shortcomings, edition.is_accessible = [], None
    make_cover(edition, taken.image)


def make_cover(edition: Edition, image) -> None:
    """Store the first page, or the picture itself, as the cover of an edition."""
    widest = make(on_white(image), edition.file.name, COVER_WIDTHS)
    edition.cover = widest.name
    edition.cover_width, edition.cover_height = widest.width, widest.height


def forget(edition: Edition) -> None:
    """An edition without a file is described by nobody."""
    edition.bytes, edition.sha256, edition.text = 0, "", ""
    edition.shortcomings, edition.is_accessible = [], None
    edition.cover, edition.cover_width, edition.cover_height = "", 0, 0
    edition.format = Format.LINK if edition.url else ""


def judge_language(edition: Edition) -> None:
    """Compare anew, after the language of an edition has changed and not its file."""
    if edition.format == Format.PDF:
        with edition.file.open() as stored:
            _judge(edition, edition.shortcomings, language_in(stored))


def _judge(edition: Edition, found: list[str], language: str) -> None:
    other = Shortcoming.OTHER_LANGUAGE.value
    codes = [code for code in found if code != other]
    if language and edition.language not in NO_LANGUAGE and not same(language, edition.language):
        codes.append(other)
    edition.shortcomings, edition.is_accessible = codes, not codes


def same(one: str, other: str) -> bool:
    """Whether two tags name one language, wherever it is spoken."""
    return one.lower().partition("-")[0] == other.lower().partition("-")[0]


def cover_for(editions: Iterable[Edition], code: str) -> Shown | None:
    """The cover that a reader of a page language knows best: that of an edition in it,
    else the English one, else any."""
    covered = [edition for edition in editions if edition.cover]
    wanted = (BY_CODE[code].tag, BY_CODE[SOURCE].tag)
    order = {tag: place for place, tag in enumerate(reversed(wanted), start=1)}
    best = max(covered, key=lambda edition: order.get(edition.language, 0), default=None)
    return cover_of(best) if best else None


def cover_of(edition: Edition) -> Shown | None:
    """The cover of an edition as a page shows it, or nothing."""
    if not edition.cover:
        return None
    return shown(Widest(edition.cover, edition.cover_width, edition.cover_height), COVER_WIDTHS)

"""Makes the covers and the sizes of pictures that are missing."""

from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from bluecampaign.media.intake import TakenPdf, take, take_image
from bluecampaign.media.models import Picture
from bluecampaign.media.renditions import PICTURE_WIDTHS, make
from resources.filing import make_cover
from resources.models import Edition

COVER = ("cover", "cover_width", "cover_height")
RENDITION = ("rendition", "rendition_width", "rendition_height")
Work = tuple[str, Callable[[], None]]


class Command(BaseCommand):
    help = (
        "Makes the covers of files and the sizes of pictures that are missing. Each is kept "
        "at once: what was broken off goes on when it is started again. Exits with 1 when "
        "something could not be made."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--dry-run", action="store_true", help="say what is missing, make nothing"
        )

    def handle(self, *args, dry_run: bool, verbosity: int, **options):
        work = [*_editions(), *_pictures()]
        failed = []
        for number, (name, make_it) in enumerate(work, start=1):
            said = "missing" if dry_run else _tried(make_it)
            failed += [f"{name}: {said}"] if said not in ("missing", "made") else []
            if verbosity:
                self.stdout.write(f"{number}/{len(work)} {said}: {name}")
        if failed:
            raise CommandError("These could not be made:\n  " + "\n  ".join(failed))
        if verbosity and not work:
            self.stdout.write("Nothing is missing.")


def _tried(make_it: Callable[[], None]) -> str:
    """What became of one: a damaged or lost file does not hold up the others."""
    try:
        with translation.override("en"):
            make_it()
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    except OSError:
        return "The file is not in the storage."
    return "made"


def _editions() -> Iterator[Work]:
    for edition in Edition.objects.filter(cover="").exclude(file="").order_by("pk"):
        yield edition.file.name, lambda edition=edition: _cover(edition)


def _cover(edition: Edition) -> None:
    with edition.file.open() as stored:
        taken = take(stored)
    make_cover(edition, taken.image)
    changed = list(COVER)
    if isinstance(taken, TakenPdf) and not edition.text:
        edition.text = taken.text
        changed.append("text")
    edition.save(update_fields=changed)


def _pictures() -> Iterator[Work]:
    for picture in Picture.objects.filter(rendition="").order_by("pk"):
        yield picture.file.name, lambda picture=picture: _rendition(picture)


def _rendition(picture: Picture) -> None:
    with picture.file.open() as stored:
        taken = take_image(stored)
    picture.take_rendition(make(taken.image, picture.file.name, PICTURE_WIDTHS))
    picture.save(update_fields=RENDITION)

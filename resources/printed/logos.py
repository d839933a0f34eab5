"""A partner's logo: verified, scaled, encoded anew from its pixels, and kept nowhere."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from bluecampaign.media import images
from bluecampaign.media.intake import take_pixels
from bluecampaign.media.receiving import MemoryUploadHandler

MOST_BYTES = MemoryUploadHandler.most
MOST_PIXELS = 9_000_000
MOST_SIDE = 600
# A drawing weighs less as PNG; what weighs more than this is a photograph.
MOST_PNG = 150_000
TOO_LARGE = {"too_large", "pixels", "sides", "scans"}


class LogoRefused(ValueError):
    """Says why in a sentence for whoever sent it."""


def logo_of(upload, *, is_colour: bool) -> bytes:
    """A PNG or JPEG of at most 600 pixels a side; raises LogoRefused."""
    try:
        image = take_pixels(upload, most_bytes=MOST_BYTES, most_pixels=MOST_PIXELS)
    except ValidationError as error:
        raise LogoRefused(_sentence(error.code)) from error
    image.thumbnail((MOST_SIDE, MOST_SIDE))
    if not is_colour:
        image = image.convert("LA" if image.mode in ("LA", "RGBA") else "L")
    return _encoded(image)


def _encoded(image: Image.Image) -> bytes:
    found = images.encode(image, "PNG")
    return found if len(found) <= MOST_PNG else images.encode(image, "JPEG")


def _sentence(code: str) -> str:
    if code in TOO_LARGE:
        return too_large()
    if code == "unknown":
        return _("Your logo is not a PNG, JPEG or WebP picture. Save it as one of them.")
    if code == "moves":
        return _("Your logo moves. Send a picture that stands still.")
    if code in ("virus", "scanner"):
        return _("Your logo could not be checked for viruses. Leave it out, or try again later.")
    return _("Your logo is damaged or cut short. Save it anew.")


def too_large() -> str:
    told = _("Your logo is too large. Send at most %(bytes)s MB and %(pixels)s million pixels.")
    return told % {"bytes": MOST_BYTES // 1024 // 1024, "pixels": MOST_PIXELS // 1_000_000}

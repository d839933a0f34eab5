"""Pictures: judged by their head, decoded, and made anew from nothing but their pixels.

Position, camera, author, colour profile, comments and whatever was appended stay behind.
The colours are converted to sRGB first, the picture is turned upright, 16 bits become 8.
A picture that moves is refused; of the several views that some cameras put into one
JPEG (MPO) the first is taken.
"""

import io
import struct
import warnings

from django.core.files.base import ContentFile
from PIL import Image, ImageCms, ImageOps

from .kinds import IMAGES
from .reasons import Reason

MOST_PIXELS = 40_000_000
MOST_SIDE = 16_000
# Of layers in a JPEG: each takes as long as the whole picture.
MOST_SCANS = 64
START_OF_SCAN = b"\xff\xda"
# What a damaged picture may make its decoder say.
BROKEN = (OSError, SyntaxError, ValueError, struct.error, EOFError, LookupError, TypeError)
BROKEN += (OverflowError, ZeroDivisionError, MemoryError)
BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def open_image(data: bytes, kind: str, most: int = MOST_PIXELS) -> Image.Image:
    """The upright pixels of a picture in L, LA, RGB or RGBA; raises ValidationError."""
    if kind == "JPEG" and data.count(START_OF_SCAN) > MOST_SCANS:
        raise Reason.SCANS.error()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=[kind]) as opened:
                _judge(opened, most)
                return _plain(ImageOps.exif_transpose(opened))
    except BOMBS:
        raise Reason.PIXELS.error(most=most // 1_000_000) from None
    except BROKEN:
        raise Reason.PICTURE.error() from None


def _judge(opened: Image.Image, most: int) -> None:
    """By the head alone, before a pixel is decoded."""
    if opened.width * opened.height > most:
        raise Reason.PIXELS.error(most=most // 1_000_000)
    if max(opened.size) > MOST_SIDE:
        raise Reason.SIDES.error(most=f"{MOST_SIDE:,}")
    if opened.format != "MPO" and getattr(opened, "n_frames", 1) > 1:
        raise Reason.MOVES.error()


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours as they were meant, where the picture says what they mean."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        srgb = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, meant, srgb, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError):
        return image


def _plain(image: Image.Image) -> Image.Image:
    """One of four modes that every format and every browser knows, in sRGB."""
    image.load()
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.mode == "P":
        image = _with_profile_of(image)
    image = _in_srgb(image)
    if image.has_transparency_data:
        return image.convert("LA" if image.mode == "LA" else "RGBA")
    return image.convert("L" if image.mode in ("1", "L", "F") else "RGB")


def _with_profile_of(image: Image.Image) -> Image.Image:
    """The colours of a palette, each at its place."""
    spread = image.convert("RGBA" if image.has_transparency_data else "RGB")
    spread.info = {"icc_profile": image.info.get("icc_profile")}
    return spread


def encode(image: Image.Image, kind: str, quality: int = 88) -> bytes:
    """A picture as a file that holds its pixels and nothing else."""
    flat = on_white(image) if kind == "JPEG" else image
    if kind == "WEBP" and flat.mode not in ("RGB", "RGBA"):
        flat = flat.convert("RGBA" if flat.mode == "LA" else "RGB")
    bare = Image.new(flat.mode, flat.size)
    bare.paste(flat)
    out = io.BytesIO()
    options = {"PNG": {"optimize": True}, "JPEG": {"optimize": True, "progressive": True}}
    bare.save(out, format=kind, quality=quality, **options.get(kind, {"method": 4}))
    return out.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    if image.mode not in ("LA", "RGBA"):
        return image
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image.convert("RGBA"))
    return ground.convert("RGB")


def remade(data: bytes, kind: str) -> tuple[Image.Image, ContentFile]:
    """A picture, and the file that is stored of it."""
    image = open_image(data, kind)
    return image, ContentFile(encode(image, kind))


def extension(kind: str) -> str:
    return IMAGES[kind]

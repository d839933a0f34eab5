"""Pictures in two widths, as WebP and as what every browser knows.

They are stored beside the original as `<name>-<width>.webp` and `.jpg` (or `.png` where
the picture is see-through). The name of the widest fallback tells all others.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from PIL import Image

from .images import encode
from .storing import put

COVER_WIDTHS = (320, 640)
PICTURE_WIDTHS = (640, 1280)
HIGHEST = 16_000
QUALITY = 80


@dataclass(frozen=True, slots=True)
class Widest:
    """The widest fallback: its name in the storage and its size."""

    name: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it: addresses by width, for `srcset`."""

    src: str
    width: int
    height: int
    webp: str = ""
    fallback: str = ""


def make(image: Image.Image, original: str, widths: tuple[int, int]) -> Widest:
    """Store a picture in two widths; never wider than it is."""
    base = PurePosixPath(original).with_suffix("")
    kind = "PNG" if image.mode in ("LA", "RGBA") else "JPEG"
    for width in widths_of(image.width, widths):
        small = narrowed(image, width)
        fallback = put(f"{base}-{width}.{'png' if kind == 'PNG' else 'jpg'}", encode(small, kind))
        put(f"{base}-{width}.webp", encode(small, "WEBP", QUALITY))
    return Widest(fallback, small.width, small.height)


def widths_of(width: int, wanted: tuple[int, int]) -> list[int]:
    return sorted({min(width, each) for each in wanted})


def narrowed(image: Image.Image, width: int) -> Image.Image:
    if width >= image.width:
        return image
    height = max(1, min(HIGHEST, round(image.height * width / image.width)))
    return image.resize((width, height), Image.Resampling.LANCZOS)


def shown(widest: Widest, widths: tuple[int, int]) -> Shown:
    """The addresses of a picture that was made in two widths."""
    path = PurePosixPath(widest.name)
    base = str(path).removesuffix(f"-{widest.width}{path.suffix}")
    known = widths_of(widest.width, widths)
    return Shown(
        src=default_storage.url(widest.name),
        width=widest.width,
        height=widest.height,
        webp=_srcset(base, ".webp", known),
        fallback=_srcset(base, path.suffix, known),
    )


def _srcset(base: str, ending: str, widths: list[int]) -> str:
    return ", ".join(f"{default_storage.url(f'{base}-{w}{ending}')} {w}w" for w in widths)

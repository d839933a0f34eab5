"""Sheets and screens, by name: what a piece can be set on."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

INCH = 25.4


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet upright, in millimetres; a screen has `pixels` across and comes as PNG."""

    name: str
    label: str
    width: float
    height: float
    pixels: int = 0

    @property
    def is_screen(self) -> bool:
        return self.pixels > 0

    @property
    def ppi(self) -> float:
        """At which a picture of it has its pixels."""
        return self.pixels / self.width * INCH

    def lying(self) -> "Paper":
        return Paper(self.name, self.label, self.height, self.width)


def _screen(name: str, label: str, across: int, down: int) -> Paper:
    # As large as a sheet of Letter, so that all measures are those of paper.
    width = 8.5 * INCH * max(1.0, across / down)
    return Paper(name, label, width, width * down / across, across)


PAPERS = (
    Paper("letter", _("US Letter, 8.5 × 11 in"), 8.5 * INCH, 11 * INCH),
    Paper("tabloid", _("Tabloid, 11 × 17 in"), 11 * INCH, 17 * INCH),
    Paper("a4", _("A4, 210 × 297 mm"), 210, 297),
    Paper("a3", _("A3, 297 × 420 mm"), 297, 420),
    Paper("sticker", _("Sticker, 4 × 6 in"), 4 * INCH, 6 * INCH),
    _screen("square", _("Square picture, 1080 × 1080"), 1080, 1080),
    _screen("story", _("Tall picture, 1080 × 1920"), 1080, 1920),
    _screen("wide", _("Wide picture, 1200 × 630"), 1200, 630),
)
BY_NAME = {paper.name: paper for paper in PAPERS}
SHEETS = ("letter", "a4")
SCREENS = ("square", "story", "wide")

"""Pieces look as they did when somebody last looked at them."""

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from tests.printing.references import file_of, picture, wanted

# Mean difference of a pixel, of 255: other hinting of letters is below, a line that moved above.
MOST = 0.5


@pytest.mark.parametrize("layout, code, colour", wanted())
def test_piece_looks_like_its_reference(layout: str, code: str, colour: str):
    now = Image.open(io.BytesIO(picture(layout, code, colour))).convert("L")
    reference = Image.open(file_of(layout, code, colour)).convert("L")

    assert now.size == reference.size
    assert ImageStat.Stat(ImageChops.difference(now, reference)).mean[0] < MOST

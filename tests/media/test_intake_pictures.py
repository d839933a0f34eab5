"""Good pictures are taken and made anew; whatever is damaged is taken or refused.

Hostile files: tests/media/test_corpus.py.
"""

import hashlib
import io

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from bluecampaign.media import kinds
from bluecampaign.media.intake import TakenImage, take, take_image
from tests.media.corpus import picture
from tests.media.sent import SECRET, upload

GPS, ORIENTATION = 0x8825, 0x0112


def opened(taken: TakenImage) -> Image.Image:
    return Image.open(taken.content)


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_take_image_makes_it_anew(kind, extension):
    taken = take_image(upload(picture(kind)))

    image = opened(taken)
    assert (image.format, image.size) == (kind, (40, 30))
    assert (taken.width, taken.height, taken.extension) == (40, 30, extension)
    taken.content.seek(0)
    assert taken.digest == hashlib.sha256(taken.content.read()).hexdigest()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_take_image_leaves_metadata_behind(kind):
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    data = picture(kind, exif=exif)

    taken = take_image(upload(data))

    assert SECRET in data
    assert SECRET not in taken.content.read()
    assert dict(opened(taken).getexif()) == {}


def test_take_image_leaves_text_chunks_and_comments_behind():
    info = PngInfo()
    info.add_text("Comment", SECRET.decode())

    png = take_image(upload(picture("PNG", pnginfo=info)))
    jpeg = take_image(upload(picture("JPEG", comment=SECRET)))

    assert SECRET not in png.content.read()
    assert SECRET not in jpeg.content.read()


def test_take_image_turns_it_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    taken = take_image(upload(picture("JPEG", exif=exif)))

    assert (taken.width, taken.height) == (30, 40)
    assert opened(taken).size == (30, 40)


def test_take_image_leaves_the_position_behind_and_turns_the_picture():
    """What a telephone sends: lying on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[2] = (38.0, 53.0, 23.0)
    shot = Image.new("RGB", (40, 30), "navy")
    shot.paste("white", (0, 0, 40, 10))
    out = io.BytesIO()
    shot.save(out, format="JPEG", exif=exif, quality=95)

    taken = take_image(upload(out.getvalue(), "IMG_0001.JPG"))

    image = opened(taken)
    assert Image.open(out).getexif().get_ifd(GPS) != {}
    assert image.getexif().get_ifd(GPS) == {}
    assert image.size == (30, 40)
    # Its upper edge is at the right now.
    assert min(image.getpixel((28, 20))) > 200
    assert max(image.getpixel((2, 20))) < 160


def test_take_image_keeps_what_is_see_through():
    spread = Image.new("RGBA", (8, 8), (0, 0, 128, 90))
    spread.putpixel((0, 0), (0, 0, 0, 0))
    palette = spread.quantize(4)
    out = io.BytesIO()
    palette.save(out, format="PNG")

    image = opened(take_image(upload(out.getvalue())))

    assert image.mode == "RGBA"
    assert image.getpixel((0, 0))[3] == 0
    assert 60 < image.getpixel((5, 5))[3] < 120


def test_take_image_keeps_the_shades_of_sixteen_bits():
    out = io.BytesIO()
    Image.new("I;16", (8, 8), 128 * 256).save(out, format="PNG")

    assert opened(take_image(upload(out.getvalue()))).convert("L").getpixel((4, 4)) == 128


def test_take_image_turns_the_inks_of_a_printer_into_light():
    out = io.BytesIO()
    Image.new("CMYK", (8, 8), (255, 0, 0, 0)).save(out, format="JPEG", quality=95)

    red, green, blue = opened(take_image(upload(out.getvalue()))).getpixel((4, 4))

    assert red < 60 < min(green, blue)


def test_take_image_shows_the_colours_that_the_profile_means():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = picture("PNG", icc_profile=b"no profile at all" * 20)
    foreign = picture("PNG", icc_profile=profile)

    for data in (broken, foreign):
        image = opened(take_image(upload(data)))
        assert image.getpixel((4, 4)) == (0, 0, 128)
        assert "icc_profile" not in image.info


def test_take_image_takes_the_first_view_of_a_camera_with_two():
    out = io.BytesIO()
    views = [Image.new("RGB", (8, 8), colour) for colour in ("white", "black")]
    views[0].save(out, format="MPO", save_all=True, append_images=views[1:])

    image = opened(take(upload(out.getvalue())))

    assert (image.format, image.getpixel((4, 4))) == ("JPEG", (255, 255, 255))


@pytest.mark.parametrize(
    "tail", [b"<script>alert(1)</script>", b"PK\x03\x04 a ZIP", b"%PDF-1.7\n1 0 obj"]
)
def test_take_image_leaves_an_appended_file_behind(tail):
    taken = take_image(upload(picture("JPEG") + tail))

    assert tail not in taken.content.read()


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(("PNG", mode) for mode in ("RGBA", "P", "1", "LA", "I;16")),
        *(("JPEG", mode) for mode in ("CMYK", "L")),
        ("WEBP", "RGBA"),
    ],
)
def test_take_image_takes_every_common_mode(kind, mode):
    taken = take_image(upload(picture(kind, mode=mode)))

    assert opened(taken).size == (40, 30)


BASES = [picture(kind, size=(9, 7), exif=Image.Exif().tobytes()) for kind in kinds.IMAGES]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(BASES),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=6),
    st.floats(0.2, 1),
)
def test_take_image_takes_or_refuses_whatever_is_damaged(data, damages, share):
    damaged = bytearray(data)
    for place, value in damages:
        damaged[int(place * (len(damaged) - 1))] = value

    try:
        taken = take_image(upload(bytes(damaged[: int(len(damaged) * share)])))
    except ValidationError as refusal:
        assert refusal.messages
    else:
        assert opened(taken).format in kinds.IMAGES

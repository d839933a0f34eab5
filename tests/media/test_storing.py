"""Files under the name of their content, and nothing left of what was not saved."""

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from bluecampaign.media import storing
from bluecampaign.media.renditions import COVER_WIDTHS, PICTURE_WIDTHS, make, shown

DIGEST = "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def stored() -> list[str]:
    folder = default_storage.path("")
    return sorted(default_storage.listdir("a")[1]) if default_storage.exists(folder) else []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (storing.named("a", "bc-001-es", DIGEST, "pdf"), "0123456789abcdef"),
        (storing.named("a", "", DIGEST, "jpg"), "0123456789abcdef"),
        ("a/bc-001-es-0123456789abcdef-640.webp", "0123456789abcdef-640"),
        ("a/poster.pdf", ""),
        ("a/0123456789abcdef0.pdf", ""),
        ("a/0123456789ABCDEF.pdf", ""),
    ],
)
def test_digest_is_read_out_of_a_name(name, expected):
    assert storing.digest_in(name) == expected


def test_same_content_is_stored_once():
    assert [storing.put("a/b.pdf", b"data") for _each in range(2)] == ["a/b.pdf", "a/b.pdf"]
    assert stored() == ["b.pdf"]


def test_what_was_not_saved_is_taken_away_and_what_was_there_stays():
    storing.put("a/old.pdf", b"old")

    with pytest.raises(ValueError, match="broken"), storing.fresh_files():
        storing.put("a/old.pdf", b"old")
        storing.put("a/new.pdf", b"new")
        raise ValueError("broken")

    assert stored() == ["old.pdf"]


def test_what_was_saved_stays():
    with storing.fresh_files() as fresh:
        storing.put("a/new.pdf", b"new")

    assert (stored(), fresh.names) == (["new.pdf"], ["a/new.pdf"])
    fresh.discard()
    assert stored() == []


@pytest.mark.parametrize(
    ("mode", "size", "expected"),
    [
        ("RGB", (2000, 1000), ["p-640.jpg", "p-640.webp", "p-1280.jpg", "p-1280.webp"]),
        ("RGBA", (700, 9), ["p-640.png", "p-640.webp", "p-700.png", "p-700.webp"]),
        ("L", (30, 40), ["p-30.jpg", "p-30.webp"]),
    ],
)
def test_picture_is_made_in_two_widths_and_never_wider_than_it_is(mode, size, expected):
    widest = make(Image.new(mode, size), "a/p.bin", PICTURE_WIDTHS)

    assert stored() == sorted(expected)
    assert widest.width == min(1280, size[0])
    for name in expected:
        with default_storage.open(f"a/{name}") as file, Image.open(file) as image:
            assert image.width == int(name.split("-")[1].partition(".")[0])
            assert abs(image.height / image.width - size[1] / size[0]) < 0.01


def test_addresses_of_a_picture_name_every_file_that_was_made():
    widest = make(Image.new("RGB", (900, 600)), "a/p.bin", COVER_WIDTHS)

    picture = shown(widest, COVER_WIDTHS)

    assert (picture.src, picture.width, picture.height) == ("/files/a/p-640.jpg", 640, 427)
    assert picture.webp == "/files/a/p-320.webp 320w, /files/a/p-640.webp 640w"
    assert picture.fallback == "/files/a/p-320.jpg 320w, /files/a/p-640.jpg 640w"
    named = [part.split()[0] for part in f"{picture.webp}, {picture.fallback}".split(", ")]
    assert sorted(name.removeprefix("/files/a/") for name in named) == stored()

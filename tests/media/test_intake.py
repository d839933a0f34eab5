import hashlib
import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from bluecampaign.media import intake
from bluecampaign.media.intake import TakenImage, take_image, take_pdf

SECRET = b"secret-place-and-time"
NO_PICTURE = "This is not a JPEG, PNG or WebP picture that can be opened."
NO_PDF = "This is not a PDF that can be opened."


def upload(data: bytes, name: str = "file") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def picture(kind: str = "PNG", size=(40, 30), mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "navy" if mode == "RGB" else None).save(out, format=kind, **options)
    return out.getvalue()


def reasons(take, data: bytes) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        take(upload(data))
    return refusal.value.messages


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


def test_take_image_refuses_a_bomb():
    data = picture("PNG", size=(8000, 6000), mode="1")

    assert len(data) < 20_000
    assert reasons(take_image, data) == [
        "This picture has more than 40 million pixels. Make it smaller."
    ]


def test_take_image_refuses_a_much_bigger_bomb():
    data = picture("PNG", size=(20_000, 20_000), mode="1")

    assert reasons(take_image, data) == [
        "This picture has more than 40 million pixels. Make it smaller."
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"only text in a file named .png",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a" + bytes(50),
        b"%PDF-1.7\n%%EOF",
        picture("GIF"),
        picture("BMP"),
        picture("TIFF"),
        picture("JPEG")[:200],
        picture("PNG")[:60],
    ],
)
def test_take_image_refuses_what_is_no_picture(data):
    assert reasons(take_image, data) == [NO_PICTURE]


def test_take_image_refuses_what_is_too_large(monkeypatch):
    monkeypatch.setattr(intake, "MOST_IMAGE_BYTES", 1024 * 1024)
    data = bytes(1024 * 1024 + 1)

    assert reasons(take_image, data) == ["This file is larger than 1 MB."]


BASES = [picture(kind, size=(9, 7), exif=Image.Exif().tobytes()) for kind in intake.IMAGE_FORMATS]


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
        assert opened(taken).format in intake.IMAGE_FORMATS


def pdf_bytes(change=None, **options) -> bytes:
    """A PDF of two pages; `change(pdf)` puts something into it."""
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.add_blank_page()
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def action(kind: str, **more) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **more)


def opening_with(what):
    def change(pdf):
        pdf.Root.OpenAction = what

    return change


def annotated_with(what, *, indirect: bool = False):
    def change(pdf):
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=what
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(note) if indirect else note])

    return change


def attached(pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"inside")


def attached_without_a_type(pdf) -> None:
    inner = pdf.make_stream(b"inside")
    pdf.Root.AF = pikepdf.Array([pikepdf.Dictionary(EF=pikepdf.Dictionary(F=inner))])


def scripted(pdf) -> None:
    names = pikepdf.Dictionary(Names=[pikepdf.String("a"), action("JavaScript", JS="x()")])
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=names)


def chained(pdf) -> None:
    follow = pikepdf.Array([action("URI", URI="https://a.gov"), action("Launch", F="x")])
    pdf.Root.OpenAction = action("URI", URI="https://a.gov", Next=follow)


JAVASCRIPT = "It carries JavaScript."
PROGRAM = "It starts a program or sends a form."
FILES = "It has other files inside."


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (scripted, JAVASCRIPT),
        (opening_with(action("JavaScript", JS="app.alert(1)")), JAVASCRIPT),
        (annotated_with(action("JavaScript", JS="app.alert(1)")), JAVASCRIPT),
        (opening_with(action("Launch", F="cmd.exe")), PROGRAM),
        (annotated_with(action("Launch", F="cmd.exe")), PROGRAM),
        (annotated_with(action("Launch", F="cmd.exe"), indirect=True), PROGRAM),
        (annotated_with(action("SubmitForm", F="https://a.example")), PROGRAM),
        (annotated_with(action("ImportData", F="a.fdf")), PROGRAM),
        (chained, PROGRAM),
        (attached, FILES),
        (attached_without_a_type, FILES),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_take_pdf_refuses_what_does_more_than_show_itself(change, reason, packed):
    mode = pikepdf.ObjectStreamMode
    data = pdf_bytes(change, object_stream_mode=mode.generate if packed else mode.disable)

    assert reasons(take_pdf, data) == [reason]


def test_take_pdf_names_every_reason_at_once():
    def change(pdf):
        scripted(pdf)
        attached(pdf)
        annotated_with(action("Launch", F="cmd.exe"))(pdf)

    assert reasons(take_pdf, pdf_bytes(change)) == [JAVASCRIPT, PROGRAM, FILES]


def test_take_pdf_refuses_encryption():
    locked = pdf_bytes(encryption=pikepdf.Encryption(owner="a", user="b"))
    open_to_all = pdf_bytes(encryption=pikepdf.Encryption(owner="a", user=""))

    assert reasons(take_pdf, locked) == ["This PDF needs a password. Save it without one."]
    assert reasons(take_pdf, open_to_all) == ["It is encrypted."]


@pytest.mark.parametrize("data", [b"", b"text", b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", picture()])
def test_take_pdf_refuses_what_is_no_pdf(data):
    assert reasons(take_pdf, data) == [NO_PDF]


def test_take_pdf_refuses_what_is_too_large(monkeypatch):
    monkeypatch.setattr(intake, "MOST_PDF_BYTES", 1024 * 1024)
    data = pdf_bytes() + bytes(1024 * 1024)

    assert reasons(take_pdf, data) == ["This file is larger than 1 MB."]


def test_take_pdf_takes_a_plain_one_and_names_its_shortcomings():
    data = pdf_bytes(annotated_with(action("URI", URI="https://www.dhs.gov/")))

    taken = take_pdf(upload(data))

    assert taken.content.read() == data
    assert (taken.pages, taken.digest) == (2, hashlib.sha256(data).hexdigest())
    assert taken.warnings == [
        "It has no tags: a screen reader cannot follow it.",
        "It does not say its language.",
        "It has no title.",
    ]


def test_take_pdf_finds_nothing_to_say_of_an_accessible_one():
    def change(pdf):
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.Lang = pikepdf.String("en")
        pdf.docinfo["/Title"] = "Tip card"

    assert take_pdf(upload(pdf_bytes(change))).warnings == []

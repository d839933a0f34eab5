"""Hostile uploads and good ones, made by code: each knows what must become of it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

MB = 1024 * 1024


@dataclass(frozen=True)
class Hostile:
    """A file, and the codes of the reasons it is refused for."""

    name: str
    reasons: tuple[str, ...]
    build: Callable[[], bytes]

    @property
    def file_name(self) -> str:
        return "poster.pdf" if self.name.startswith("pdf") else "poster.png"


# --- Pictures ----------------------------------------------------------------------


def picture(kind: str = "PNG", size=(40, 30), mode: str = "RGB", **options) -> bytes:
    out = io.BytesIO()
    colour = {"RGB": "navy", "RGBA": (0, 0, 128, 90), "CMYK": (255, 0, 0, 0)}.get(mode)
    Image.new(mode, size, colour).save(out, format=kind, **options)
    return out.getvalue()


def moving(kind: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("white", "black")]
    frames[0].save(out, format=kind, save_all=True, append_images=frames[1:], duration=50)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def png_of(width: int, height: int, *more: bytes) -> bytes:
    """A PNG that promises a size and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(bytes(100)))
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
    return start + b"".join(more) + body + chunk(b"IEND", b"")


def png_with_a_packed_text() -> bytes:
    packed = zlib.compress(bytes(80 * MB), 9)
    return png_of(8, 8, chunk(b"zTXt", b"Comment\0\0" + packed))


def png_with_a_wrong_sum() -> bytes:
    data = bytearray(picture())
    at = data.index(b"IDAT")
    data[at + 6] ^= 0xFF
    return bytes(data)


def jpeg_of_many_scans() -> bytes:
    """The last layer of a progressive JPEG, again and again."""
    data = picture("JPEG", progressive=True)
    scan = data.rindex(b"\xff\xda")
    return data[:-2] + data[scan:-2] * 500 + data[-2:]


def office_file() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    return out.getvalue()


HTML = b"<!doctype html><script>fetch('/admin/')</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
GIF_JS = b"GIF89a/*" + bytes(20) + b"*/=1;alert(document.domain)//"

# --- PDFs --------------------------------------------------------------------------


def pdf_bytes(change=None, *, pages: int = 2, **options) -> bytes:
    """A PDF; `change(pdf)` puts something into it."""
    pdf = pikepdf.new()
    for _number in range(pages):
        pdf.add_blank_page()
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def action(kind: str, **more) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


def opening(kind: str, **more):
    """A file that does something as soon as it is opened."""

    def change(pdf):
        pdf.Root.OpenAction = action(kind, **more)

    return lambda: pdf_bytes(change)


def noted(subtype: str, **more):
    """A file with an annotation on its first page."""

    def change(pdf):
        note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=[0, 0, 9, 9], **more)
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return lambda: pdf_bytes(change)


def linked(address: str):
    return noted("Link", A=action("URI", URI=String(address)))


def with_root(**entries):
    def change(pdf):
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value(pdf) if callable(value) else value

    return lambda: pdf_bytes(change)


def script_of_a_page(pdf) -> None:
    pdf.pages[1].AA = Dictionary(O=action("JavaScript", JS="app.alert(1)"))


def script_by_name(pdf):
    return Dictionary(JavaScript=Dictionary(Names=[String("a"), action("JavaScript", JS="x()")]))


def chained(pdf):
    follow = Array([action("URI", URI="https://a.gov"), action("Launch", F="x")])
    return action("URI", URI="https://a.gov", Next=follow)


def attached(pdf) -> None:
    pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"inside")


def associated(pdf):
    inner = pdf.make_stream(b"inside")
    return Array([Dictionary(EF=Dictionary(F=inner))])


def stored_elsewhere(pdf) -> None:
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"", F=String("other.bin"))


def drawn_from_elsewhere(pdf) -> None:
    form = pikepdf.Stream(
        pdf,
        b"",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 9, 9],
        Ref=Dictionary(F=String("other.pdf"), Page=0),
    )
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(A=form))


def sized(*box):
    def change(pdf):
        pdf.pages[0].MediaBox = Array(list(box))

    return lambda: pdf_bytes(change)


def packed_stream(data: bytes, *filters: str):
    def change(pdf):
        stream = pikepdf.Stream(pdf, b"")
        stream.write(data, filter=Array([Name(f"/{each}") for each in filters]))
        pdf.pages[0].Contents = stream

    return pdf_bytes(change)


def bomb() -> bytes:
    return packed_stream(zlib.compress(bytes(130 * MB), 9), "FlateDecode")


def bomb_in_a_bomb() -> bytes:
    inner = zlib.compress(bytes(130 * MB), 9)
    return packed_stream(zlib.compress(inner, 9), "FlateDecode", "FlateDecode")


def many_small_bombs() -> bytes:
    packed = zlib.compress(bytes(20 * MB), 9)

    def change(pdf):
        for number in range(30):
            stream = pikepdf.Stream(pdf, b"")
            stream.write(packed, filter=Name.FlateDecode)
            pdf.Root[f"/Part{number}"] = stream

    return pdf_bytes(change)


def image_of_a_million_rows(pdf) -> None:
    image = pikepdf.Stream(
        pdf,
        b"\0",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=1_000_000,
        Height=1_000_000,
        BitsPerComponent=1,
        ColorSpace=Name.DeviceGray,
    )
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(A=image))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"/A Do")


def raw_pdf(*objects: bytes, root: int = 1, tail: bytes = b"") -> bytes:
    """A PDF of objects as they are written here, with a table that is right."""
    out, places = [b"%PDF-1.7\n"], []
    at = len(out[0])
    for number, body in enumerate(objects, start=1):
        places.append(at)
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(out[-1])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out.append(
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R %s>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, root, tail, at)
    )
    return b"".join(out)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"


def script_under_another_name() -> bytes:
    """`#61` is an a: readers understand the name all the same."""
    catalog = CATALOG[:-2] + b"/OpenAction << /S /J#61vaScr#69pt /J#53 (app.alert\\(1\\)) >> >>"
    return raw_pdf(catalog, PAGES, PAGE)


def far_too_many_objects() -> bytes:
    return raw_pdf(CATALOG, PAGES, PAGE, *[b"0"] * 200_001)


def pages_in_a_circle() -> bytes:
    circle = b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    return raw_pdf(CATALOG, circle, PAGE)


def laughs() -> bytes:
    """Nine layers of drawings, each of which draws the next one forty times."""
    page = PAGE[:-2] + b"/Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >> >>"
    layers = [
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Length 240 "
        b"/Resources << /XObject << /A %d 0 R >> >> >>\nstream\n%sendstream"
        % (number, b"/A Do\n" * 40)
        for number in range(6, 15)
    ]
    ink = b"0 0 m 600 700 l 3 3 300 300 re S\n" * 50
    last = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Length %d >>\nstream\n%sendstream"
    )
    content = b"<< /Length 6 >>\nstream\n/A Do\nendstream"
    return raw_pdf(CATALOG, PAGES, page, content, *layers, last % (len(ink), ink))


def zeros(megabytes: int) -> bytes:
    """So many zeros as zlib packs them, without the time it takes."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(bytes(MB)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.flush()[:-4]
    size = megabytes * MB
    return head + one * megabytes + end + struct.pack(">I", (size % 65521) << 16 | 1)


def bomb_of_objects() -> bytes:
    """The table of objects itself unpacks to two gigabytes."""
    data = zeros(2048)
    stream = (
        b"1 0 obj\n<< /Type /XRef /Size 4 /Root 2 0 R /W [1 2 1] /Filter /FlateDecode "
        b"/Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(data), data)
    )
    head = b"%PDF-1.7\n"
    return head + stream + b"startxref\n%d\n%%%%EOF\n" % len(head)


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def with_a_wrong_table() -> bytes:
    data = raw_pdf(CATALOG, PAGES, PAGE)
    return data.replace(b"startxref\n", b"startxref\n9")


JS = "app.alert(1)"

HOSTILE = [
    Hostile("empty", ("empty",), lambda: b""),
    Hostile("text named as a picture", ("unknown",), lambda: b"only text"),
    Hostile("SVG with a script", ("unknown",), lambda: SVG),
    Hostile("HTML named as a picture", ("unknown",), lambda: HTML),
    Hostile("GIF that is a script", ("unknown",), lambda: GIF_JS),
    Hostile("GIF", ("unknown",), lambda: picture("GIF")),
    Hostile("BMP", ("unknown",), lambda: picture("BMP")),
    Hostile("TIFF", ("unknown",), lambda: picture("TIFF")),
    Hostile("program", ("unknown",), lambda: b"MZ\x90\0" + bytes(200)),
    Hostile("PNG of a head alone", ("picture",), lambda: b"\x89PNG\r\n\x1a\n" + bytes(20)),
    Hostile("PNG cut short", ("picture",), lambda: cut(picture(size=(300, 300)), 0.5)),
    Hostile("JPEG cut short", ("picture",), lambda: cut(picture("JPEG"), 0.9)),
    Hostile("WebP cut short", ("picture",), lambda: cut(picture("WEBP", size=(99, 99)), 0.6)),
    Hostile("PNG with a wrong sum", ("picture",), png_with_a_wrong_sum),
    Hostile("PNG with a packed text", ("picture",), png_with_a_packed_text),
    Hostile("PNG of 48 million pixels", ("pixels",), lambda: picture(size=(8000, 6000), mode="1")),
    Hostile("PNG that promises 225 million", ("pixels",), lambda: png_of(15_000, 15_000)),
    Hostile("PNG that promises a line", ("sides",), lambda: png_of(2_000_000, 1)),
    Hostile("WebP and nothing behind", ("picture",), lambda: b"RIFF\x10\0\0\0WEBPVP8X" + bytes(8)),
    Hostile("JPEG of many scans", ("scans",), jpeg_of_many_scans),
    Hostile("PNG that moves", ("moves",), lambda: moving("PNG")),
    Hostile("WebP that moves", ("moves",), lambda: moving("WEBP")),
    Hostile("picture of 16 MB", ("too_large",), lambda: picture() + bytes(16 * MB)),
    Hostile("pdf of 51 MB", ("too_large",), lambda: pdf_bytes() + bytes(51 * MB)),
    Hostile("pdf that is an office file", ("unknown",), office_file),
    Hostile("pdf behind a page", ("unknown",), lambda: HTML + pdf_bytes()),
    Hostile("pdf behind the head of a JPEG", ("picture",), lambda: b"\xff\xd8\xff" + pdf_bytes()),
    Hostile("pdf of a head alone", ("damaged",), lambda: b"%PDF-1.7\n%%EOF"),
    Hostile("pdf cut short", ("damaged",), lambda: cut(pdf_bytes(), 0.7)),
    Hostile("pdf with a wrong table", ("damaged",), with_a_wrong_table),
    Hostile("pdf whose pages go in a circle", ("damaged",), pages_in_a_circle),
    Hostile(
        "pdf with a password",
        ("password",),
        lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="a", user="b")),
    ),
    Hostile(
        "pdf encrypted and open to all",
        ("encrypted",),
        lambda: pdf_bytes(encryption=pikepdf.Encryption(owner="a", user="")),
    ),
    Hostile("pdf with a script at opening", ("javascript",), opening("JavaScript", JS=JS)),
    Hostile("pdf with a script of a page", ("javascript",), lambda: pdf_bytes(script_of_a_page)),
    Hostile("pdf with a named script", ("javascript",), with_root(Names=script_by_name)),
    Hostile(
        "pdf with a script behind a link",
        ("javascript",),
        noted("Link", A=action("JavaScript", JS=JS)),
    ),
    Hostile("pdf with a script under another name", ("javascript",), script_under_another_name),
    Hostile("pdf that starts a program", ("launch",), opening("Launch", F="cmd.exe")),
    Hostile(
        "pdf with a program behind a link", ("launch",), noted("Link", A=action("Launch", F="a"))
    ),
    Hostile("pdf with a program after a link", ("launch",), with_root(OpenAction=chained)),
    Hostile("pdf that prints itself", ("launch",), opening("Named", N=Name.Print)),
    Hostile("pdf with a link to a script", ("address",), linked("javascript:alert(1)")),
    Hostile("pdf with a veiled link to a script", ("address",), linked(" java\nscript:alert(1)")),
    Hostile("pdf with a link to a file", ("address",), linked("file:///etc/passwd")),
    Hostile("pdf with a link to a share", ("address",), linked("\\\\host\\share\\a")),
    Hostile("pdf that opens another file", ("remote",), opening("GoToR", F="other.pdf", D=[0])),
    Hostile("pdf that opens a file inside", ("remote",), opening("GoToE", T=Dictionary(R=Name.C))),
    Hostile("pdf with content elsewhere", ("remote",), lambda: pdf_bytes(stored_elsewhere)),
    Hostile("pdf with a drawing elsewhere", ("remote",), lambda: pdf_bytes(drawn_from_elsewhere)),
    Hostile("pdf that sends a form", ("form",), opening("SubmitForm", F="https://a.example")),
    Hostile("pdf that loads a form", ("form",), opening("ImportData", F="a.fdf")),
    Hostile(
        "pdf with an XFA form", ("xfa",), with_root(AcroForm=Dictionary(Fields=[], XFA=String("a")))
    ),
    Hostile("pdf with rich media", ("media",), noted("RichMedia")),
    Hostile("pdf with a film", ("media",), noted("Movie")),
    Hostile("pdf with a sound", ("media",), noted("Link", A=action("Sound"))),
    Hostile("pdf with 3D", ("media",), noted("3D")),
    Hostile("pdf with a screen", ("media",), noted("Screen", A=action("Rendition"))),
    Hostile("pdf with a file inside", ("embedded",), lambda: pdf_bytes(attached)),
    Hostile("pdf with an associated file", ("embedded",), with_root(AF=associated)),
    Hostile("pdf with a pinned file", ("embedded",), noted("FileAttachment")),
    Hostile(
        "pdf that is a portfolio", ("embedded",), with_root(Collection=Dictionary(View=Name.T))
    ),
    Hostile("pdf without pages", ("no_pages",), lambda: pdf_bytes(pages=0)),
    Hostile("pdf of 401 pages", ("pages",), lambda: pdf_bytes(pages=401)),
    Hostile("pdf as large as a field", ("boxes",), sized(0, 0, 900_000, 900_000)),
    Hostile("pdf of no width", ("boxes",), sized(0, 0, 0, 792)),
    Hostile("pdf as small as a dot", ("boxes",), sized(0, 0, 1, 1)),
    Hostile("pdf that unpacks to 130 MB", ("bomb",), bomb),
    Hostile("pdf with a bomb in a bomb", ("bomb",), bomb_in_a_bomb),
    Hostile("pdf of many small bombs", ("bomb",), many_small_bombs),
    Hostile(
        "pdf with an image of a million rows", ("bomb",), lambda: pdf_bytes(image_of_a_million_rows)
    ),
    Hostile("pdf of 200,000 objects", ("objects",), far_too_many_objects),
    Hostile("pdf whose table is a bomb", ("damaged",), bomb_of_objects),
    Hostile("pdf that draws for ever", ("too_much",), laughs),
]

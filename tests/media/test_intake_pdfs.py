"""Good PDFs are taken and saved anew, by a process that knows no secret.

Hostile files: tests/media/test_corpus.py.
"""

import hashlib
import io
import os
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from bluecampaign.media import pdfs
from bluecampaign.media.intake import take, take_pdf
from bluecampaign.media.pdf import child, cleaning, judging, showing
from bluecampaign.media.reasons import Reason
from tests.media.corpus import action, linked, pdf_bytes, picture
from tests.media.sent import SECRET, printed, tagged, upload


def test_take_pdf_stores_it_saved_anew():
    data = linked("https://www.dhs.gov/")()

    taken = take_pdf(upload(data))

    stored = taken.content.read()
    assert stored != data
    assert (taken.pages, taken.digest) == (2, hashlib.sha256(stored).hexdigest())
    assert taken.shortcomings == ["untagged", "no_title", "no_language"]


def test_take_pdf_saves_the_same_content_the_same_way():
    one, other = printed("Tip card"), io.BytesIO()
    with pikepdf.open(io.BytesIO(one)) as pdf:
        pdf.docinfo["/Producer"] = String("Another program")
        pdf.save(other)

    assert one != other.getvalue()
    assert take_pdf(upload(one)).digest == take_pdf(upload(other.getvalue())).digest


def test_take_pdf_finds_nothing_to_say_of_an_accessible_one():
    taken = take(upload(pdf_bytes(tagged), "kärtchen.bin"))

    assert (taken.shortcomings, taken.language) == ([], "en-US")


def test_take_pdf_believes_no_mark_without_tags():
    def change(pdf):
        tagged(pdf)
        del pdf.Root.StructTreeRoot

    assert take_pdf(upload(pdf_bytes(change))).shortcomings == ["untagged"]


def test_take_pdf_leaves_persons_and_programs_behind_and_keeps_the_title():
    def change(pdf):
        tagged(pdf)
        for key in ("/Author", "/Creator", "/Producer", "/Keywords", "/Company"):
            pdf.docinfo[key] = SECRET.decode()
        with pdf.open_metadata(update_docinfo=False) as meta:
            meta["dc:creator"] = [SECRET.decode()]
        pdf.pages[0].PieceInfo = Dictionary(A=String(SECRET))
        note = Dictionary(Subtype=Name.Highlight, Rect=[0, 0, 9, 9], T=String(SECRET))
        pdf.pages[0].Annots = Array([note])

    given_file = pdf_bytes(change, compress_streams=False)
    stored = take_pdf(upload(given_file)).content.read()

    assert given_file.count(SECRET) > 5
    with pikepdf.open(io.BytesIO(stored)) as pdf:
        everything = b"".join(
            bytes(thing.read_bytes()) if isinstance(thing, pikepdf.Stream) else thing.unparse()
            for thing in pdf.objects
        )
        assert SECRET not in everything
        assert dict(pdf.docinfo) == {"/Title": "Tip card"}
        assert pdf.Root.Lang == "en-US"
        with pdf.open_metadata() as meta:
            assert dict(meta) == {
                "{http://purl.org/dc/elements/1.1/}title": "Tip card",
                "{http://purl.org/dc/elements/1.1/}language": {"en-US"},
            }


def test_take_pdf_takes_the_position_out_of_its_pictures():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    shot = picture("JPEG", exif=exif, comment=SECRET)

    def change(pdf):
        image = pikepdf.Stream(
            pdf,
            shot,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=40,
            Height=30,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB,
            Filter=Name.DCTDecode,
        )
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(A=image))
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"612 0 0 792 0 0 cm /A Do")

    taken = take_pdf(upload(pdf_bytes(change)))

    assert shot.count(SECRET) == 2
    assert SECRET not in taken.content.read()
    red, green, blue = taken.image.getpixel((300, 300))
    assert blue > 90 > max(red, green)


@pytest.mark.parametrize("tail", [b"PK\x03\x04 a ZIP", b"<script>alert(1)</script>"])
def test_take_pdf_leaves_an_appended_file_behind(tail):
    taken = take_pdf(upload(pdf_bytes() + tail))

    assert tail not in taken.content.read()


def test_take_pdf_leaves_earlier_versions_behind():
    """A file that was saved on top of itself still holds what was deleted from it."""
    first = pdf_bytes(lambda pdf: pdf.Root.update({"/Old": String(SECRET)}))
    at = len(first)
    number = int(first.partition(b"/Root ")[2].split()[0])
    later = (
        b"%d 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\nxref\n%d 1\n%010d 00000 n \n"
        b"trailer\n<< /Size 9 /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n"
    )
    table = int(first.rpartition(b"startxref\n")[2].split()[0])
    body = b"%d 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n" % number
    data = first + later % (number, number, at, number, table, at + len(body))

    stored = take_pdf(upload(data)).content.read()

    assert SECRET in data
    assert SECRET not in stored


def test_take_pdf_reads_its_words_and_draws_its_first_page():
    taken = take_pdf(upload(printed("Know the signs")))

    assert taken.text == "Know the signs"
    assert taken.image.size == (640, 828) or taken.image.size == (640, 829)
    assert taken.image.getpixel((600, 800)) == (0, 0, 255)
    assert taken.image.getpixel((600, 10)) == (255, 255, 255)


def test_take_pdf_keeps_no_more_words_than_a_search_needs(monkeypatch, tmp_path):
    with pikepdf.open(io.BytesIO(printed("a" * 50_000))) as pdf:
        pdf.pages.append(pdf.pages[0])
        pdf.save(tmp_path / "long.pdf")

    with pypdfium2.PdfDocument(tmp_path / "long.pdf") as document:
        assert len(showing.words_of(document)) == showing.MOST_WORDS == 60_000


def test_words_are_tidied():
    assert showing.tidy("traf\u0002\nficking\0 \x07 e\u0301\ud800 \ufffe") == "trafficking é"


def test_take_pdf_names_every_reason_at_once():
    def change(pdf):
        pdf.Root.OpenAction = action("JavaScript", JS="x()")
        pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"inside")
        pdf.pages[0].MediaBox = [0, 0, 1, 1]
        note = Dictionary(Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action("Launch", F="cmd.exe"))
        pdf.pages[0].Annots = Array([note])

    with pytest.raises(ValidationError) as refusal:
        take_pdf(upload(pdf_bytes(change)))

    assert refusal.value.messages == [
        "One of its pages has a size that no paper has. Set the page size anew.",
        "It has other files inside. Save it without attachments.",
        "It carries JavaScript. Save it without scripts.",
        "It starts a program or a command. Take that action out.",
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_take_pdf_finds_a_script_however_the_file_is_packed(packed):
    mode = pikepdf.ObjectStreamMode
    change = {"object_stream_mode": mode.generate if packed else mode.disable}
    data = pdf_bytes(
        lambda p: p.Root.update({"/OpenAction": action("JavaScript", JS="x")}), **change
    )

    with pytest.raises(ValidationError) as refusal:
        take_pdf(upload(data))

    assert [each.code for each in refusal.value.error_list] == ["javascript"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        *((address, True) for address in ("https://www.dhs.gov/", "mailto:a@b.gov", "tel:911")),
        *((address, True) for address in ("www.dhs.gov/blue-campaign", "#page=2", "")),
        *((address, False) for address in ("data:text/html,x", "vbscript:x", "smb://a/b", "//a/b")),
        *((address, False) for address in ("JaVaScRiPt:x", "\tfile:/a", "j\u00a0avascript:x")),
    ],
)
def test_address_is_judged_as_readers_understand_it(address, expected):
    assert judging.is_harmless_address(address) is expected


def test_codes_of_the_process_have_sentences():
    codes = {*judging.KINDS.values(), *judging.KEYS.values()}

    assert codes <= set(Reason.values)


def test_process_knows_no_secret_and_no_django(tmp_path):
    assert set(pdfs.KNOWN) == {"PATH", "LANG", "PYTHONDONTWRITEBYTECODE"}
    assert "SECRET_KEY" in os.environ
    modules = (child, cleaning, judging, showing)
    source = "".join(Path(module.__file__).read_text() for module in modules)
    assert "django" not in source.lower()


def test_process_that_is_broken_off_refuses_the_file(monkeypatch):
    monkeypatch.setattr(pdfs, "COMMAND", "bluecampaign.media.pdf.nothing")

    with pytest.raises(ValidationError) as refusal:
        take_pdf(upload(pdf_bytes()))

    assert [each.code for each in refusal.value.error_list] == ["too_much"]


def test_notes_are_cut_out_of_a_jpeg_and_nothing_else():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    data = picture("JPEG", exif=exif)

    bare = cleaning.without_notes(data)

    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(bare))
    assert SECRET not in bare
    assert before.tobytes() == after.tobytes()
    assert [cleaning.without_notes(odd) for odd in (b"", b"\xff\xd8", b"PNG")] == [
        b"",
        b"\xff\xd8",
        b"PNG",
    ]

"""What tests send: any file, one with words, one as it should be, and a secret in it."""

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Dictionary, Name, String

from tests.media.corpus import pdf_bytes

SECRET = b"secret-place-and-time"


def upload(data: bytes, name: str = "file") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def tagged(pdf) -> None:
    """A file as it should be: tags, a title, a language."""
    item = Dictionary(Type=Name.StructElem, S=Name.P)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=item))
    pdf.Root.Lang = String("en-US")
    pdf.docinfo["/Title"] = "Tip card"


def printed(words: str) -> bytes:
    """A file whose page says something."""

    def change(pdf):
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        font.Encoding = Name.WinAnsiEncoding
        pdf.pages[0].Resources = Dictionary(Font=Dictionary(F=font))
        content = f"BT /F 24 Tf 50 500 Td ({words}) Tj ET 0 0 1 rg 0 0 612 200 re f"
        pdf.pages[0].Contents = pikepdf.Stream(pdf, content.encode())

    return pdf_bytes(change)

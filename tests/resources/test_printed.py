"""Pieces that the site prints: whole, in every language, with the numbers of the directory."""

import io
import re
import unicodedata
from itertools import cycle

import pypdfium2
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from bluecampaign.printing.qr import qr_svg
from bluecampaign.translation.languages import BY_CODE, CODES, suffix
from hotlines.models import Channel, Hotline
from resources.archives import archive_of, languages_of
from resources.counting import counted, csv_lines
from resources.models import DownloadCount, PrintedRevision, Resource
from resources.printed.making import Sheet, Unprintable
from resources.printed.orders import NoSuchOrder, Order, read
from resources.printed.pieces import DOCUMENT, PIECES, piece_of
from resources.printed.revisions import look_at, look_at_all

pytestmark = pytest.mark.django_db

POSTER, NOTICE = PIECES["poster"], PIECES["notice"]


def item(code: str) -> Resource:
    return Resource.objects.get(code=code)


def sheet(code: str, *codes: str, paper: str = "") -> Sheet:
    found = item(code)
    piece = piece_of(found)
    return Sheet(found, piece, Order(codes, paper or piece.papers[0]))


def words_of(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return squeezed("".join(page.get_textpage().get_text_bounded() for page in pages))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def older_names(language: str) -> list[str]:
    """What the directory says of the names that lines had on older posters."""
    field = f"formerly_{suffix(language)}"
    told = Hotline.objects.exclude(formerly_en="").values_list(field, flat=True)
    return [squeezed(each) for each in told if each]


def turns() -> list:
    """Every piece and language, alone or with English, on one of its papers after another."""
    shipped = ["P-01", "P-02", "P-03", "P-04", "P-05", "P-06", "P-07", "P-08", "P-09"]
    beside = cycle([(), ("en",)])
    return [
        (code, (language, *(next(beside) if language != "en" else ())))
        for code in shipped
        for language in CODES
    ]


@pytest.mark.parametrize("code, codes", turns())
def test_every_piece_is_whole_in_every_language(code: str, codes: tuple[str, ...]):
    text = words_of(sheet(code, *codes).file())

    assert "1-888-373-7888" in text
    assert "233733" in text
    assert f"{code}-{'+'.join(BY_CODE[each].tag for each in codes)}" in text
    if code != "P-02":
        assert "911" in text or code == "P-01"
    assert older_names("en")
    assert not any(name in text for each in codes for name in older_names(each))


def test_changed_number_is_on_the_next_sheet_and_makes_another_revision():
    before = sheet("P-05", "ar", "en")
    old = before.file()
    Channel.objects.filter(hotline__slug="national", key="voice").update(
        number="+18885550100", display="1-888-555-0100"
    )

    after = sheet("P-05", "ar", "en")

    assert "1-888-555-0100" in words_of(after.file())
    assert after.revision != before.revision
    assert after.etag != before.etag
    assert "1-888-373-7888" in words_of(old)


def test_revision_is_the_same_on_every_paper_and_in_both_colours():
    found = item("P-05")
    orders = [Order(("es",), "letter"), Order(("es",), "a3"), Order(("es",), "letter", False)]

    revisions = {Sheet(found, POSTER, order).revision for order in orders}

    assert len(revisions) == 1


def test_words_that_do_not_fit_are_told_and_not_printed():
    found = item("P-01")
    found.headline_ru = "Поговорите с кем-нибудь, кто поможет. " * 40

    told = look_at(found, ("ru",))

    assert told.revision == ""
    assert "do not fit" in told.problem


def test_longest_words_that_a_form_takes_are_printed_or_refused():
    found = item("P-05")
    found.headline_en, found.message_en = (
        "Wide words " * 9,
        "m" * 10 + " It is not your fault." * 13,
    )
    for paper in POSTER.papers:
        order = Order(("en",), paper, format="png" if POSTER.paper(paper).is_screen else "pdf")
        try:
            assert Sheet(found, POSTER, order).file()
        except Unprintable as refused:
            assert refused.reason == "overflow"


def test_piece_without_a_translation_is_not_printed_in_that_language():
    found = item("P-05")
    found.headline_th = ""

    with pytest.raises(Unprintable) as refused:
        Sheet(found, POSTER, Order(("th",), "letter")).file()

    assert refused.value.reason == "untranslated"


@pytest.mark.parametrize(
    "languages, name, format",
    [
        ("xx", "letter", "pdf"),
        ("en+ar", "letter", "pdf"),
        ("ar+es", "letter", "pdf"),
        ("ar+en+es", "letter", "pdf"),
        ("ar", "a0", "pdf"),
        ("ar", "letter-12pt", "pdf"),
        ("ar", "square", "pdf"),
        ("ar", "letter", "exe"),
        ("ar", "letter--plain", "pdf"),
    ],
)
def test_order_that_nothing_comes_in_is_refused(languages: str, name: str, format: str):
    with pytest.raises(NoSuchOrder):
        read(POSTER, languages, name, format)


def test_order_reads_back_from_its_address():
    order = read(NOTICE, "zh-Hans+en", "tabloid-16pt-plain", "pdf")

    assert order == Order(("zh-hans", "en"), "tabloid", False, 16)
    assert (order.languages, order.name) == ("zh-Hans+en", "tabloid-16pt-plain.pdf")


def test_form_leads_to_the_file(client):
    chosen = {"language": "ar", "english": "1", "paper": "a4", "type": "14", "plain": "1"}

    response = client.get("/r/P-08/print/", chosen)

    assert response.status_code == 302
    assert response.headers["Location"] == "/r/P-08/ar+en/print/a4-14pt-plain.pdf"


def test_file_is_named_plainly_kept_by_its_tag_and_recorded_once(client):
    response = client.get("/r/P-05/ar+en/print/letter.pdf")
    again = client.get(
        "/r/P-05/ar+en/print/letter.pdf", headers={"If-None-Match": response.headers["ETag"]}
    )

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == 'attachment; filename="p-05-ar-en-letter.pdf"'
    assert (again.status_code, again.headers["ETag"]) == (304, response.headers["ETag"])
    row = PrintedRevision.objects.get()
    assert (row.languages, row.revision) == ("ar+en", sheet("P-05", "ar", "en").revision)


def test_sheets_are_counted_by_their_address_and_pictures_of_them_are_not(client):
    for path in ("ar+en/print/letter.pdf",) * 2 + ("ar/print/letter-plain.pdf",):
        client.get(f"/r/P-05/{path}")
    client.head("/r/P-05/ar/print/letter.pdf")
    client.get("/r/P-05/ar/print/letter.pdf", headers={"Sec-Purpose": "prefetch"})
    client.get("/r/P-05/ar/print/preview.png")
    client.get("/r/P-05/ar/print/qr.svg")

    rows = DownloadCount.objects.order_by("sheet").values_list("code", "language", "sheet", "count")
    assert list(rows) == [
        ("P-05", "ar", "ar+en/letter.pdf", 2),
        ("P-05", "ar", "ar/letter-plain.pdf", 1),
    ]
    lines = "".join(csv_lines(counted(code="P-05")))
    assert ",P-05,ar,sheet,ar+en/letter.pdf,2" in lines


@pytest.mark.parametrize("path", ["P-05/xx/print/letter.pdf", "BC-001/es/print/letter.pdf"])
def test_what_is_not_printed_leads_to_its_item(client, path: str):
    assert client.get(f"/r/{path}").status_code == 302


def test_picture_of_a_piece_is_on_its_page_in_the_language_of_the_page(client):
    page = client.get("/ar/resources/poster-you-can-get-help/").content.decode()
    picture = client.get("/r/P-05/ar/print/preview.png")

    assert 'src="/r/P-05/ar/print/preview.png"' in page
    assert 'action="/r/P-05/print/"' in page
    assert picture.headers["Content-Type"] == "image/png"
    assert not PrintedRevision.objects.exists()


def test_qr_code_alone_leads_to_the_item_in_its_language(client):
    response = client.get("/r/p-05/ar/print/qr.svg")

    assert response.headers["Content-Type"] == "image/svg+xml"
    assert response.headers["Content-Disposition"] == 'attachment; filename="p-05-ar-qr.svg"'
    assert response.content.decode() == qr_svg(f"{settings.SITE_URL}/r/P-05/ar/")


def test_archive_of_a_list_holds_the_sheets_in_its_language():
    found = [item("P-05"), item("P-02")]

    archive = archive_of(found, "ar")

    names = [member.name for member in archive.members]
    assert names == ["CONTENTS.txt", "p-02-ar.pdf", "p-05-ar.pdf"]
    assert sum(len(part) for part in archive) == archive.length
    assert languages_of(found)[:2] == ["ar", "en"]


def test_text_of_an_item_is_printed_as_a_document():
    found = Resource.objects.exclude(body_es="").exclude(body_es=None).first()

    text = words_of(Sheet(found, piece_of(found), Order(("es",), "letter")).file())

    assert piece_of(found) is DOCUMENT
    assert "1-888-373-7888" in text
    assert re.sub(r"\s+", "", found.title_es) in text


def test_outdated_revisions_are_named_beside_the_present_one():
    found = item("P-02")
    PrintedRevision.objects.create(
        resource=found, languages="es", revision="abc123", updated_on="2020-01-01"
    )

    rows = {row.codes: row for row in look_at_all(found)}

    assert [old.revision for old in rows["es",].outdated] == ["abc123"]
    assert rows["es",].revision == sheet("P-02", "es").revision
    assert rows["fr",].outdated == []


def test_command_sets_all_papers_and_says_what_is_wrong():
    out = io.StringIO()
    call_command("print_pieces", "--code=P-02", "--language=ar", stdout=out)
    assert "4 files are ready" in out.getvalue()

    Resource.objects.filter(code="P-02").update(title_ar="")
    Resource.objects.filter(code="P-01").update(headline_ar="")
    err = io.StringIO()
    with pytest.raises(CommandError, match="2 could not be printed"):
        call_command("print_pieces", "--code=P-01", "--language=ar", stdout=out, stderr=err)
    assert "Not translated" in err.getvalue()


@pytest.mark.parametrize("options", [{"code": "XX-1"}, {"language": "xx"}])
def test_command_refuses_what_there_is_not(options: dict):
    with pytest.raises(CommandError):
        call_command("print_pieces", **options)


def test_staff_see_every_sheet_and_what_is_wrong(admin_client):
    Resource.objects.filter(code="P-02").update(title_ar="")
    PrintedRevision.objects.create(
        resource=item("P-02"), languages="es", revision="abc123", updated_on="2020-01-01"
    )

    page = admin_client.get(f"/admin/resources/resource/{item('P-02').pk}/sheets/").content.decode()
    listed = admin_client.get("/admin/resources/printedrevision/").content.decode()

    assert "abc123 (2020-01-01)" in page
    assert "abc123" in listed
    assert "1 piece has changed since it was last printed." in listed

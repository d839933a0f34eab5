"""Set pages: readable by machines and by people, the same every time, never wrong."""

import io
import re
import unicodedata

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from bluecampaign.printing import typesetting
from bluecampaign.printing.fonts import FOLDER, manner_of
from bluecampaign.printing.papers import BY_NAME, PAPERS
from bluecampaign.printing.qr import qr_svg
from bluecampaign.printing.texts import nodes_of
from bluecampaign.printing.typesetting import Unprintable
from bluecampaign.translation.languages import CODES
from tests.printing.samples import NUMBER, WORDS, piece

MADE = 1_700_000_000
PDFUA = "{http://www.aiim.org/pdfua/ns/id/}part"


def words_of(pdf: bytes) -> str:
    """All text as it copies out, without what only parts lines."""
    pages = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in pages)
    return squeezed(text)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("code", WORDS)
def test_text_copies_out_right_in_every_script(code: str):
    found = words_of(typesetting.pdf(piece(code), MADE))

    headline, message = WORDS[code]
    assert NUMBER in found
    assert squeezed(headline) in found
    assert squeezed(typesetting.unpointed(message)) in found


def test_english_beside_arabic_copies_out_in_its_order():
    found = words_of(typesetting.pdf(piece("ar", "en"), MADE))

    for code in ("ar", "en"):
        headline, message = WORDS[code]
        assert squeezed(headline) in found
        assert squeezed(typesetting.unpointed(message)) in found


def test_pdf_is_tagged_named_and_has_its_fonts():
    with pikepdf.open(io.BytesIO(typesetting.pdf(piece("ar", "en"), MADE))) as pdf:
        fonts = [
            font["/DescendantFonts"][0]["/FontDescriptor"]
            for page in pdf.pages
            for font in page.Resources.Font.values()
        ]
        assert pdf.open_metadata()[PDFUA] == "1"
        assert str(pdf.Root.Lang).startswith("ar")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo.Title == "A poster"
        assert "/StructTreeRoot" in pdf.Root
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_same_data_gives_the_same_bytes():
    assert typesetting.pdf(piece("th", "en"), MADE) == typesetting.pdf(piece("th", "en"), MADE)
    assert typesetting.png(piece("ko"), 40) == typesetting.png(piece("ko"), 40)


def test_text_that_does_not_fit_is_refused():
    with pytest.raises(Unprintable) as refused:
        typesetting.pdf(piece("en", message="It is not your fault. " * 400), MADE)

    assert (refused.value.reason, refused.value.detail) == ("overflow", "words")


def test_word_that_is_wider_than_the_sheet_is_refused():
    with pytest.raises(Unprintable) as refused:
        typesetting.pdf(piece("en", headline="Menschenhandelsbekämpfungs" * 4), MADE)

    assert refused.value.reason == "overflow"


def test_letter_that_no_font_has_is_refused():
    with pytest.raises(Unprintable) as refused:
        typesetting.pdf(piece("en", headline="ꦲꦏ꧀ꦱꦫꦗꦮ"), MADE)

    assert refused.value.reason == "glyph"


def test_words_are_never_run_as_a_program():
    hostile = '#panic("x") \\ $x$ *bold* #import "@preview/x" <label> @label // [x]'

    found = words_of(typesetting.pdf(piece("en", message=hostile), MADE))

    assert squeezed(hostile) in found


@pytest.mark.parametrize("layout", ["poster", "tear-off", "hotline-card", "shoe-card"])
def test_piece_in_black_and_white_has_no_colour(layout: str):
    page = Image.open(io.BytesIO(typesetting.png(piece("en", layout=layout, colour=False), 40)))

    red, green, blue = page.convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
    darkest, lightest = red.getextrema()
    assert darkest < 3
    assert lightest == 255


def test_screens_have_their_pixels():
    for screen in (paper for paper in PAPERS if paper.is_screen):
        data = piece("en") | {"paper": {"width": screen.width, "height": screen.height}}
        page = Image.open(io.BytesIO(typesetting.png(data, screen.ppi)))
        down = round(screen.pixels * screen.height / screen.width)
        assert abs(page.width - screen.pixels) <= 1
        assert abs(page.height - down) <= 1


def test_two_languages_of_a_card_stand_on_two_sides():
    pages = pypdfium2.PdfDocument(typesetting.pdf(piece("es", "en", layout="hotline-card"), MADE))

    texts = [squeezed(page.get_textpage().get_text_bounded()) for page in pages]
    assert len(texts) == 2
    assert squeezed(WORDS["es"][0]) in texts[0]
    assert squeezed(WORDS["en"][0]) in texts[1]
    assert all(NUMBER in text for text in texts)


def test_least_type_holds_for_all_words():
    data = piece("en") | {"least_type": 24}
    with pikepdf.open(io.BytesIO(typesetting.pdf(data, MADE))) as pdf:
        content = pdf.pages[0].Contents.read_bytes().decode("latin-1")

    sizes = sorted({float(size) for size in re.findall(r"/\S+ ([\d.]+) Tf", content)})
    # The revision alone is smaller: it is for staff, not for readers.
    assert [size for size in sizes if size < 24] == sizes[:1]


def test_every_language_has_its_manner_and_every_font_its_file():
    assert {manner_of(code)["dir"] for code in CODES} == {"ltr", "rtl"}
    assert len(list(FOLDER.glob("*.?tf"))) == 12
    assert (FOLDER / "OFL.txt").read_text().count("SIL OPEN FONT LICENSE") == 1
    assert BY_NAME["letter"].lying().width > BY_NAME["letter"].lying().height


def test_qr_code_has_its_quiet_zone():
    svg = qr_svg("https://example.gov/r/P-05/ar/")

    modules = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    assert modules == 29 + 2 * 4


def test_markdown_becomes_nodes_with_numbers_and_links():
    text = "### Now\n\nCall **{{emergency:voice}}**, [help](/get-help/).\n\n- one\n- two <b>x</b>"

    heading, words, items = nodes_of(text, "ar", {"emergency:voice": "911"}, "https://a.gov")

    assert heading == {"kind": "heading", "level": 1, "inside": [{"kind": "text", "text": "Now"}]}
    assert {"kind": "strong", "inside": [{"kind": "number", "text": "911"}]} in words["inside"]
    link = next(node for node in words["inside"] if node["kind"] == "link")
    assert link["url"] == "https://a.gov/ar/get-help/"
    assert [len(item) for item in items["items"]] == [1, 1]


def test_link_that_is_not_allowed_leaves_its_words():
    (paragraph,) = nodes_of("[press](javascript:alert)", "en", {}, "https://a.gov")

    assert "link" not in {node["kind"] for node in paragraph["inside"]}

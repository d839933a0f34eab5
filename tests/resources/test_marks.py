"""A partner's own mark: shown as theirs, checked, kept nowhere, and never the campaign's."""

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hotlines.models import Channel
from resources.printed.marks import MOST_LETTERS, read_line, refusals
from tests.media import corpus

pytestmark = pytest.mark.django_db

POSTER = "/resources/poster-you-can-get-help/with-your-mark/"
CARD = "/resources/wallet-card-with-the-numbers/with-your-mark/"
HOTEL = "Harbor Hotel, St. Louis"
UNKEPT = "max-age=0, no-cache, no-store, must-revalidate, private"


def sent(client, path: str = POSTER, logo: bytes | None = None, **fields):
    files = {"logo": SimpleUploadedFile("logo.png", logo)} if logo is not None else {}
    return client.post(path, {"language": "en", "name": HOTEL, **fields, **files})


def words_of(pdf: bytes) -> str:
    page = pypdfium2.PdfDocument(pdf)[0]
    found = page.get_textpage().get_text_bounded().replace("\u2068", "").replace("\u2069", "")
    return " ".join(found.split())


def pictures_of(pdf: bytes) -> list[tuple[int, int]]:
    page = pypdfium2.PdfDocument(pdf)[0]
    return [each.get_px_size() for each in page.get_objects() if each.type == 3]


def mistakes_of(response) -> dict[str, list[str]]:
    assert response.status_code == 200
    return response.context["asked"].mistakes


@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_form_is_the_same_for_everybody_and_asks_for_no_cookie(client, prefix):
    response = client.get(prefix + POSTER)

    html = response.content.decode()
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("public, max-age=300")
    assert (list(response.cookies), "csrf" in html.lower()) == ([], False)
    assert f'action="{prefix}{POSTER}" method="post"' in html
    assert (
        f'href="{prefix}{POSTER}"'
        in client.get(prefix + POSTER.replace("with-your-mark/", "")).content.decode()
    )


def test_sheet_says_who_shows_it_and_stays_the_campaigns(client):
    number = Channel.objects.get(hotline__slug="national", key="voice").display
    plain = words_of(client.get("/r/P-05/en/print/letter.pdf").content)

    response = sent(client, second="Front desk, room 12")

    found = words_of(response.content)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == UNKEPT
    assert f"Shown by: {HOTEL}, Front desk, room 12" in found
    assert number in found
    assert found.replace(f"Shown by: {HOTEL}, Front desk, room 12", "").split() == plain.split()


def test_nothing_of_it_is_stored(client, settings, tmp_path):
    settings.DATA_DIR, settings.FILE_UPLOAD_TEMP_DIR = tmp_path, tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"

    first = sent(client, logo=corpus.picture(size=(900, 300)))

    assert first.headers["Content-Type"] == "application/pdf"
    assert list(tmp_path.rglob("*")) == []


def test_logo_is_made_anew_and_small(client):
    without, large = sent(client), corpus.picture(size=(1800, 600))

    framed = sent(client, logo=large)

    assert pictures_of(without.content) == []
    assert pictures_of(framed.content) == [(600, 200)]


def test_card_takes_the_lines_and_no_logo(client):
    response = sent(client, CARD, logo=corpus.picture())

    assert HOTEL in words_of(response.content)
    assert pictures_of(response.content) == []
    assert 'type="file"' not in client.get(CARD).content.decode()


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("SVG with a script", "Your logo is not a PNG"),
        ("PNG that promises 225 million", "Your logo is too large"),
        ("PNG cut short", "Your logo is damaged"),
        ("WebP that moves", "Your logo moves"),
        ("empty", "Your logo is damaged"),
    ],
)
def test_hostile_logo_is_refused_and_what_was_typed_stays(client, settings, tmp_path, name, begins):
    settings.DATA_DIR = settings.FILE_UPLOAD_TEMP_DIR = settings.MEDIA_ROOT = tmp_path
    [hostile] = [each for each in corpus.HOSTILE if each.name == name]

    response = sent(client, logo=hostile.build(), second="Front desk", plain="1", paper="a4")

    html = response.content.decode()
    [reason] = mistakes_of(response)["logo"]
    assert reason.startswith(begins)
    assert 'value="Front desk"' in html
    assert '<option value="a4" selected>' in html
    assert "choose your logo again" in html
    assert list(tmp_path.rglob("*")) == []


def test_file_above_the_limit_is_not_even_held(client):
    noise = io.BytesIO()
    Image.effect_noise((1700, 1700), 90).save(noise, "PNG")
    assert len(noise.getvalue()) > 2 * corpus.MB

    response = sent(client, logo=noise.getvalue())

    assert "too large" in mistakes_of(response)["logo"][0]


def test_form_that_is_far_too_large_is_answered_and_not_read(client):
    response = sent(client, logo=bytes(17 * corpus.MB))

    assert "too large" in mistakes_of(response)["sheet"][0]


REFUSED = [
    "Call 1-888-373-7000",
    "8 8 8 . 5 5 5 . 0 1 2 3",
    "٨٨٨٣٧٣٧٨٨٨",
    "⑧⑧⑧③⑦",
    "1-800-HARBOR",
    "Dial 911",
    "Ring 988 now",
    "harbor-hotel.com",
    "mail desk@harbor",
    "https://harbor",
    "Harbor\u202eletoH",
    "Har\u200bbor",
    "Har\x07bor",
    "x" * (MOST_LETTERS + 1),
]
PASSED = [HOTEL, "U.S. Post, Room 1024", "Since 1998", "فندق الميناء", "旅館 3", "St. Mary’s & Co."]


@pytest.mark.parametrize("line", REFUSED)
def test_line_that_competes_or_deceives_is_refused_in_either_place(line):
    assert [list(refusals(line, "")), list(refusals(HOTEL, line))] == [["name"], ["second"]]


@pytest.mark.parametrize("line", PASSED)
def test_name_of_a_place_is_taken(line):
    assert refusals(line, "") == refusals(HOTEL, line) == {}


def test_number_in_two_halves_is_one_number():
    assert list(refusals("Desk 8883", "737 is ours")) == ["second"]


def test_line_is_of_one_piece():
    assert read_line("  Harbor \n\t Hotel ") == "Harbor Hotel"


def test_all_reasons_are_told_at_once(client):
    response = sent(client, logo=corpus.SVG, name="", second="a.com 1-888-373-7000", language="xx")

    found = mistakes_of(response)
    assert {part: len(reasons) for part, reasons in found.items()} == {
        "name": 1,
        "second": 2,
        "logo": 1,
        "sheet": 1,
    }


@pytest.mark.parametrize("paper", ["letter", "square"])
def test_letters_that_cannot_be_printed_are_refused_on_paper_and_on_screens(client, paper):
    response = sent(client, name="Harbor 🐙", paper=paper)

    assert list(mistakes_of(response)) == ["sheet"]


def test_setting_takes_page_and_link_away(client, settings):
    settings.PARTNER_MARKS = False

    item = client.get(POSTER.replace("with-your-mark/", ""))

    assert client.get(POSTER).status_code == 404
    assert sent(client).status_code == 404
    assert "with-your-mark" not in item.content.decode()


@pytest.mark.parametrize(
    "slug", ["shoe-card", "no-such-item", "hospitality-toolkit"], ids=["shoe", "none", "unprinted"]
)
def test_what_takes_no_mark_has_no_page(client, slug):
    assert client.get(f"/resources/{slug}/with-your-mark/").status_code == 404


def test_too_many_are_told_to_wait_in_their_language(client):
    asked = [client.post(f"/ar{POSTER}", {"language": "ar"}) for _number in range(21)]

    assert [response.status_code for response in asked] == [200] * 20 + [429]
    assert asked[-1].headers["Content-Language"] == "ar"
    assert client.get(f"/ar{POSTER}").status_code == 200


def test_other_methods_are_refused(client):
    response = client.put(POSTER)

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")

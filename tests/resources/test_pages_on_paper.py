"""Pages as PDF: whole, with the caution and the numbers, or not at all."""

import pypdfium2
import pytest
from django.utils import translation

from awareness import views
from awareness.choices import BlockKind
from awareness.models import Audience, Indicator, Page
from bluecampaign.translation.languages import BY_CODE
from hotlines.models import Channel
from resources.printed.nodes import numbered, under
from resources.printed.pages import paper_path
from resources.printed.toolkit import toolkit_path
from tests.makers import make_audience, make_block, make_page, make_resource

pytestmark = pytest.mark.django_db


def words_of(response) -> str:
    assert response.headers["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(response.content)
    found = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    return " ".join(found.split())


def paths_in(code: str) -> dict[str, str]:
    """The address on paper of every page that has one in a language."""
    with translation.override(code):
        pages = [views.find(page.path) for page in Page.objects.live()]
        return {page.path: path for page in pages if (path := paper_path(page, code))}


def test_every_page_that_says_so_is_a_document_with_the_number(client):
    number = Channel.objects.get(hotline__slug="national", key="voice").display
    paths = paths_in("en")

    lacking = [path for path in paths.values() if number not in words_of(client.get(path))]

    assert len(paths) > 25
    assert lacking == []


@pytest.mark.parametrize("code", ["ar", "zh-hans"])
def test_signs_come_with_the_caution_in_every_script(client, code):
    tag = BY_CODE[code].tag
    response = client.get(f"/p/indicators/{tag}/a4-plain.pdf")

    data = pypdfium2.PdfDocument(response.content)
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert data.get_metadata_value("Title") == getattr(
        Page.objects.get(path="indicators"), f"title_{code.replace('-', '_')}"
    )
    assert client.get(paths_in(code)["indicators"]).status_code == 200


def test_caution_stands_before_the_signs(client):
    found = words_of(client.get("/p/indicators/en/letter.pdf"))

    signs = Indicator.objects.live().values_list("text_en", flat=True)
    assert [sign for sign in signs if " ".join(sign.split()) not in found] == []
    assert found.index("no sign alone is proof") < found.index(signs[0])


def test_page_names_its_paper_and_pages_of_help_leave_no_file(client):
    shown = {
        path: "/letter.pdf" in client.get(path).content.decode()
        for path in ("/myths/", "/ar/myths/", "/get-help/", "/is-this-happening-to-me/", "/")
    }

    assert shown == {
        "/myths/": True,
        "/ar/myths/": True,
        "/get-help/": False,
        "/is-this-happening-to-me/": False,
        "/": False,
    }
    assert client.get("/p/get-help/en/letter.pdf").status_code == 200


def test_page_that_lacks_a_word_of_a_language_leads_to_itself(client):
    page = make_page(slug="half", title_es="Media", summary_es="Resumen.")
    make_block(page, heading_es="Encabezado", body_es="Palabras.")
    make_block(page, heading_es="", body_es="")

    answer = client.get("/p/half/es/letter.pdf")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/es/half/")
    assert "half" not in paths_in("es")
    assert "half" in paths_in("en")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/p/myths/en/tabloid.pdf", 302),
        ("/p/myths/en/letter-18pt.pdf", 302),
        ("/p/no-such-page/en/letter.pdf", 404),
    ],
)
def test_what_is_not_printed_leads_on(client, path, status):
    assert client.get(path).status_code == status


def test_reader_who_has_it_is_told_so_until_a_number_changes(client):
    etag = client.get("/p/myths/en/letter.pdf").headers["ETag"]
    again = client.get("/p/myths/en/letter.pdf", headers={"if-none-match": etag})

    Channel.objects.filter(hotline__slug="national", key="voice").update(
        number="+18005550199", display="1-800-555-0199"
    )
    changed = client.get("/p/myths/en/letter.pdf", headers={"if-none-match": etag})

    assert again.status_code == 304
    assert "1-800-555-0199" in words_of(changed)


def test_draft_is_not_printed(client):
    make_page(slug="sketch", status="draft")

    assert client.get("/p/sketch/en/letter.pdf").status_code == 404


def test_every_kind_that_is_read_is_printed_and_what_leads_on_is_not(client):
    page = make_page(slug="kinds", title_en="Kinds")
    for kind in BlockKind:
        body = f"### Item of {kind}\n\nWords of {kind}."
        make_block(page, kind=kind, key=str(kind), heading_en=f"Heading of {kind}", body_en=body)

    found = words_of(client.get("/p/kinds/en/letter.pdf"))

    left_out = {kind for kind in BlockKind if f"Words of {kind}." not in found}
    assert left_out == {
        BlockKind.HOTLINES,
        BlockKind.RESOURCES,
        BlockKind.CHILDREN,
        BlockKind.OBSERVANCES,
    }
    assert "1. Item of steps" in found


def test_headings_skip_no_level():
    nodes = [{"kind": "heading", "level": level, "inside": []} for level in (2, 4, 2)]

    assert [node["level"] for node in under(nodes, 2)] == [2, 3, 2]
    assert [len(node["inside"]) for node in numbered(nodes)] == [1, 0, 1]


def test_toolkit_of_an_audience_holds_signs_texts_addresses_and_numbers(client):
    audience = make_audience(slug="ferries", name_en="Ferries")
    general = Audience.objects.get(slug="general")
    make_resource(code="T-1", title_en="Crew notes", body_en="Ask quietly.", audiences=[audience])
    make_resource(code="T-2", title_en="Dock poster", printed_as="poster", audiences=[general])
    make_resource(code="T-3", title_en="Bus poster", printed_as="poster", audiences=[])

    found = words_of(client.get("/p/resources/for/ferries/en/letter.pdf"))

    wanted = [
        *("Materials for: Ferries", "no sign alone is proof", "Crew notes", "Ask quietly."),
        *("Dock poster", "/r/T-2/en/", "1-888-373-7888"),
    ]
    assert [each for each in wanted if each not in found] == []
    assert sorted(wanted, key=found.rindex) == wanted
    assert "Bus poster" not in found


def test_page_of_an_audience_names_its_toolkit_where_its_name_is_translated(client):
    make_audience(slug="ferries", name_en="Ferries")
    named = Audience.objects.get(slug="hospitality")

    html = client.get("/ko/resources/for/hospitality/").content.decode()

    assert f'href="{toolkit_path(named, "ko")}"' in html
    assert "letter.pdf" not in client.get("/ko/resources/for/ferries/").content.decode()
    assert client.get("/p/resources/for/ferries/ko/letter.pdf").headers["Location"] == (
        "/ko/resources/for/ferries/"
    )
    assert client.get("/p/resources/for/nobody/en/letter.pdf").status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_toolkit_costs_the_same_for_one_item_and_for_thirty(
    client, django_assert_num_queries, number
):
    audience = make_audience(slug="ferries", name_en="Ferries")
    for n in range(number):
        make_resource(code=f"T-{n}", printed_as="poster", audiences=[audience])

    with django_assert_num_queries(8):
        client.get("/p/resources/for/ferries/en/letter.pdf")

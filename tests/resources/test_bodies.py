"""A fact sheet with a text is a web page first."""

import lxml.html
import pytest

from tests.makers import make_edition, make_resource

pytestmark = pytest.mark.django_db
LONG = "Before.\n\n" + "\n\n".join(f"### Part {n}\n\nWords {n}." for n in range(1, 5))


def tree_of(client, path: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(client.get(path).content.decode())


def test_long_text_opens_with_a_list_of_its_parts(client):
    make_resource(slug="sheet", body_en=LONG)

    tree = tree_of(client, "/resources/sheet/")

    contents = tree.xpath("//nav[@class='contents']//a")
    assert [a.get("href") for a in contents] == [f"#text-{n}" for n in range(1, 5)]
    assert tree.xpath("//h3[@id='text-2']")[0].text_content() == "Part 2"
    assert "Before." in tree.text_content()


def test_short_text_has_no_list_of_parts(client):
    make_resource(slug="sheet", body_en="### One\n\nWords.")

    tree = tree_of(client, "/resources/sheet/")

    assert tree.xpath("//nav[@class='contents']") == []
    assert tree.xpath("//h2[@id='text']")


def test_item_without_a_text_shows_none(client):
    make_resource(slug="card", body_en=" ")

    assert tree_of(client, "/resources/card/").xpath("//*[@class='fact-sheet']") == []


def test_text_in_english_on_a_spanish_page_says_so(client):
    make_resource(slug="sheet", title_es="Hoja", body_en=LONG)

    tree = tree_of(client, "/es/resources/sheet/")

    [heading] = tree.xpath("//h3[@id='text-1']/span")
    assert (heading.get("lang"), heading.get("dir")) == ("en", "ltr")
    assert len(tree.xpath("//*[@class='fact-sheet']//*[contains(@class, 'notice')]")) > 0


def test_translated_text_stands_alone(client):
    make_resource(slug="sheet", title_es="Hoja", body_en=LONG, body_es="### Uno\n\nPalabras.")

    tree = tree_of(client, "/es/resources/sheet/")

    assert tree.xpath("//h3[@id='text-1']")[0].text_content() == "Uno"
    assert tree.xpath("//*[@class='fact-sheet']//*[contains(@class, 'notice')]") == []
    assert "Part 1" not in tree.text_content()


def test_files_stand_beside_the_text(client):
    item = make_resource(slug="sheet", body_en="Words.", languages=())
    make_edition(item, url="https://files.example.org/sheet.pdf", format="pdf")

    tree = tree_of(client, "/resources/sheet/")

    assert tree.xpath("//aside//a/@href") == ["https://files.example.org/sheet.pdf", "#editions"]


@pytest.mark.parametrize(("prefix", "ending"), [("", "/r/S-1/"), ("/es", "/r/S-1/es/")])
def test_paper_carries_the_address_in_the_language_of_the_page(client, prefix, ending):
    make_resource(slug="sheet", code="S-1", body_en="Words.")

    tree = tree_of(client, f"{prefix}/resources/sheet/")

    [address] = tree.xpath("//p[@class='on-paper']/bdi/text()")
    assert address.endswith(ending)

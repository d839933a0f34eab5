"""A reader's own list: in the address, and nowhere else."""

import io
import zipfile

import lxml.html
import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from bluecampaign.publishing.models import Status
from resources.lists import CODE, MOST_ITEMS, MyList
from resources.models import FormerCode, Resource
from tests.makers import make_edition, make_resource

pytestmark = pytest.mark.django_db
PAGE = "/resources/my-list/"


@pytest.fixture
def three():
    Resource.objects.all().delete()
    return [make_resource(code=code, slug=code.lower(), title_en=f"Item {code}") for code in "ABC"]


def tree_of(client, path: str) -> lxml.html.HtmlElement:
    response = client.get(path)
    assert response.status_code == 200
    return lxml.html.document_fromstring(response.content.decode())


def shown(tree) -> list[str]:
    return [" ".join(h.text_content().split()) for h in tree.xpath("//ol//h3")]


def links(tree) -> list[str]:
    return [str(href) for href in tree.xpath("//main//a/@href")]


def at(tree, words: str) -> list[str]:
    """The addresses of the links that say something."""
    return [str(a.get("href")) for a in tree.xpath("//main//a") if words in a.text_content()]


# --- The list itself ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes", "dropped"),
    [
        ("", (), False),
        ("A,B", ("A", "B"), False),
        ("B,A,B", ("B", "A"), False),
        (" BC-001 ,,", ("BC-001",), False),
        ("A,<b>", ("A",), True),
        ("A," + "x" * 21, ("A",), True),
        ("A B", (), True),
    ],
)
def test_list_is_read_in_its_order(text, codes, dropped):
    assert MyList.read(text) == MyList(codes, dropped)


def test_list_holds_fifty_items():
    full = MyList.read(",".join(f"C-{n}" for n in range(60)))

    assert len(full) == MOST_ITEMS
    assert full.dropped
    assert full.adding("ONE-MORE") is full


@given(st.text(max_size=400))
def test_list_is_what_its_own_address_says(text):
    mine = MyList.read(text)

    assert all(CODE.fullmatch(code) for code in mine.codes)
    assert MyList.read(str(mine)) == MyList(mine.codes)


@given(st.lists(st.sampled_from("ABCDE"), unique=True, min_size=1), st.data())
def test_moving_keeps_every_item_and_comes_back(codes, data):
    mine = MyList(tuple(codes))
    code = data.draw(st.sampled_from(codes))

    moved = mine.moving(code, 1)

    assert sorted(moved.codes) == sorted(codes)
    is_last = codes[-1] == code
    assert moved == mine if is_last else moved.moving(code, -1) == mine
    assert mine.moving(codes[0], -1) == mine


# --- Its page ----------------------------------------------------------------------


def test_page_shows_the_items_in_the_order_of_the_address(client, three):
    tree = tree_of(client, f"{PAGE}?list=C,A")

    assert shown(tree) == ["Item C", "Item A"]
    assert f"{PAGE}?list=A,C#item-C" in at(tree, "Move down")
    assert f"{PAGE}?list=A,C#item-A" in at(tree, "Move up")
    assert sorted(at(tree, "Take off the list")) == [f"{PAGE}?list=A", f"{PAGE}?list=C"]
    assert at(tree, "Add more items") == ["/resources/?list=C,A"]


def test_page_gives_the_address_to_send(client, three, settings):
    settings.SITE_URL = "https://site.example.gov"

    tree = tree_of(client, f"/es{PAGE}?list=C,A")

    address = f"https://site.example.gov/es{PAGE}?list=C,A"
    assert tree.xpath("//input[@readonly]/@value") == [address]
    [mail] = [link for link in links(tree) if link.startswith("mailto:")]
    assert mail.endswith(
        "body=https%3A%2F%2Fsite.example.gov%2Fes%2Fresources%2Fmy-list%2F%3Flist%3DC%2CA"
    )
    assert "traffic" not in mail.lower()


def test_page_leaves_out_what_nobody_gets_and_says_so(client, three):
    make_resource(code="SKETCH", status=Status.DRAFT, title_en="Secret")
    make_resource(code="GONE", standing="withdrawn", title_en="Withdrawn thing")

    tree = tree_of(client, f"{PAGE}?list=A,SKETCH,NONE,GONE")

    assert shown(tree) == ["Item A"]
    assert "were left out" in tree.text_content()
    assert "were left out" not in tree_of(client, f"{PAGE}?list=A").text_content()
    assert "Secret" not in tree.text_content()


def test_code_that_was_changed_leads_to_the_item(client, three):
    FormerCode.objects.create(code="OLD-1", resource=three[1])

    tree = tree_of(client, f"{PAGE}?list=OLD-1,A,B")

    assert shown(tree) == ["Item B", "Item A"]


def test_empty_list_says_how_to_fill_it(client, three):
    tree = tree_of(client, PAGE)

    assert "Your list is empty" in tree.text_content()
    assert at(tree, "Look through the materials") == ["/resources/"]


@pytest.mark.parametrize(
    "path", [PAGE, f"{PAGE}?list=A", "/resources/?list=A", "/resources/a/?list=A"]
)
def test_page_with_a_list_is_kept_and_indexed_by_nobody(client, three, path):
    response = client.get(path)

    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert '<meta name="robots" content="noindex, nofollow">' in response.content.decode()
    assert response.cookies == {}


def test_page_without_a_list_is_cached_as_ever(client, three):
    for path in ("/resources/", "/resources/a/"):
        assert "public" in client.get(path)["Cache-Control"]


@pytest.mark.parametrize("number", [1, 50])
def test_page_costs_the_same_for_one_item_and_for_fifty(client, django_assert_num_queries, number):
    Resource.objects.all().delete()
    made = [make_resource(code=f"C-{n}", languages=["en", "es"]) for n in range(number)]
    path = f"{PAGE}?list={','.join(item.code for item in made)}"
    client.get(path)

    with django_assert_num_queries(6):
        response = client.get(path)

    assert len(response.context["rows"]) == number


# --- On its way through the catalogue ----------------------------------------------


def test_card_offers_to_add_its_item_where_the_reader_is(client, three):
    tree = tree_of(client, "/resources/?kind=card&sort=title&list=B")

    assert at(tree, "Add to my list") == [
        "/resources/?kind=card&sort=title&list=B,A#item-A",
        "/resources/?kind=card&sort=title&list=B,C#item-C",
    ]
    assert at(tree, "Take it off") == ["/resources/?kind=card&sort=title#item-B"]
    assert tree.xpath("//a[contains(., 'Add to my list')]/@rel") == ["nofollow"] * 2
    assert tree.xpath("//*[@id='item-A']")


def test_every_link_of_the_catalogue_carries_the_list(client, three):
    tree = tree_of(client, "/resources/?kind=card&list=B")

    lost = [
        link
        for link in links(tree)
        if link.startswith(("/resources/", "?")) and "list=" not in link and "#item-B" not in link
    ]
    assert lost == []
    assert tree.xpath("//form//input[@name='list']/@value") == ["B"]
    assert "My list: 1 item" in tree.text_content()


def test_links_are_clean_without_a_list(client, three):
    tree = tree_of(client, "/resources/?kind=card")

    carrying = [link for link in links(tree) if "list=" in link]
    assert carrying == at(tree, "Add to my list")
    assert tree.xpath("//form//input[@name='list']") == []


def test_item_offers_itself_and_carries_the_list(client, three):
    tree = tree_of(client, "/resources/a/?list=B")

    assert "/resources/a/?list=B,A#item-A" in at(tree, "Add to my list")
    assert at(tree, "Materials") == ["/resources/?list=B"]
    assert "/resources/c/?list=B" in links(tree)


def test_full_list_takes_nothing_more(client, three):
    full = ",".join(["A", *(f"X-{n}" for n in range(49))])

    tree = tree_of(client, f"/resources/?list={full}")

    assert at(tree, "Add to my list") == []
    assert len(at(tree, "Take it off")) == 1
    assert "It is full" in tree.text_content()


def test_address_to_send_is_without_the_senders_list(client, three, settings):
    settings.SITE_URL = "https://site.example.gov"

    tree = tree_of(client, "/resources/?kind=card&list=B&page=1")

    sent = tree.xpath("//input[@readonly]/@value")
    assert sent == ["https://site.example.gov/resources/?kind=card"]


# --- All files at once -------------------------------------------------------------


@pytest.fixture
def with_files(three, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for item, tags in zip(three, [("en", "es"), ("en",), ()], strict=True):
        item.editions.all().delete()
        for tag in tags:
            edition = make_edition(item, language=tag, format="pdf")
            edition.file.save(f"{item.code}-{tag}.pdf", ContentFile(f"{item.code} {tag}".encode()))


def test_list_is_downloaded_as_one_archive_in_a_language(client, with_files):
    response = client.get(f"{PAGE}?list=B,A,C&zip=es")
    body = b"".join(response.streaming_content)

    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        pdfs = {name: archive.read(name) for name in archive.namelist() if name.endswith(".pdf")}
    assert sorted(pdfs.values()) == [b"A es", b"B en"]
    assert len(body) == int(response["Content-Length"])
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="list-es.zip"'
    assert "no-store" in response["Cache-Control"]


def test_page_offers_the_languages_of_its_files_only(client, with_files):
    whole = tree_of(client, f"/es{PAGE}?list=A,B,C")
    without = tree_of(client, f"{PAGE}?list=C")

    zips = [link for link in links(whole) if "zip=" in link]
    assert zips == [f"/es{PAGE}?zip={tag}&list=A,B,C" for tag in ("es", "en")]
    assert [link for link in links(without) if "zip=" in link] == []
    assert "does not have the files" in without.text_content()


@pytest.mark.parametrize("tag", ["fr", "x", "../a"])
def test_archive_in_a_language_without_files_is_the_list(client, with_files, tag):
    response = client.get(PAGE, {"list": "A,B", "zip": tag})

    assert response.status_code == 302
    assert response["Location"] == f"{PAGE}?list=A,B"

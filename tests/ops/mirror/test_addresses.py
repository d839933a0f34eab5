"""Which address has which file in a copy, and where its links lead."""

import pytest
from django.urls import resolve

from bluecampaign import mirrored
from bluecampaign.mirror import paths, reading
from bluecampaign.mirror.making import chosen_languages
from bluecampaign.urls import MACHINE
from tests.ops.mirror.copies import SITE

# --- Addresses and files -----------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "is_page", "name"),
    [
        ("/", True, "index.html"),
        ("/es/get-help/", True, "es/get-help/index.html"),
        ("/robots.txt", False, "robots.txt"),
        ("/files/a%20b.pdf", False, "files/a b.pdf"),
        ("/404.html", True, "404.html"),
        ("/files/a.pdf", True, "_gone/files/a.pdf.html"),
        ("/search/suggest/", False, "search/suggest/index.html"),
    ],
)
def test_address_has_its_file(path: str, is_page: bool, name: str):
    assert paths.file_of(path, is_page=is_page) == name


@pytest.mark.parametrize("path", ["/../etc", "/a/%2e%2e/b", "/a//b/", "/a%00", "/a%5cb"])
def test_address_that_leads_out_of_the_folder_is_refused(path: str):
    with pytest.raises(paths.Unsafe):
        paths.file_of(path)


@pytest.mark.parametrize(
    ("link", "asked", "copied", "left_out"),
    [
        ("get-help/", "/es/get-help/", "/es/get-help/", False),
        ("/resources/?page=2#results", "/resources/?page=2", "/resources/page/2/", False),
        ("/resources/?page=1", "/resources/", "/resources/", False),
        ("/resources/?kind=card&page=2", "/resources/", "/resources/", True),
        (f"{SITE}/r/BC-1/", "/r/BC-1/", "/r/BC-1/", False),
    ],
)
def test_link_leads_to_what_the_copy_has(link: str, asked: str, copied: str, left_out: bool):
    there = paths.target(link, "/es/", SITE)

    assert there
    assert (there.asked, there.copied, there.is_left_out) == (asked, copied, left_out)


@pytest.mark.parametrize(
    "link", ["https://other.example/", "//other.example/a", "mailto:a@b.c", "/admin/x/", "tel:911"]
)
def test_link_that_is_not_of_the_copy_is_left(link: str):
    assert paths.target(link, "/", SITE) is None


def test_links_to_pages_of_a_list_are_those_of_the_copy():
    html = '<a href="?page=3#results"></a><a href="?kind=card"></a><a href="/x/?page=1"></a>'

    first = reading.with_pages(html, paths.read("/list/"), SITE)
    second = reading.with_pages(html, paths.read("/list/?page=2"), SITE)

    page = '<a href="/list/page/3/#results"></a>'
    assert first == f'{page}<a href="?kind=card"></a><a href="/x/"></a>'
    assert second == f'{page}<a href="/list/?kind=card"></a><a href="/x/"></a>'


def test_links_of_every_kind_of_text_are_found():
    html = '<img srcset="/a 1x, /b 2x" data-x="/c?in=en" data-y="no"><use href="/d#e">'

    assert list(reading.links(html, "text/html", SITE)) == ["/a", "/b", "/c?in=en", "/d#e"]
    assert list(reading.links("<loc>/f?a&amp;b</loc>", "application/xml", SITE)) == ["/f?a&b"]
    assert list(reading.links("x{y:url('g.png')}", "text/css", SITE)) == ["g.png"]
    assert list(reading.links("/h", "text/plain", SITE)) == []


def test_english_is_always_among_the_languages():
    assert chosen_languages("ar, es,xx") == (["en", "es", "ar"], ["xx"])
    assert len(chosen_languages("")[0]) == 13


# --- Addresses for machines --------------------------------------------------------


@pytest.mark.django_db
def test_every_address_for_machines_is_copied_or_left_out_on_purpose():
    known = {name for name in names_in(MACHINE) if name}

    begun = {resolve(path).url_name for path in mirrored.first_addresses(["en"])}

    linked = {"sitemap-section", "card"}
    assert {resolve(path).url_name for path in mirrored.FIXED} <= known
    assert known - begun - linked == {"health", "ready", "media"}


def names_in(patterns) -> set[str | None]:
    return {
        name
        for each in patterns
        for name in (names_in(each.url_patterns) if hasattr(each, "url_patterns") else [each.name])
    }

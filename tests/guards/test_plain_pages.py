"""Pages of words and numbers do without the second style sheet, and lack nothing."""

import re

import pytest

from tests.reading import Page, PublicSite
from tests.tree import ROOT

pytestmark = pytest.mark.django_db

BUILT = ROOT / "static" / "built"
# A class in a selector; the numbers of lengths have no letter behind their dot.
CLASS = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")


# Rules for items of the catalogue, whose cards stand on no plain page.
OF_ITEMS = {".card .meta", ".card:target"}


def selectors(sheet: str) -> set[str]:
    """The selectors of a built sheet that name a class, one by one."""
    groups = re.findall(r"([^{};]+)\{", (BUILT / sheet).read_text())
    return {each for group in groups for each in group.split(",") if CLASS.search(each)}


def reached(wanted: set[str], page: Page) -> set[str]:
    """The selectors whose classes all stand somewhere on a page."""
    here = classes(page)
    return {each for each in wanted if here.issuperset(CLASS.findall(each))}


def is_plain(page: Page) -> bool:
    sheets = {
        href.rpartition("/")[2] for href in page.tree.xpath("//link[@rel='stylesheet']/@href")
    }
    return "site.css" in sheets and "more.css" not in sheets


def classes(page: Page) -> set[str]:
    return {name for value in page.tree.xpath("//@class") for name in value.split()}


def test_plain_page_uses_nothing_of_the_second_sheet(site: PublicSite):
    elsewhere = selectors("more.css") - OF_ITEMS
    plain = {page.url: reached(elsewhere, page) for page in site.pages("en") if is_plain(page)}

    missing = {url: found for url, found in plain.items() if found}

    assert {"/contact/", "/get-help/", "/staying-safe/", "/ways/", "/ways/babaa/"} <= set(plain)
    assert len(elsewhere) > 50
    assert missing == {}


def test_no_field_is_disabled(site: PublicSite):
    """The build leaves out how the design system draws one."""
    found = {page.url for page in site.pages("en") if page.tree.xpath("//*[@disabled]")}

    assert found == set()

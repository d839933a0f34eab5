"""The parts of every page as a screen reader lists them, and where help stands on it."""

from collections import Counter

import lxml.html
import pytest

from bluecampaign.translation.languages import BY_CODE
from tests.reading import language_of

pytestmark = pytest.mark.django_db

ROLES = {
    "main": "main",
    "nav": "navigation",
    "aside": "complementary",
    "header": "banner",
    "footer": "contentinfo",
    "section": "region",
    "form": "form",
}
# A header or footer of one of these is a part of it, and no landmark.
SECTIONING = ("article", "aside", "main", "nav", "section")
# What only one can be of; the others need a name if there are several.
SINGLE = ("main", "banner", "contentinfo")
NAMED_ONLY = ("region", "form")
# The page of numbers is text alone: it has the way out and the numbers, but no strip.
PLAIN = "/numbers/"


def landmarks(page) -> list[tuple[str, str]]:
    """The role and the name of each landmark, in order."""
    found = [(role_of(element), name_of(page, element)) for element in page.tree.body.iter()]
    return [(role, name) for role, name in found if role and (name or role not in NAMED_ONLY)]


def role_of(element: lxml.html.HtmlElement) -> str | None:
    if not isinstance(element.tag, str):
        return None
    role = element.get("role", ROLES.get(element.tag))
    is_part = next(element.iterancestors(*SECTIONING), None) is not None
    if element.tag in ("header", "footer") and is_part:
        return None
    return role if role in {*ROLES.values(), "search"} else None


def name_of(page, element: lxml.html.HtmlElement) -> str:
    if label := element.get("aria-label"):
        return label.strip()
    parts = [page.tree.get_element_by_id(i) for i in element.get("aria-labelledby", "").split()]
    return " ".join(" ".join(part.text_content().split()) for part in parts)


def test_page_has_one_main_part_one_head_and_one_end(pages):
    roles = {page.url: Counter(role for role, _name in landmarks(page)) for page in pages}

    assert {u: r for u, r in roles.items() if [r[each] for each in SINGLE] != [1, 1, 1]} == {}


def test_landmarks_of_one_kind_have_names_that_differ(pages):
    alike = {}
    for page in pages:
        # Of the two main menus only one is there: the other is for the other width.
        found = Counter(m for m in landmarks(page) if m[0] not in SINGLE) - Counter(menus(page))
        if repeated := [mark for mark, number in found.items() if number > 1]:
            alike[page.url] = repeated

    assert alike == {}


def menus(page) -> list[tuple[str, str]]:
    folded = page.tree.find_class("menu-fold__panel")
    return [("navigation", name_of(page, menu)) for menu in folded]


def test_all_that_is_read_stands_in_a_landmark(pages):
    """But for who runs the site: a line that comes before everything."""
    outside = {
        (page.url, text)
        for page in pages
        for text, element in page.texts()
        if not any(role_of(each) for each in [element, *element.iterancestors()])
    }

    assert outside == set()


def test_help_stands_at_the_same_place_on_every_page(pages):
    """WCAG 3.2.6: the way out, then the numbers of the strip, then what is in the footer."""
    orders = {page.url: help_on(page) for page in pages if page.path != PLAIN}

    first = next(iter(orders.values()))
    assert first[:2] == ["exit", "exit"]
    assert len(first) > 6
    assert {url: order for url, order in orders.items() if order != first} == {}


def help_on(page) -> list[str]:
    """What leads away from here or to somebody, outside of the content, in order."""
    ways = page.tree.xpath(
        "//a[@data-exit] | //*[contains(@class, 'lifelines')]//a | //main | "
        "//footer//a[starts-with(@href, '/')]"
    )
    return [
        "exit" if "data-exit" in way.attrib else way.get("href", way.tag).partition("?")[0]
        for way in ways
    ]


def test_part_in_another_language_goes_its_way(pages):
    """What a voice reads in another language says in which, and in which direction."""
    tags = {language.tag: language.dir for language in BY_CODE.values()}
    wrong = {
        (page.url, language_of(element))
        for page in pages
        for element in page.tree.xpath("//*[@lang]")
        if language_of(element)[1] != tags.get(element.get("lang"), language_of(element)[1])
    }

    assert wrong == set()

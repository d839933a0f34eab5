"""The menus of every page: one query for the whole site's header and footer."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import get_language, gettext

from bluecampaign.pages.facts import Link
from bluecampaign.translation.reversing import reverse
from bluecampaign.web.kept import kept

from .choices import Menu
from .models import Page
from .titles import short_title

FOOTER = (Menu.HELP, Menu.LEARN, Menu.ACT, Menu.ABOUT, Menu.SITE)
# Where the catalogue stands among the pages of the header.
CATALOGUE_ORDER = 50


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    links: list[Link]


@dataclass(frozen=True)
class Navigation:
    header: list[Link]
    footer: list[Column]

    @cached_property
    def links(self) -> tuple[Link, ...]:
        columns = [self.header, *(column.links for column in self.footer)]
        return tuple(link for links in columns for link in links)

    @cached_property
    def urls(self) -> tuple[str, ...]:
        return tuple(link.url for link in self.links)

    def marking(self, path: str) -> "Navigation":
        """The same, with what leads to `path` or to something above it marked."""
        columns = [Column(each.heading, _marking(each.links, path)) for each in self.footer]
        return Navigation(_marking(self.header, path), columns)

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """The addresses that are marked: what tells the menus of two pages apart."""
        return tuple(link.url for link in self.links if link.current)


def navigation_for(path: str) -> Navigation:
    """The menus as they stand on the page at `path`, which is marked in them."""
    plain = kept(("menus", get_language()), _menus)
    marked = tuple(url for url in plain.urls if path.startswith(url))
    return kept(("menus", get_language(), marked), lambda: plain.marking(path))


def _menus() -> Navigation:
    pages = list(Page.objects.live().in_language(get_language()).in_menus())
    header = [(page.order, _link(page)) for page in pages if page.menu == Menu.HEADER]
    header.append((CATALOGUE_ORDER, Link(gettext("Materials"), reverse("resources:list"))))
    header.sort(key=lambda pair: pair[0])
    return Navigation(
        header=[link for _order, link in header],
        footer=[_column(menu, pages) for menu in FOOTER],
    )


def _column(menu: Menu, pages: list[Page]) -> Column:
    links = [_link(page) for page in pages if page.menu == menu]
    if menu is Menu.HELP:
        links.append(Link(gettext("Hotlines"), reverse("hotlines:directory")))
    return Column(heading=str(menu.label), links=links)


def _link(page: Page) -> Link:
    return Link(short_title(page), page.get_absolute_url())


def _marking(links: list[Link], path: str) -> list[Link]:
    return [replace(link, current=path.startswith(link.url)) for link in links]

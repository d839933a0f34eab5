"""The menus of every page: one query for the whole site's header and footer."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language, gettext

from bluecampaign.pages.facts import Link
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


@dataclass(frozen=True, slots=True)
class Navigation:
    header: list[Link]
    footer: list[Column]

    @property
    def marked(self) -> tuple[str, ...]:
        """The addresses that are marked: what tells the menus of two pages apart."""
        columns = [self.header, *(column.links for column in self.footer)]
        return tuple(link.url for links in columns for link in links if link.current)


def navigation_for(path: str) -> Navigation:
    """The menus as they stand on the page at `path`, which is marked in them."""
    pages = kept(("menus", get_language()), _pages)
    header = [(p.order, _link(p, path)) for p in pages if p.menu == Menu.HEADER]
    header.append((CATALOGUE_ORDER, _directory("resources:list", gettext("Materials"), path)))
    header.sort(key=lambda pair: pair[0])
    return Navigation(
        header=[link for _order, link in header],
        footer=[_column(menu, pages, path) for menu in FOOTER],
    )


def _pages() -> list[Page]:
    return list(Page.objects.live().in_language(get_language()).in_menus())


def _column(menu: Menu, pages: list[Page], path: str) -> Column:
    links = [_link(page, path) for page in pages if page.menu == menu]
    if menu is Menu.HELP:
        links.append(_directory("hotlines:directory", gettext("Hotlines"), path))
    return Column(heading=str(menu.label), links=links)


def _directory(name: str, title: str, path: str) -> Link:
    url = reverse(name)
    return Link(title, url, current=path.startswith(url))


def _link(page: Page, path: str) -> Link:
    url = page.get_absolute_url()
    return Link(short_title(page), url, current=path.startswith(url))

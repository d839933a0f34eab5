"""The addresses of the copy: those of the site, but that its search is a list; and the
ones that no page links to, because they stand on paper or in other people's pages."""

from collections.abc import Iterator

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from awareness.models import Audience, Redirect
from bluecampaign.mirror.everything import everything
from bluecampaign.translation.languages import BY_CODE, CODES
from bluecampaign.translation.paths import localize
from hotlines.finder.questions import every_path
from resources.addresses import item_path, permanent_path
from resources.models import FormerCode, FormerFile, Resource

from . import urls
from .urls import handler400, handler403, handler404, handler500  # noqa: F401

URLCONF = __name__
FIXED = (
    "/robots.txt",
    "/sitemap.xml",
    "/favicon.ico",
    "/site.webmanifest",
    "/offers.json",
    "/sw.js",
    "/.well-known/security.txt",
    "/search/suggest/",
)
PLACES = ("/", "/search/", "/hotlines/", "/ways/", "/numbers/", "/numbers/keep/", "/resources/")

urlpatterns = [
    *i18n_patterns(path("search/", everything, name="search"), prefix_default_language=False),
    *urls.urlpatterns,
]


def first_addresses(codes: list[str]) -> Iterator[str]:
    """Where to begin. Links lead to all the rest, but for what only paper names."""
    yield from FIXED
    for code in codes:
        yield from (localize(place, code) for place in english_places())
        yield f"/numbers/copy/{code}.json"
    yield from printed_addresses()
    yield from (f"/files/{name}" for name in FormerFile.objects.values_list("name", flat=True))


def english_places() -> Iterator[str]:
    """Pages in each language, withdrawn and moved ones as well. The order tells nothing."""
    yield from PLACES
    yield from (f"/ways/{letters}/" for letters in every_path() if letters)
    yield from (
        f"/resources/for/{slug}/" for slug in Audience.objects.values_list("slug", flat=True)
    )
    yield from (item_path(item) for item in Resource.objects.live().only("slug"))
    yield from Redirect.objects.values_list("old_path", flat=True)


def printed_addresses() -> Iterator[str]:
    """`/r/…` of every code there is or was, in each language of a page or a file."""
    public = Resource.objects.live().prefetch_related("editions")
    items = {item.pk: item for item in public}
    codes = [(item.code, item) for item in items.values()]
    former = FormerCode.objects.filter(resource__in=items)
    codes += [(each.code, items[each.resource_id]) for each in former]
    tags = [language.tag for language in BY_CODE.values()]
    for code, item in codes:
        yield permanent_path(code)
        for tag in dict.fromkeys([*tags, *item.languages]):
            yield permanent_path(code, tag)


def missing_pages(codes: list[str]) -> dict[str, str]:
    """The page that tells of a missing page, and how to see it in each language. The
    address that is asked for has no words, so none stand in the search box."""
    return {localize("/404.html", code): localize("/-/", code) for code in codes}


def all_codes() -> list[str]:
    return list(CODES)

"""Sitemaps that list a page only in the languages it really exists in."""

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.utils.translation import get_language

from bluecampaign.translation.languages import BY_CODE, CODES, SOURCE
from bluecampaign.translation.paths import localize


class PublicSitemap(Sitemap):
    """Base of the site's sitemaps: addresses on SITE_URL, alternates for each language.

    A subclass gives `items()` and `english_path(item)`, and `languages_of(item)` where
    an item does not exist in all languages.
    """

    i18n = True
    alternates = True
    x_default = True
    limit = 2000

    def english_path(self, item) -> str:
        return item

    def languages_of(self, item) -> tuple[str, ...]:
        return CODES

    def get_languages_for_item(self, item) -> tuple[str, ...]:
        return self.languages_of(item)

    def location(self, item) -> str:
        return localize(self.english_path(item), get_language() or SOURCE)

    def get_protocol(self, protocol=None) -> str:
        return settings.SITE_URL.partition("://")[0]

    def get_domain(self, site=None) -> str:
        return settings.SITE_URL.partition("://")[2]

    def _urls(self, page, protocol, domain):
        urls = super()._urls(page, protocol, domain)
        for url in urls:
            for alternate in url.get("alternates", ()):
                code = alternate["lang_code"]
                if code in BY_CODE:
                    alternate["lang_code"] = BY_CODE[code].tag
        return urls

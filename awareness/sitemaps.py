from bluecampaign.pages.sitemaps import PublicSitemap
from bluecampaign.translation.languages import CODES, SOURCE
from bluecampaign.translation.models import TranslationState

from .models import Page


class PageSitemap(PublicSitemap):
    """Every public page, in the languages it is translated into."""

    def items(self):
        self.translated = TranslationState.objects.shown().by_object(Page)
        return list(Page.objects.live().only("path", "updated_at").order_by("path"))

    def english_path(self, page) -> str:
        return f"/{page.path}/" if page.path else "/"

    def languages_of(self, page) -> tuple[str, ...]:
        found = self.translated.get(page.pk, set())
        return tuple(code for code in CODES if code == SOURCE or code in found)

    def lastmod(self, page):
        return page.updated_at

from bluecampaign.pages.sitemaps import PublicSitemap
from bluecampaign.translation.languages import CODES, SOURCE
from bluecampaign.translation.models import TranslationState

from .models import Resource


class CatalogueSitemap(PublicSitemap):
    """The list, which exists in every language."""

    def items(self) -> list[str]:
        return ["/resources/"]


class ResourceSitemap(PublicSitemap):
    """Every public item, in the languages it is translated into."""

    def items(self):
        self.translated = TranslationState.objects.shown().by_object(Resource)
        found = Resource.objects.live().only("slug", "updated_at")
        return list(found.order_by("slug"))

    def english_path(self, resource) -> str:
        return f"/resources/{resource.slug}/"

    def languages_of(self, resource) -> tuple[str, ...]:
        found = self.translated.get(resource.pk, set())
        return tuple(code for code in CODES if code == SOURCE or code in found)

    def lastmod(self, resource):
        return resource.updated_at

from awareness.models import Audience
from bluecampaign.pages.sitemaps import PublicSitemap
from bluecampaign.translation.languages import CODES, SOURCE
from bluecampaign.translation.models import TranslationState

from .models import Resource


class CatalogueSitemap(PublicSitemap):
    """The list, the finder of duties and what there is for each audience, which exist in
    every language."""

    def items(self) -> list[str]:
        given = Resource.objects.live().current().values("pk")
        audiences = Audience.objects.filter(resources__in=given).distinct()
        slugs = audiences.order_by("slug").values_list("slug", flat=True)
        fixed = ["/resources/", "/resources/required-posters/"]
        return [*fixed, *(f"/resources/for/{slug}/" for slug in slugs)]


class ResourceSitemap(PublicSitemap):
    """Every item that is given out, in the languages it is translated into."""

    def items(self):
        self.translated = TranslationState.objects.shown().by_object(Resource)
        found = Resource.objects.live().current().only("slug", "updated_at")
        return list(found.order_by("slug"))

    def english_path(self, resource) -> str:
        return f"/resources/{resource.slug}/"

    def languages_of(self, resource) -> tuple[str, ...]:
        found = self.translated.get(resource.pk, set())
        return tuple(code for code in CODES if code == SOURCE or code in found)

    def lastmod(self, resource):
        return resource.updated_at

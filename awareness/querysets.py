from django.db.models import Prefetch

from bluecampaign.publishing.models import PublishableQuerySet


class PageQuerySet(PublishableQuerySet):
    def with_blocks(self):
        """Pages with their blocks and pictures in all languages: one more query."""
        blocks = self.model._meta.get_field("blocks").related_model.objects
        return self.prefetch_related(Prefetch("blocks", blocks.in_all_languages("picture")))

    def in_menus(self):
        return self.exclude(menu="").order_by("order", "path")

    def below(self, page):
        return self.filter(parent=page).order_by("order", "path")

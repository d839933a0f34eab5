from django.db.models import Prefetch

from bluecampaign.publishing.models import PublishableQuerySet


class HotlineQuerySet(PublishableQuerySet):
    def with_channels(self, code: str):
        """Hotlines and their channels in a language: two queries."""
        channels = self.model._meta.get_field("channels").related_model.objects
        return self.in_language(code).prefetch_related(
            Prefetch("channels", channels.in_language(code))
        )

import datetime as dt

from django.db.models import Prefetch, Q

from bluecampaign.publishing.models import PublishableQuerySet, Status


class HotlineQuerySet(PublishableQuerySet):
    def due_for_verifying(self, today: dt.date, days: int):
        """On the site, and never verified or longer ago than so many days."""
        latest = today - dt.timedelta(days=days)
        old = Q(verified_on__isnull=True) | Q(verified_on__lt=latest)
        return self.filter(old, status__in=Status.public())

    def with_channels(self, code: str):
        """Hotlines and their channels in a language: two queries."""
        channels = self.model._meta.get_field("channels").related_model.objects
        return self.in_language(code).prefetch_related(
            Prefetch("channels", channels.in_language(code))
        )

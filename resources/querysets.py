from django.db.models import Count, F, Q, Value
from django.db.models.functions import Coalesce, Lower, NullIf

from bluecampaign.publishing.models import PublishableQuerySet
from bluecampaign.translation.languages import SOURCE, suffix

from .choices import Sort


class ResourceQuerySet(PublishableQuerySet):
    def for_cards(self, code: str):
        """What a card shows, in a language: one query more for the editions."""
        return (
            self.in_language(code)
            .defer(f"body_{suffix(code)}", f"body_{SOURCE}", "note")
            .prefetch_related("editions")
        )

    def sorted_by(self, sort: Sort, code: str):
        """In an order that never leaves two items undecided between pages."""
        if sort == Sort.TITLE:
            own = NullIf(f"title_{suffix(code)}", Value(""))
            return self.order_by(Lower(Coalesce(own, f"title_{SOURCE}")), "code")
        if sort == Sort.CODE:
            return self.order_by("code")
        if sort == Sort.OLDEST:
            return self.order_by(F("year").asc(nulls_last=True), "code")
        return self.order_by(F("year").desc(nulls_last=True), "code")

    def like(self, resource, most: int = 4):
        """Others that share a topic or the kind with a resource, nearest first."""
        topics = [topic.pk for topic in resource.topics.all()]
        return (
            self.exclude(pk=resource.pk)
            .filter(Q(topics__in=topics) | Q(kind=resource.kind))
            .annotate(shared=Count("topics", filter=Q(topics__in=topics)))
            .order_by("-shared", F("year").desc(nulls_last=True), "code")[:most]
        )

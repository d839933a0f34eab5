from django.db.models import Case, F, Prefetch, Value, When
from django.db.models.functions import Coalesce, Lower, NullIf, Upper

from bluecampaign.publishing.models import PublishableQuerySet
from bluecampaign.translation.languages import SOURCE, suffix

from .choices import Sort, Standing


class ResourceQuerySet(PublishableQuerySet):
    def current(self):
        """What the campaign gives out: neither replaced nor withdrawn."""
        return self.filter(standing=Standing.CURRENT)

    def for_cards(self, code: str):
        """What a card shows, in a language: one query more for the editions."""
        return (
            self.in_language(code)
            .defer(f"body_{suffix(code)}", f"body_{SOURCE}", "note")
            .with_editions(code)
        )

    def with_editions(self, code: str = ""):
        """With the editions at hand, in a language or in all, but not the words that were
        read out of the files."""
        editions = self.model._meta.get_field("editions").related_model.objects
        found = editions.in_language(code) if code else editions.in_all_languages()
        return self.prefetch_related(Prefetch("editions", found.defer("text")))

    def parts_of(self, toolkit):
        """The items of a toolkit that are given out, in its order."""
        return self.filter(toolkits__toolkit=toolkit).current().order_by("toolkits__order", "pk")

    def with_code(self, code: str):
        """What has a code, or had it before: however it is written, the present one first."""
        former = self.model._meta.get_field("former_codes").related_model.objects
        holders = former.filter(code__iexact=code).order_by().values_list("resource")
        present = self.model.objects.alias(upper_code=Upper("code")).filter(upper_code=code.upper())
        # Two looks into an index: asked together with the rest, every item is read.
        keys = list(present.order_by().values_list("pk", flat=True).union(holders))
        place = Case(When(code__iexact=code, then=0), default=1)
        return self.filter(pk__in=keys).alias(place=place).order_by("place")

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

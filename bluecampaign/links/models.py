"""What the link checker knows of every link: where it stands and how it answered."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    """How a link stands. Only what failed for good, or again and again, is dead."""

    UNCHECKED = "unchecked", _("Not checked yet")
    WORKS = "works", _("Works")
    REDIRECTED = "redirected", _("Leads on to another address")
    FAILING = "failing", _("Did not answer; it is tried again")
    DEAD = "dead", _("Dead")
    LEFT_OUT = "left-out", _("Not asked: its owner or our safety forbids it")


class LinkCheckQuerySet(models.QuerySet):
    def of(self, obj):
        kind = ContentType.objects.get_for_model(type(obj), for_concrete_model=True)
        return self.filter(content_type=kind, object_id=obj.pk)

    def dead(self):
        return self.filter(verdict=Verdict.DEAD)

    def internal(self):
        return self.filter(Q(address__startswith="/") | Q(address__startswith="#"))

    def external(self):
        return self.filter(Q(address__startswith="https://") | Q(address__startswith="http://"))

    def due(self, now):
        """Never asked, or to be asked again by now."""
        return self.filter(Q(checked_at__isnull=True) | Q(next_at__lte=now))

    def longest_ago_first(self):
        return self.order_by(F("checked_at").asc(nulls_first=True), "address")


class LinkCheck(models.Model):
    """One link at one place. The same address at two places is asked for once."""

    address = models.CharField(_("address"), max_length=1000, db_index=True)
    content_type = models.ForeignKey(
        ContentType, verbose_name=_("kind"), on_delete=models.CASCADE, related_name="+"
    )
    object_id = models.BigIntegerField(_("number"))
    content_object = GenericForeignKey()
    part = models.CharField(_("part"), max_length=60, blank=True)
    field = models.CharField(_("field"), max_length=60)
    language = models.CharField(_("language"), max_length=10, blank=True)
    verdict = models.CharField(
        _("result"), max_length=10, choices=Verdict.choices, default=Verdict.UNCHECKED
    )
    status = models.PositiveSmallIntegerField(_("answer"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    final_address = models.CharField(_("leads to"), max_length=1000, blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    next_at = models.DateTimeField(_("next check"), null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["address", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "part", "field", "language", "address"],
                name="one_check_per_link_and_place",
            )
        ]
        indexes = [models.Index(fields=["verdict", "next_at"])]

    def __str__(self) -> str:
        return self.address

    @property
    def place(self) -> tuple[str, int] | None:
        """The part it stands in as (relation, pk)."""
        relation, _colon, pk = self.part.partition(":")
        return (relation, int(pk)) if pk else None

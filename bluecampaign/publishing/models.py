"""The one rule of what is public, and the record of what was imported from files."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bluecampaign.translation.querysets import TranslatedQuerySet


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    LIVE = "live", _("Published")
    ARCHIVED = "archived", _("Archived")

    @property
    def is_public(self) -> bool:
        return self is Status.LIVE


class PublishableQuerySet(TranslatedQuerySet):
    def live(self, at=None):
        """What the public may see at a moment: the SQL half of `is_live()`."""
        at = at or timezone.now()
        return self.filter(
            Q(publish_at__isnull=True) | Q(publish_at__lte=at),
            Q(unpublish_at__isnull=True) | Q(unpublish_at__gt=at),
            status=Status.LIVE,
        )


class Publishable(models.Model):
    """Something staff write and the public may see from one moment to another."""

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        db_index=True,
        help_text=_("Only what is published can be seen on the site."),
    )
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("Leave empty to show it as soon as it is published."),
    )
    unpublish_at = models.DateTimeField(
        _("take down at"),
        null=True,
        blank=True,
        help_text=_("Leave empty to keep it on the site."),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last updated"), default=timezone.now, editable=False)
    review_due_on = models.DateField(
        _("review due on"),
        null=True,
        blank=True,
        help_text=_("When somebody should read it again. Only staff see this."),
    )

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        both = self.publish_at and self.unpublish_at
        if both and self.unpublish_at <= self.publish_at:
            raise ValidationError(
                {"unpublish_at": _("Choose a moment after the one it is published at.")}
            )

    def is_live(self, at=None) -> bool:
        """Whether the public may see it at a moment: the Python half of `live()`."""
        at = at or timezone.now()
        begun = self.publish_at is None or self.publish_at <= at
        ended = self.unpublish_at is not None and self.unpublish_at <= at
        return Status(self.status).is_public and begun and not ended


class ImportRecord(models.Model):
    """What a content file last put into an object, so that staff's edits are seen.

    `digests` maps a field name to the digest of the value that the file gave it. A
    field whose present value has another digest was changed by staff and is kept.
    """

    model = models.CharField(max_length=100)
    key = models.CharField(max_length=255)
    object_id = models.BigIntegerField()
    digests = models.JSONField(default=dict)
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="one_import_record")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


class ContentDigest(models.Model):
    """The digest of a set of content files that was imported whole."""

    name = models.CharField(max_length=50, unique=True)
    digest = models.CharField(max_length=64)
    imported_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.name

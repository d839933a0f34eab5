"""What was printed: each set of words and numbers that a piece ever had on it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .resources import Resource


class PrintedRevision(models.Model):
    """The revision in the small print of a piece in a language. It is recorded when the
    first file of it is made, and tells who holds a sheet whether it still is right."""

    resource = models.ForeignKey(
        Resource,
        verbose_name=_("resource"),
        related_name="printed_revisions",
        on_delete=models.CASCADE,
    )
    languages = models.CharField(_("languages"), max_length=40)
    revision = models.CharField(_("revision"), max_length=12)
    updated_on = models.DateField(_("date on it"))
    made_at = models.DateTimeField(_("first made"), default=timezone.now)

    class Meta:
        verbose_name = _("printed revision")
        verbose_name_plural = _("printed revisions")
        ordering = ["resource__code", "languages", "-made_at"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "languages", "revision"], name="one_row_per_printed_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource.code} {self.languages} {self.revision}"

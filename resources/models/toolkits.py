from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .resources import Resource


class ToolkitPart(models.Model):
    """One item of a toolkit; the toolkit is downloaded whole, one archive per language."""

    toolkit = models.ForeignKey(
        Resource,
        verbose_name=_("toolkit"),
        related_name="parts",
        on_delete=models.CASCADE,
    )
    resource = models.ForeignKey(
        Resource,
        verbose_name=_("item"),
        related_name="toolkits",
        on_delete=models.CASCADE,
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("item of a toolkit")
        verbose_name_plural = _("items of a toolkit")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["toolkit", "resource"], name="once_in_a_toolkit")
        ]

    def __str__(self) -> str:
        return f"{self.toolkit.code}: {self.resource.code}"

    def clean(self):
        super().clean()
        if self.toolkit_id and self.toolkit_id == self.resource_id:
            raise ValidationError({"resource": _("A toolkit cannot hold itself.")})

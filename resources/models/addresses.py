"""Addresses that stand on paper and in other people's pages, and where they lead now."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .editions import Edition
from .resources import Resource


class FormerCode(models.Model):
    """A code that a resource had before: `/r/<code>/` leads to it for good."""

    code = models.CharField(_("former code"), max_length=20, unique=True)
    resource = models.ForeignKey(
        Resource,
        verbose_name=_("resource"),
        related_name="former_codes",
        on_delete=models.CASCADE,
    )
    changed_on = models.DateField(_("changed on"), default=timezone.localdate)

    class Meta:
        verbose_name = _("former code")
        verbose_name_plural = _("former codes")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} → {self.resource.code}"


class FormerFile(models.Model):
    """A file that another one replaced: its address leads to the edition's present one.

    Where the edition itself is gone, it leads to the item's other editions in the
    language.
    """

    name = models.CharField(max_length=200, unique=True)
    resource = models.ForeignKey(Resource, related_name="former_files", on_delete=models.CASCADE)
    language = models.CharField(_("language"), max_length=35)
    edition = models.ForeignKey(
        Edition, null=True, related_name="former_files", on_delete=models.SET_NULL
    )
    revision = models.CharField(_("revision code"), max_length=30, blank=True)
    replaced_on = models.DateField(_("replaced on"), default=timezone.localdate)

    names_of_former_files = ("name",)

    class Meta:
        verbose_name = _("former file")
        verbose_name_plural = _("former files")
        ordering = ["-replaced_on", "name"]

    def __str__(self) -> str:
        return self.name

"""Whom a page or an item is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bluecampaign.translation.querysets import TranslatedQuerySet


class Audience(models.Model):
    slug = models.SlugField(_("slug"), unique=True, max_length=50)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    name = models.CharField(_("name"), max_length=100)
    page = models.ForeignKey(
        "Page",
        verbose_name=_("its page"),
        null=True,
        blank=True,
        related_name="+",
        on_delete=models.SET_NULL,
    )

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name or self.slug

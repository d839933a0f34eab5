from django.db import models
from django.utils.translation import gettext_lazy as _

from bluecampaign.translation.querysets import TranslatedQuerySet


class Topic(models.Model):
    slug = models.SlugField(_("slug"), unique=True, max_length=50)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    name = models.CharField(_("name"), max_length=100)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name or self.slug

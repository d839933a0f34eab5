"""Short texts that pages draw: signs and terms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from awareness.choices import IndicatorGroup
from bluecampaign.publishing.models import Publishable


class Indicator(Publishable):
    key = models.SlugField(_("key"), unique=True, max_length=60)
    group = models.CharField(_("group"), max_length=10, choices=IndicatorGroup.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    text = models.CharField(_("text"), max_length=300)

    # Drawn by pages of the header.
    reading_rank = 25

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["group", "order", "key"]

    def __str__(self) -> str:
        return self.text or self.key


class Term(Publishable):
    key = models.SlugField(
        _("key"),
        unique=True,
        max_length=60,
        help_text=_("Names its place in the glossary: /glossary/#visa. Links lead there."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    term = models.CharField(_("term"), max_length=100)
    definition = models.TextField(_("definition"))

    # Drawn by pages of the header.
    reading_rank = 25

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = ["order", "key"]

    def __str__(self) -> str:
        return self.term or self.key

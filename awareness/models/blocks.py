"""The blocks of a page, in their order."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from awareness.choices import BlockKind
from bluecampaign.media.models import Picture
from bluecampaign.pages import markdown
from bluecampaign.translation.querysets import TranslatedQuerySet

from .pages import Page

ALERTS = ("info", "warning", "emergency")


class Block(models.Model):
    page = models.ForeignKey(
        Page, verbose_name=_("page"), related_name="blocks", on_delete=models.CASCADE
    )
    key = models.SlugField(
        _("anchor"),
        max_length=60,
        help_text=_("Names the place on the page: /get-help/#numbers."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=10)
    kind = models.CharField(
        _("kind"), max_length=12, choices=BlockKind.choices, default=BlockKind.TEXT
    )
    heading = models.CharField(_("heading"), max_length=150, blank=True)
    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_(
            "Markdown. In steps, questions and cards each ### heading begins an item. "
            "Never type a phone number: write {{national:voice}}."
        ),
    )
    selection = models.CharField(
        _("selection"),
        max_length=200,
        blank=True,
        help_text=_(
            "Which data to draw. Hotlines: slugs. Material: audience:hospitality "
            "kind:poster. Indicators: general work online. Alert: info, warning or "
            "emergency."
        ),
    )
    link_url = models.CharField(
        _("link"), max_length=300, blank=True, help_text=_("/get-help/ or https://…")
    )
    link_text = models.CharField(_("words of the link"), max_length=100, blank=True)
    picture = models.ForeignKey(
        Picture,
        verbose_name=_("picture"),
        null=True,
        blank=True,
        related_name="+",
        on_delete=models.PROTECT,
    )

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="one_block_per_anchor")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.heading or self.key}"

    def clean(self):
        super().clean()
        errors = {}
        if self.link_url and not self.link_url.startswith(("/", "https://", "#")):
            errors["link_url"] = _("Begin with / for this site or with https://.")
        if self.link_url and not self.link_text_en:
            errors["link_text_en"] = _("Say in words where the link leads.")
        if not BlockKind(self.kind).draws_data and not self.body_en:
            errors["body_en"] = _("This kind of block needs a text.")
        if BlockKind(self.kind).has_items and not markdown.split_items(self.body_en or "")[1]:
            errors["body_en"] = _("Begin each item with a line such as: ### Its title")
        if self.kind == BlockKind.ALERT and self.selection not in ("", *ALERTS):
            errors["selection"] = _("Write info, warning or emergency.")
        if errors:
            raise ValidationError(errors)

    @property
    def template(self) -> str:
        return BlockKind(self.kind).template

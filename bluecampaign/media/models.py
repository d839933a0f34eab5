"""Pictures: stored once, with the words for those who do not see them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Picture(models.Model):
    file = models.FileField(
        _("picture"),
        upload_to="pictures/",
        help_text=_("JPEG, PNG or WebP. No chains, bruises, tape or hidden faces."),
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    digest = models.CharField(max_length=64, editable=False, default="", db_index=True)
    name = models.CharField(_("name"), max_length=200, help_text=_("How staff find it. Not shown."))
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture says, for those who do not see it."),
    )
    is_decorative = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("Tick it when the page loses nothing without the picture."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    confirmed = models.JSONField(
        _("content rules"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("Who confirmed which rules when it was uploaded."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        super().clean()
        if not self.is_decorative and not self.alt_en:
            raise ValidationError(
                {"alt_en": _("Say what the picture shows, or tick “only decoration”.")}
            )

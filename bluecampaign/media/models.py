"""Pictures: stored once, with the words for those who do not see them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .renditions import PICTURE_WIDTHS, Shown, Widest, shown


class Picture(models.Model):
    file = models.FileField(
        _("picture"),
        upload_to="pictures/",
        help_text=_("JPEG, PNG or WebP. No chains, bruises, tape or hidden faces."),
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    # The widest of what was made of it for pages; the others lie beside it.
    rendition = models.CharField(max_length=100, blank=True, editable=False, default="")
    rendition_width = models.PositiveSmallIntegerField(default=0, editable=False)
    rendition_height = models.PositiveSmallIntegerField(default=0, editable=False)
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

    names_of_files = ("rendition",)

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

    @property
    def shown(self) -> Shown:
        """As a page shows it: in two widths once they are made, until then as it is."""
        if not self.rendition:
            return Shown(self.file.url, self.width, self.height)
        widest = Widest(self.rendition, self.rendition_width, self.rendition_height)
        return shown(widest, PICTURE_WIDTHS)

    def take_rendition(self, widest: Widest) -> None:
        """Remember what was made of it."""
        self.rendition = widest.name
        self.rendition_width, self.rendition_height = widest.width, widest.height

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from bluecampaign.pages.languages import is_language_tag
from bluecampaign.translation.querysets import TranslatedQuerySet
from resources.choices import UNKNOWN_LANGUAGE, Format

from .resources import Resource


class Edition(models.Model):
    """One file, or one place elsewhere, of a resource in a language.

    An edition without either is known to exist; the page says where to get it.
    """

    resource = models.ForeignKey(
        Resource,
        verbose_name=_("resource"),
        related_name="editions",
        on_delete=models.CASCADE,
    )
    language = models.CharField(
        _("language"),
        max_length=35,
        default=UNKNOWN_LANGUAGE,
        help_text=_("BCP 47: en, es, zh-Hans; und for unknown, zxx for no words."),
    )
    format = models.CharField(_("format"), max_length=10, choices=Format.choices, blank=True)
    file = models.FileField(
        _("file"),
        upload_to="editions/",
        blank=True,
        help_text=_("PDF, JPEG, PNG or WebP. It is checked before it is stored."),
    )
    url = models.URLField(_("address elsewhere"), blank=True)
    print_size = models.CharField(_("print size"), max_length=40, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    bytes = models.PositiveBigIntegerField(_("bytes"), default=0, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    is_accessible = models.BooleanField(
        _("accessible PDF"), null=True, blank=True, help_text=_("Tagged, with a title.")
    )
    revision = models.CharField(
        _("revision code"), max_length=30, blank=True, help_text=_("As it is printed on it.")
    )
    revised_on = models.DateField(_("revised on"), null=True, blank=True)
    changes = models.CharField(
        _("what changed"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for people who hold the version before."),
    )
    # What the upload was found to be; written by the intake alone.
    text = models.TextField(blank=True, editable=False)
    shortcomings = models.JSONField(default=list, blank=True, editable=False)
    cover = models.CharField(max_length=100, blank=True, editable=False)
    cover_width = models.PositiveSmallIntegerField(default=0, editable=False)
    cover_height = models.PositiveSmallIntegerField(default=0, editable=False)

    translated_with = "resource"
    names_of_files = ("cover",)

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["language", "pk"]

    def __str__(self) -> str:
        return f"{self.resource.code} ({self.language})"

    def clean(self):
        super().clean()
        errors = {}
        if not is_language_tag(self.language):
            errors["language"] = _("Write a BCP 47 tag such as en, es or zh-Hans.")
        if self.file and self.url:
            errors["url"] = _("Give a file or an address, not both.")
        if self.url and not self.url.startswith("https://"):
            errors["url"] = _("The address must begin with https://.")
        if errors:
            raise ValidationError(errors)

    @property
    def href(self) -> str:
        return self.file.url if self.file else self.url

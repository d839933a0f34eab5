"""The catalogue: what the campaign has published, in which editions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from awareness.models import Audience, ComponentProfile
from bluecampaign.pages.languages import is_language_tag
from bluecampaign.publishing.models import Publishable
from bluecampaign.translation.querysets import TranslatedQuerySet

from .choices import UNKNOWN_LANGUAGE, Format, Kind, Standing
from .querysets import ResourceQuerySet


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


class Resource(Publishable):
    code = models.CharField(
        _("code"),
        max_length=20,
        unique=True,
        help_text=_("The campaign's own code, for example BC-042."),
    )
    slug = models.SlugField(
        _("slug"),
        unique=True,
        max_length=120,
        help_text=_("Its address. When you change it, the old address leads to the new one."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, db_index=True)
    title = models.CharField(_("title"), max_length=250)
    summary = models.TextField(_("summary"), blank=True, max_length=500)
    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_("Markdown. A fact sheet with a text is also a web page."),
    )
    audiences = models.ManyToManyField(
        Audience, verbose_name=_("audiences"), blank=True, related_name="resources"
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="resources"
    )
    component = models.ForeignKey(
        ComponentProfile,
        verbose_name=_("component"),
        null=True,
        blank=True,
        related_name="resources",
        on_delete=models.SET_NULL,
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, db_index=True)
    standing = models.CharField(
        _("standing"),
        max_length=10,
        choices=Standing.choices,
        default=Standing.CURRENT,
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        related_name="replaces",
        on_delete=models.SET_NULL,
    )
    orderable = models.BooleanField(
        _("can be ordered in print"), default=False, help_text=_("Free of charge.")
    )
    source_url = models.URLField(
        _("source"),
        blank=True,
        help_text=_("Where we know it from. Only staff see this."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("Only staff see this."))

    snapshot_parts = ("editions",)
    # The catalogue comes after all pages.
    reading_rank = 60

    objects = ResourceQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("resources:detail", args=[self.slug])

    def clean(self):
        super().clean()
        errors = {}
        if self.replaced_by_id and self.replaced_by_id == self.pk:
            errors["replaced_by"] = _("It cannot replace itself.")
        if self.replaced_by_id and self.standing == Standing.CURRENT:
            errors["standing"] = _("Say that it is replaced, or take the successor out.")
        if errors:
            raise ValidationError(errors)

    @property
    def is_superseded(self) -> bool:
        return self.standing == Standing.SUPERSEDED

    @property
    def languages(self) -> list[str]:
        """The language tags of its editions, in their order, each once."""
        return list(dict.fromkeys(edition.language for edition in self.editions.all()))


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
    revision = models.CharField(_("revision code"), max_length=30, blank=True)

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

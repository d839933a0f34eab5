"""The duties to put up posters, each with its law, its date and its source."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bluecampaign.pages.languages import is_language_tag
from bluecampaign.publishing.models import Publishable
from bluecampaign.translation.reversing import reverse
from resources.posting.choices import Premises
from resources.posting.jurisdictions import CHOICES, SOME, WHOLE
from resources.posting.querysets import CHECKED_FOR, PostingDutyQuerySet

from .resources import Resource

INCHES = {
    "max_digits": 5,
    "decimal_places": 2,
    "null": True,
    "blank": True,
    "validators": [MinValueValidator(1), MaxValueValidator(100)],
}
MILLIMETERS_OF_AN_INCH = 25.4


class PostingDuty(Publishable):
    """What a law asks for. What is not known of it stays empty: readers are told so."""

    key = models.SlugField(
        _("key"),
        unique=True,
        max_length=60,
        help_text=_("The end of its address, and its name in the content file."),
    )
    jurisdiction = models.CharField(
        _("where it holds"),
        max_length=5,
        choices=CHOICES,
        help_text=_(
            "“Some states”: for what is known of several states without their names. It is "
            "shown for every state that has no duty of its own here."
        ),
    )
    kinds = models.JSONField(_("kinds of place"), default=list)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(
        _("what it asks for"),
        max_length=600,
        help_text=_("In plain words, and only what the law says. It is never advice."),
    )
    law = models.CharField(
        _("law"),
        max_length=200,
        blank=True,
        help_text=_("As it is cited, in no other language: P.L. 117-301."),
    )
    width_inches = models.DecimalField(_("width in inches"), **INCHES)
    height_inches = models.DecimalField(_("height in inches"), **INCHES)
    type_size = models.PositiveSmallIntegerField(
        _("type size in points"),
        null=True,
        blank=True,
        validators=[MinValueValidator(4), MaxValueValidator(500)],
        help_text=_("The smallest that the law allows. Empty: not known."),
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    as_of = models.DateField(
        _("as of"),
        help_text=_("The day on which somebody last held this against the law itself."),
    )
    source_url = models.URLField(
        _("source"), blank=True, help_text=_("Where readers can see the law itself.")
    )
    resource = models.ForeignKey(
        Resource,
        verbose_name=_("poster"),
        null=True,
        blank=True,
        related_name="posting_duties",
        on_delete=models.SET_NULL,
        help_text=_("An item of the catalogue that fulfills it. Empty: none is known."),
    )

    # Read by who came for a poster: after the pages, before the catalogue.
    reading_rank = 55

    objects = PostingDutyQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("posting duty")
        verbose_name_plural = _("posting duties")
        ordering = ["jurisdiction", "key"]

    def __str__(self) -> str:
        return f"{self.get_jurisdiction_display()}: {self.title or self.key}"

    def get_absolute_url(self) -> str:
        return f"{reverse('resources:required-posters')}#{self.key}"

    def clean(self):
        super().clean()
        errors = {**self._odd_lists(), **self._odd_proof()}
        if (self.width_inches is None) != (self.height_inches is None):
            empty = "width_inches" if self.width_inches is None else "height_inches"
            errors[empty] = _("A size has a width and a height. Give both, or neither.")
        if errors:
            raise ValidationError(errors)

    def _odd_lists(self) -> dict[str, str]:
        errors = {}
        if not self.kinds or set(self.kinds) - set(Premises.values):
            errors["kinds"] = _("Choose one kind of place or several.")
        if not all(is_language_tag(tag) for tag in self.languages or ()):
            errors["languages"] = _("Write BCP 47 tags such as en, es or zh-Hans.")
        return errors

    def _odd_proof(self) -> dict[str, str]:
        errors = {}
        if self.as_of and self.as_of > timezone.localdate():
            errors["as_of"] = _("Nobody can have looked at the law in the future.")
        if self.source_url and not self.source_url.startswith("https://"):
            errors["source_url"] = _("The address must begin with https://.")
        if self.jurisdiction != SOME and not self.law:
            errors["law"] = _("Name the law, as it is cited.")
        return errors

    def is_due(self, today: date | None = None) -> bool:
        """Whether nobody has checked it for a year: the Python half of `due_for_check()`."""
        return self.as_of < (today or timezone.localdate()) - CHECKED_FOR

    @property
    def is_of_a_state(self) -> bool:
        return self.jurisdiction not in (WHOLE, SOME)

    @property
    def has_size(self) -> bool:
        return self.width_inches is not None and self.height_inches is not None

    @property
    def width(self) -> Decimal:
        """In inches, without the zeros that the database adds: 8.5."""
        return self.width_inches.normalize()

    @property
    def height(self) -> Decimal:
        return self.height_inches.normalize()

    @property
    def width_mm(self) -> int:
        return round(float(self.width_inches) * MILLIMETERS_OF_AN_INCH)

    @property
    def height_mm(self) -> int:
        return round(float(self.height_inches) * MILLIMETERS_OF_AN_INCH)

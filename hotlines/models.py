"""The directory of help lines: the one place where a number lives.

Every page, strip, card and message that shows a number reads it from here.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bluecampaign.publishing.models import Publishable
from bluecampaign.translation.querysets import TranslatedQuerySet
from bluecampaign.translation.reversing import reverse

from . import phones
from .choices import AnsweredBy, ChannelKind, HotlineKind, Need
from .hours import problems_with
from .querysets import HotlineQuerySet


class Hotline(Publishable):
    slug = models.SlugField(_("slug"), unique=True, max_length=50)
    order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Emergencies first: small numbers first.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=HotlineKind.choices,
        default=HotlineKind.HOTLINE,
    )
    name = models.CharField(_("name"), max_length=150)
    purpose = models.TextField(_("what it is for"))
    who_answers = models.CharField(
        _("who answers"),
        max_length=300,
        help_text=_("Say plainly whether it is the police."),
    )
    formerly = models.CharField(
        _("formerly called"),
        max_length=300,
        blank=True,
        help_text=_("Only where it helps somebody recognize an old poster."),
    )
    answered_by = models.CharField(_("answered by"), max_length=20, choices=AnsweredBy.choices)
    is_law_enforcement = models.BooleanField(_("is law enforcement"), default=False)
    is_immigration_authority = models.BooleanField(_("is an immigration authority"), default=False)
    territory = models.CharField(
        _("country"), max_length=2, default="US", help_text=_("ISO 3166: US, GB")
    )
    needs = models.JSONField(
        _("needs it serves"), default=list, blank=True, help_text=_("For the filter.")
    )
    verified_on = models.DateField(
        _("verified on"),
        null=True,
        blank=True,
        help_text=_("When somebody last called or checked every number of this line."),
        editable=False,
    )
    source_url = models.URLField(_("source"), help_text=_("Where the numbers can be checked."))

    snapshot_parts = ("channels",)
    # Read by whoever came for help: only the three pages that lead here stand before.
    reading_rank = 10
    # Set by verifying alone: no draft and no old version puts another date in its place.
    snapshot_leaves = ("verified_on",)

    objects = HotlineQuerySet.as_manager()

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("hotline")
        verbose_name_plural = _("hotlines")
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name or self.slug

    def get_absolute_url(self) -> str:
        return f"{reverse('hotlines:directory')}#{self.slug}"

    def clean(self):
        super().clean()
        unknown = set(self.needs or ()) - set(Need.values)
        if unknown:
            raise ValidationError({"needs": _("Choose from the list of needs.")})

    def translated_parts(self) -> list[models.Model]:
        return list(self.channels.all()) if self.pk else []


class Verification(models.Model):
    """Somebody called or checked every number of a line, or those that the note names,
    and says how."""

    hotline = models.ForeignKey(
        Hotline,
        verbose_name=_("hotline"),
        related_name="verifications",
        on_delete=models.CASCADE,
    )
    made_at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.TextField(_("note"))

    class Meta:
        default_permissions = ("add", "view")
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.hotline.slug} {self.made_at:%Y-%m-%d}"


class Channel(models.Model):
    hotline = models.ForeignKey(
        Hotline, verbose_name=_("hotline"), related_name="channels", on_delete=models.CASCADE
    )
    key = models.SlugField(
        _("key"), max_length=20, help_text=_("Texts name the number by it: slug:key.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=10)
    kind = models.CharField(_("kind"), max_length=5, choices=ChannelKind.choices)
    number = models.CharField(
        _("number"),
        max_length=20,
        blank=True,
        help_text=_("With country code (+1…), or a short code such as 911."),
    )
    display = models.CharField(
        _("as people read it"), max_length=60, blank=True, help_text="1-888-373-7888"
    )
    letters = models.CharField(
        _("in letters"), max_length=40, blank=True, help_text="1-866-DHS-2-ICE"
    )
    sms_keywords = models.JSONField(_("words to text"), default=list, blank=True)
    sms_name = models.CharField(_("short code spells"), max_length=20, blank=True)
    url = models.CharField(
        _("address"), max_length=300, blank=True, help_text=_("https://… or mailto:…")
    )
    languages = models.JSONField(
        _("languages"), default=list, blank=True, help_text=_("Codes: en, es, zh-Hans.")
    )
    interpreted_languages = models.PositiveSmallIntegerField(
        _("more languages through interpreters"), default=0
    )
    always_open = models.BooleanField(_("day and night, every day"), default=False)
    opening_hours = models.CharField(
        _("open"),
        max_length=200,
        blank=True,
        help_text=_(
            "Mo-Fr 09:00-17:00, Sa 10:00-14:00. Days without times: the whole day. 22:00-02:00 "
            "ends on the next day. Readers are told whether the line is open now. Empty: not known."
        ),
    )
    time_zone = models.CharField(
        _("time zone of the line"),
        max_length=40,
        blank=True,
        help_text=_("America/New_York, America/Chicago, America/Los_Angeles, Europe/London …"),
    )
    closed_days = models.JSONField(
        _("closed on"),
        default=list,
        blank=True,
        help_text=_("Days with commas between them: 2026-12-25, or 12-25 for every year."),
    )
    hours = models.CharField(
        _("hours in words"),
        max_length=200,
        blank=True,
        help_text=_("Shown where the line is not open day and night."),
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    translated_with = "hotline"

    objects = TranslatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("way to reach it")
        verbose_name_plural = _("ways to reach it")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["hotline", "key"], name="one_channel_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.hotline.slug}:{self.key}"

    def clean(self):
        """Refuses a number nobody could dial, a way without number or address, and hours
        that nobody could compute: for every reason at once."""
        super().clean()
        errors = {**self._unreachable(), **self._odd_hours()}
        if errors:
            raise ValidationError(errors)

    def _odd_hours(self) -> dict[str, list[str]]:
        found = problems_with(self.opening_hours, self.time_zone, self.closed_days)
        if self.always_open and self.opening_hours:
            both = _("The line cannot be open day and night and have hours. Take away one of them.")
            found["opening_hours"].append(both)
        return {field: reasons for field, reasons in found.items() if reasons}

    def _unreachable(self) -> dict[str, str]:
        errors = {}
        if self.is_dialled:
            problem = phones.problem_with(self.number)
            if problem:
                errors["number"] = problem
            elif phones.digits(self.display) and not phones.agrees(self.number, self.display):
                errors["display"] = _("These are not the digits of the number.")
        elif not self.url:
            errors["url"] = _("Give the address where one writes or chats.")
        else:
            try:
                URLValidator(schemes=["https", "mailto"])(self.url)
            except ValidationError:
                errors["url"] = _("The address must begin with https:// or mailto:.")
        return errors

    @property
    def is_dialled(self) -> bool:
        return ChannelKind(self.kind).is_dialled

    @property
    def href(self) -> str:
        """`tel:` or `sms:` with the digits, or the address."""
        if not self.is_dialled:
            return self.url
        if self.kind == ChannelKind.TEXT:
            return phones.sms_link(self.number, self.keyword)
        return phones.tel_link(self.number)

    @property
    def keyword(self) -> str:
        return self.sms_keywords[0] if self.sms_keywords else ""

    @property
    def shown(self) -> str:
        """What stands in the link: the number as people read it, or the address."""
        if self.is_dialled:
            return self.display or self.number
        return self.url.removeprefix("https://").removeprefix("www.").rstrip("/")

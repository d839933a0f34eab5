"""Days and months that come back every year."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from bluecampaign.publishing.models import Publishable


class Observance(Publishable):
    """A day (or, with day 0, a month) that comes back every year."""

    key = models.SlugField(_("key"), unique=True, max_length=60)
    month = models.PositiveSmallIntegerField(
        _("month"), choices=[(n, str(n)) for n in range(1, 13)]
    )
    day = models.PositiveSmallIntegerField(
        _("day"), default=0, help_text=_("0 stands for the whole month.")
    )
    days_before = models.PositiveSmallIntegerField(
        _("days before"),
        default=21,
        help_text=_("How early the home page tells of it."),
    )
    name = models.CharField(_("name"), max_length=150)
    text = models.TextField(_("text"), blank=True)
    link_url = models.CharField(_("link"), max_length=300, blank=True)

    class Meta:
        default_permissions = ("add", "change", "delete", "view", "publish")
        verbose_name = _("awareness day")
        verbose_name_plural = _("awareness days")
        ordering = ["month", "day"]

    def __str__(self) -> str:
        return self.name or self.key

    def clean(self):
        super().clean()
        try:
            dt.date(2024, self.month, self.day or 1)
        except (ValueError, TypeError):
            raise ValidationError({"day": _("This month has no such day.")}) from None

    def begins_in(self, year: int) -> dt.date:
        return dt.date(year, self.month, min(self.day or 1, 28 if self.month == 2 else 31))

    def ends_in(self, year: int) -> dt.date:
        if self.day:
            return self.begins_in(year)
        first_after = dt.date(year + self.month // 12, self.month % 12 + 1, 1)
        return first_after - dt.timedelta(days=1)

    def next_after(self, today: dt.date) -> dt.date:
        """The first day of the one that is on, else of the one that comes next."""
        this_year = today.year
        return self.begins_in(this_year + (self.ends_in(this_year) < today))

    def is_on(self, today: dt.date) -> bool:
        """Whether it is now, or near enough to be told of."""
        begins = self.next_after(today)
        return begins - dt.timedelta(days=self.days_before) <= today

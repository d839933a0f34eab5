from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .editions import Edition


class DownloadCount(models.Model):
    """How often something was downloaded on one day; nothing about the person.

    A row with neither an edition nor a sheet counts the archive of a toolkit. A sheet is
    what the site prints, as the end of its address says it: `ar+en/letter.pdf`. Code and
    language stay when the edition is deleted.
    """

    code = models.CharField(_("code"), max_length=20)
    language = models.CharField(_("language"), max_length=35)
    edition = models.ForeignKey(
        Edition,
        verbose_name=_("edition"),
        null=True,
        related_name="download_counts",
        on_delete=models.SET_NULL,
    )
    is_archive = models.BooleanField(_("whole toolkit"), default=False)
    sheet = models.CharField(_("sheet"), max_length=60, blank=True, db_default="")
    day = models.DateField(_("day"), db_index=True)
    count = models.PositiveIntegerField(_("downloads"), default=0)

    class Meta:
        verbose_name = _("download count")
        verbose_name_plural = _("download counts")
        ordering = ["-day", "code", "language"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "day"],
                condition=Q(edition__isnull=False),
                name="one_count_per_edition_and_day",
            ),
            models.UniqueConstraint(
                fields=["code", "language", "day"],
                condition=Q(is_archive=True),
                name="one_count_per_archive_and_day",
            ),
            models.UniqueConstraint(
                fields=["code", "sheet", "day"],
                condition=~Q(sheet=""),
                name="one_count_per_sheet_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.language}) {self.day}: {self.count}"

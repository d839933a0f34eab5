"""Addresses that something had before."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """An address that a page or an item had before. Made when a slug changes."""

    old_path = models.CharField(
        _("old address"), max_length=255, unique=True, help_text="/old-place/"
    )
    new_path = models.CharField(_("leads to"), max_length=255, help_text="/new-place/")
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["old_path"]

    def __str__(self) -> str:
        return f"{self.old_path} → {self.new_path}"

    def clean(self):
        super().clean()
        for name in ("old_path", "new_path"):
            if not getattr(self, name).startswith("/"):
                raise ValidationError({name: _("An address begins with /.")})
        if self._leads_back():
            raise ValidationError({"new_path": _("It would lead back to itself.")})

    def _leads_back(self) -> bool:
        """Whether following the redirects from the new address comes back to the old."""
        seen, path = {self.old_path}, self.new_path
        while path and path not in seen:
            seen.add(path)
            onward = Redirect.objects.exclude(pk=self.pk).filter(old_path=path).first()
            path = onward.new_path if onward else ""
        return bool(path)

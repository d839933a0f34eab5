"""What a result of the search is, in words that readers see."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a result is, in the order in which equally good results are listed."""

    HOTLINE = "hotline", _("Hotline")
    PAGE = "page", _("Page")
    PROFILE = "profile", _("Agency")
    RESOURCE = "resource", _("Material")
    TERM = "term", _("Term")

    @property
    def rank(self) -> int:
        return list(Kind).index(self)

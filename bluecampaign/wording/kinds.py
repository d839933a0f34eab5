"""What the words of a text are looked at for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    READING = "reading", _("Hard to read")
    SENSATIONAL = "sensational", _("A word that hurts or alarms")
    PERSON = "person", _("The person first")
    PLAIN = "plain", _("A long word where a plain one will do")
    FIGURE = "figure", _("A figure without its year")
    CAUTION = "caution", _("Signs without the caution")

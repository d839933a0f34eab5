"""The names of the pieces, as staff choose them for an item."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PieceName(models.TextChoices):
    """What an item is printed as by this site; a text needs no choice."""

    HOTLINE_CARD = "hotline-card", _("Wallet cards with the hotline")
    SHOE_CARD = "shoe-card", _("Shoe cards: only the numbers")
    INDICATOR_CARD = "indicator-card", _("Folding card with the signs")
    NUMBERS_CARD = "numbers-card", _("Folding card with all numbers")
    POSTER = "poster", _("Poster")
    TEAR_OFF = "tear-off", _("Poster with strips to tear off")
    NOTICE = "notice", _("Notice with type of a set size")
    STICKER = "sticker", _("Sticker")

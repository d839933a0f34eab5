from django.db import models
from django.utils.translation import gettext_lazy as _


class Premises(models.TextChoices):
    """The kinds of place that duties are about, in words that readers see."""

    AIRCRAFT = "aircraft", _("Aircraft")
    AIRPORT = "airport", _("Airport")
    BUS = "bus", _("Bus")
    TRAIN = "train", _("Train")
    STATION = "station", _("Station")
    FEDERAL_BUILDING = "federal-building", _("Federal building")
    PORT_OF_ENTRY = "port-of-entry", _("Port of entry")
    LODGING = "lodging", _("Hotel or other lodging")
    OTHER = "other", _("Another kind of place")

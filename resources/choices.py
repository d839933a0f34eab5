"""The words of the catalogue that readers see."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    BROCHURE = "brochure", _("Brochure")
    CARD = "card", _("Card")
    FACT_SHEET = "fact-sheet", _("Fact sheet")
    GUIDE = "guide", _("Guide")
    INFOGRAPHIC = "infographic", _("Infographic")
    NEWSLETTER = "newsletter", _("Newsletter")
    POSTER = "poster", _("Poster")
    PRESENTATION = "presentation", _("Presentation")
    PSA = "psa", _("Public service announcement")
    REPORT = "report", _("Report")
    SOCIAL_MEDIA_KIT = "social-media-kit", _("Social media kit")
    TOOLKIT = "toolkit", _("Toolkit")
    TRAINING = "training", _("Training")
    VIDEO = "video", _("Video")
    WEB_PAGE = "web-page", _("Web page")


class Standing(models.TextChoices):
    CURRENT = "current", _("Current")
    SUPERSEDED = "superseded", _("Replaced")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Format(models.TextChoices):
    PDF = "pdf", _("PDF")
    IMAGE = "image", _("Picture")
    LINK = "link", _("On another site")


class Access(models.TextChoices):
    """Whether this site has the words or a file of an item, or says where to ask."""

    HERE = "here", _("Read or download it here")
    ELSEWHERE = "elsewhere", _("Get it from another site")


class Sort(models.TextChoices):
    NEWEST = "newest", _("Newest first")
    OLDEST = "oldest", _("Oldest first")
    TITLE = "title", _("Title, A to Z")
    CODE = "code", _("Code")


UNKNOWN_LANGUAGE = "und"
NO_WORDS = "zxx"

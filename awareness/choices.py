"""The kinds of things pages are made of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Menu(models.TextChoices):
    """Where a page is listed. The footer has a column for each but `header`."""

    NONE = "", _("Not in a menu")
    HEADER = "header", _("Header")
    HELP = "help", _("Get help")
    LEARN = "learn", _("Learn")
    ACT = "act", _("Take action")
    ABOUT = "about", _("About us")
    SITE = "site", _("This site")


class BlockKind(models.TextChoices):
    TEXT = "text", _("Text")
    SUMMARY = "summary", _("Summary box")
    ALERT = "alert", _("Alert")
    STEPS = "steps", _("Steps")
    ACCORDION = "accordion", _("Questions and answers that open")
    CARDS = "cards", _("Cards")
    QUOTE = "quote", _("Quote")
    ACTION = "action", _("Call to action")
    INDICATORS = "indicators", _("Indicators, with the caution")
    HOTLINES = "hotlines", _("Hotlines")
    RESOURCES = "resources", _("Material from the catalogue")
    CHILDREN = "children", _("Pages below this one")
    TERMS = "terms", _("Glossary")
    OBSERVANCES = "observances", _("Awareness days")

    @property
    def template(self) -> str:
        return f"blocks/{self.value}.html"

    @property
    def is_plain(self) -> bool:
        """Words and numbers: drawn without the second style sheet."""
        return self in (
            BlockKind.TEXT,
            BlockKind.SUMMARY,
            BlockKind.ALERT,
            BlockKind.STEPS,
            BlockKind.ACCORDION,
            BlockKind.CARDS,
            BlockKind.ACTION,
            BlockKind.CHILDREN,
            BlockKind.HOTLINES,
        )

    @property
    def draws_data(self) -> bool:
        """Shows what is kept elsewhere; its own text may be empty."""
        return self in (
            BlockKind.INDICATORS,
            BlockKind.HOTLINES,
            BlockKind.RESOURCES,
            BlockKind.CHILDREN,
            BlockKind.TERMS,
            BlockKind.OBSERVANCES,
        )

    @property
    def has_items(self) -> bool:
        """Its text is a list: each `###` heading begins an item."""
        return self in (BlockKind.STEPS, BlockKind.ACCORDION, BlockKind.CARDS)


class IndicatorGroup(models.TextChoices):
    GENERAL = "general", _("Signs anybody might notice")
    WORK = "work", _("Signs at work")
    ONLINE = "online", _("Warning signs online and in job offers")

    @classmethod
    def chosen(cls, selection: str) -> list["IndicatorGroup"]:
        """The groups that a block names, in its order; all of them where it names none."""
        return [cls(name) for name in selection.split() if name in cls] or list(cls)

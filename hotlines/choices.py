"""The words of the directory that readers see."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class HotlineKind(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency")
    HOTLINE = "hotline", _("Human trafficking hotline")
    TIP_LINE = "tip-line", _("Tip line")
    NEIGHBOUR = "neighbour", _("Other help line")
    ABROAD = "abroad", _("Help line in another country")
    CONTACT = "contact", _("Contact, not a help line")


class AnsweredBy(models.TextChoices):
    EMERGENCY_SERVICES = "emergency-services", _("Police, fire and ambulance")
    NGO = "ngo", _("Not police. Not immigration.")
    LAW_ENFORCEMENT = "law-enforcement", _("Law enforcement answers")
    CRISIS_COUNSELLORS = "crisis-counsellors", _("Crisis counselors. Not police.")
    NONPROFIT = "nonprofit", _("A nonprofit organization")
    CHARITY = "charity", _("A charity. Not police.")
    PRESS_OFFICE = "press-office", _("Press officers")

    @property
    def badge(self):
        return self.label

    @property
    def is_police(self) -> bool:
        return self in (AnsweredBy.EMERGENCY_SERVICES, AnsweredBy.LAW_ENFORCEMENT)


class ChannelKind(models.TextChoices):
    VOICE = "voice", pgettext_lazy("a way to reach a hotline", "Call")
    TEXT = "text", pgettext_lazy("a way to reach a hotline", "Text message")
    TTY = "tty", pgettext_lazy("a way to reach a hotline", "TTY (text telephone)")
    CHAT = "chat", pgettext_lazy("a way to reach a hotline", "Chat online")
    WEB = "web", pgettext_lazy("a way to reach a hotline", "Write online")
    EMAIL = "email", pgettext_lazy("a way to reach a hotline", "Email")

    @property
    def is_dialled(self) -> bool:
        return self in (ChannelKind.VOICE, ChannelKind.TEXT, ChannelKind.TTY)


class Need(models.TextChoices):
    """What a reader may be looking for; the filter of the directory."""

    DANGER = "danger", _("I am in danger now")
    TRAFFICKING = "trafficking", _("I want help with human trafficking")
    TALK = "talk", _("I want to talk to somebody who is not the police")
    REPORT = "report", _("I want to report something I saw")
    CHILD = "child", _("A child is involved")
    CRISIS = "crisis", _("I am thinking of hurting myself")
    VIOLENCE_AT_HOME = "violence-at-home", _("Somebody at home hurts me")
    SEXUAL_VIOLENCE = "sexual-violence", _("Somebody forced sex on me")
    ABROAD = "abroad", _("I am outside the United States")
    PRESS = "press", _("I work for the press")

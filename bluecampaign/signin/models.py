"""The audit log: who came in, and who may do what since when."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NAME_LENGTH = 150


class Action(models.TextChoices):
    """What was done. The value is stored for good: add to it, never change it."""

    PASSWORD_ACCEPTED = "password_accepted", _("Password accepted, code still to come")
    SIGNED_IN = "signed_in", _("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("Sign-in failed")
    CODE_REFUSED = "code_refused", _("Code refused")
    LOCKED_OUT = "locked_out", _("Locked out for some minutes")
    SIGNED_OUT = "signed_out", _("Signed out")
    FACTOR_SET = "factor_set", _("Second factor set up")
    FACTOR_RESET = "factor_reset", _("Second factor taken away")
    CODES_RENEWED = "codes_renewed", _("Recovery codes renewed")
    PASSWORD_CHANGED = "password_changed", _("Password changed")
    USER_ADDED = "user_added", _("User added")
    USER_CHANGED = "user_changed", _("User changed")
    USER_DELETED = "user_deleted", _("User deleted")
    GROUP_ADDED = "group_added", _("Group added")
    GROUP_CHANGED = "group_changed", _("Group changed")
    GROUP_DELETED = "group_deleted", _("Group deleted")
    PERMISSIONS_CHANGED = "permissions_changed", _("Permissions changed")
    LOG_PRUNED = "log_pruned", _("Old entries of this log deleted")
    RESTORED = "restored", _("Database restored from a backup")


class AuditEntry(models.Model):
    """One thing that was done. Names are kept as text: they outlive the accounts.

    Neither an IP address nor a query string nor a name nobody has is ever kept here.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    who_name = models.CharField(_("who"), max_length=NAME_LENGTH, blank=True)
    what = models.CharField(_("what"), max_length=30, choices=Action.choices, db_index=True)
    whom = models.CharField(_("whom"), max_length=NAME_LENGTH, blank=True, db_index=True)
    detail = models.TextField(_("detail"), blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("reset_second_factor", _("Can take away the second factor of a person")),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.whom or self.who_name}"

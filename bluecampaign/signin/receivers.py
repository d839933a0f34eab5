"""Every sign-in, refused sign-in and sign-out goes into the audit log."""

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from . import audit, factor, limits
from .models import Action

UNKNOWN = "(unknown name)"


def known_name(name: str | None) -> str:
    """The name of an account. Other names are not kept: people type passwords there."""
    users = get_user_model()
    return name if name and users.objects.filter(username=name).exists() else UNKNOWN


@receiver(user_logged_in)
def password_was_right(sender, request, user, **kwargs):
    limits.begin(request.session)
    still_open = factor.is_required() and user.is_staff
    what = Action.PASSWORD_ACCEPTED if still_open else Action.SIGNED_IN
    audit.record(what, by=user)


@receiver(user_login_failed)
def sign_in_failed(sender, credentials, request=None, **kwargs):
    if not was_locked_before(request):
        audit.record(Action.SIGN_IN_FAILED, whom=known_name(credentials.get("username")))


@receiver(user_locked_out)
def locked_out(sender, request, username, **kwargs):
    if not was_locked_before(request):
        audit.record(Action.LOCKED_OUT, whom=known_name(username))


def was_locked_before(request) -> bool:
    """Whether the password was not even looked at: one entry for each lock is enough."""
    locked = getattr(request, "axes_locked_out", False)
    return bool(locked) and request.axes_failures_since_start is None


@receiver(user_logged_out)
def signed_out(sender, request, user, **kwargs):
    if user is not None:
        audit.record(Action.SIGNED_OUT, by=user, detail=getattr(request, "signed_out_by", ""))

"""The second factor: codes of an authenticator app, and recovery codes for a lost phone.

A code counts once. Wrong codes make the next try wait, twice as long each time.
Recovery codes are stored as keyed digests: nobody can read them, administrators neither.
"""

from base64 import b32encode
from datetime import timedelta
from math import ceil

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from . import audit
from .models import Action
from .sessions import sign_out_everywhere

RECOVERY_CODES = 10
# Without letters and digits that look alike.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUP = 4
GROUPS = 3


def is_required() -> bool:
    return settings.STAFF_SECOND_FACTOR


def is_verified(user) -> bool:
    """Whether this session has shown a second factor."""
    return getattr(user, "otp_device", None) is not None


def is_satisfied(user) -> bool:
    """Whether a session of this person needs nothing more than it has shown."""
    return is_verified(user) or not is_required()


def phone_of(user) -> TOTPDevice | None:
    """The authenticator app that a person has confirmed."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def recovery_of(user) -> StaticDevice | None:
    return StaticDevice.objects.filter(user=user, confirmed=True).first()


def codes_left(user) -> int:
    device = recovery_of(user)
    return device.token_set.count() if device else 0


def check(user, model: type, token: str):
    """The device of a person that takes a code, or None. A code is taken once.

    Two requests with the same code wait for each other: one of them is refused.
    """
    with transaction.atomic():
        device = model.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device if device and device.verify_token(token) else None


def wait_before_next(device) -> timedelta:
    """How long the wrong codes so far make somebody wait; zero when they need not."""
    allowed, why = device.verify_is_allowed()
    if allowed or "locked_until" not in why:
        return timedelta(0)
    return max(why["locked_until"] - timezone.now(), timedelta(seconds=1))


def waiting_text(wait: timedelta) -> str:
    if wait < timedelta(minutes=1):
        n = ceil(wait.total_seconds())
        text = ngettext(
            "Too many wrong codes. Wait %(n)s second, then try again.",
            "Too many wrong codes. Wait %(n)s seconds, then try again.",
            n,
        )
    else:
        n = ceil(wait / timedelta(minutes=1))
        text = ngettext(
            "Too many wrong codes. Wait %(n)s minute, then try again.",
            "Too many wrong codes. Wait %(n)s minutes, then try again.",
            n,
        )
    return text % {"n": n}


def pending(user, key: str) -> TOTPDevice:
    """An app that is being set up: not stored before a code has proved that it works."""
    return TOTPDevice(user=user, key=key, name=_("Authenticator app"))


def secret_in_groups(key: str) -> str:
    """The secret to type for those who cannot scan: groups of four letters."""
    secret = b32encode(bytes.fromhex(key)).decode().rstrip("=")
    return " ".join(secret[i : i + GROUP] for i in range(0, len(secret), GROUP))


@transaction.atomic
def set_up(user, key: str, token: str, *, replaces: bool) -> TOTPDevice | None:
    """Store the app with this key if the code proves it; None if it does not.

    Where the person has an app already, only `replaces` puts another in its place.
    """
    get_user_model().objects.select_for_update().get(pk=user.pk)
    old = TOTPDevice.objects.filter(user=user)
    if old.filter(confirmed=True).exists() and not replaces:
        return None
    device = pending(user, key)
    device.save()
    if not device.verify_token(token):
        device.delete()
        return None
    old.exclude(pk=device.pk).delete()
    audit.record(Action.FACTOR_SET, by=user, whom=user.get_username())
    return device


@transaction.atomic
def new_recovery_codes(user) -> list[str]:
    """Ten new codes; the old ones are void. They cannot be read again later."""
    device = StaticDevice.objects.get_or_create(user=user, defaults={"name": "Recovery codes"})[0]
    device.token_set.all().delete()
    codes = [
        "-".join(get_random_string(GROUP, LETTERS) for _group in range(GROUPS))
        for _code in range(RECOVERY_CODES)
    ]
    for code in codes:
        device.token_set.create(token=digest_of(user, code))
    audit.record(Action.CODES_RENEWED, by=user, whom=user.get_username())
    return codes


def digest_of(user, code: str) -> str:
    """What is stored of a recovery code. Spaces, dashes and capitals do not matter."""
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    digest = salted_hmac("bluecampaign.signin.recovery", f"{user.pk}:{plain}", algorithm="sha256")
    return b32encode(digest.digest()[:10]).decode().lower()


@transaction.atomic
def reset(user, *, by=None) -> bool:
    """Take a person's second factor away and sign them out; False if they had none.

    The next sign-in sets up a new one.
    """
    had = TOTPDevice.objects.filter(user=user).exists()
    had = StaticDevice.objects.filter(user=user).exists() or had
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    sign_out_everywhere(user)
    if had:
        audit.record(Action.FACTOR_RESET, by=by, whom=user.get_username())
    return had

"""How long a session lasts: 30 minutes without work, 12 hours in all.

A session whose second factor is still open lasts 15 minutes, so that a half-open door
does not stay.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

HALF_OPEN = timedelta(minutes=15)
# Writing the session at every click would cost a write each.
TOUCH_EVERY = timedelta(minutes=1)
BEGAN, SEEN = "signed_in_at", "seen_at"


def begin(session) -> None:
    """The clock starts when the password was right."""
    session[BEGAN] = session[SEEN] = _now()


def touch(session) -> None:
    """Somebody is working; written down once a minute at most."""
    session.setdefault(BEGAN, _now())
    if _since(session, SEEN) >= TOUCH_EVERY or SEEN not in session:
        session[SEEN] = _now()


def overrun(session, *, is_half_open: bool) -> str:
    """Which limit a session has passed: `idle`, `absolute`, `half open` or none."""
    if _since(session, BEGAN) >= settings.STAFF_SESSION_LIMIT:
        return "absolute"
    if _since(session, SEEN) >= settings.STAFF_IDLE_LIMIT:
        return "idle"
    if is_half_open and _since(session, BEGAN) >= HALF_OPEN:
        return "half open"
    return ""


def explanation(limit: str) -> str:
    """What is said to somebody whom a limit signed out."""
    if limit == "idle":
        text = _(
            "You were signed out because nothing was done here for %(minutes)s minutes. "
            "Sign in again: you come back to where you were."
        )
    elif limit == "absolute":
        text = _(
            "You were signed out because you signed in %(hours)s hours ago. "
            "Sign in again: you come back to where you were."
        )
    else:
        text = _("The code was not entered in time. Please begin again with your password.")
    return text % {
        "minutes": settings.STAFF_IDLE_LIMIT // timedelta(minutes=1),
        "hours": settings.STAFF_SESSION_LIMIT // timedelta(hours=1),
    }


def _now() -> int:
    return int(timezone.now().timestamp())


def _since(session, key: str) -> timedelta:
    return timedelta(seconds=_now() - session.get(key, _now()))

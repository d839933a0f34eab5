"""Signing somebody out wherever they are signed in."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone


def sign_out_everywhere(user, *, but: str | None = None) -> int:
    """End every session of a person, except the one with the key `but`. How many ended."""
    open_sessions = Session.objects.filter(expire_date__gt=timezone.now()).exclude(pk=but)
    theirs = [
        session.pk
        for session in open_sessions.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)

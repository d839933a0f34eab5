"""Writing the audit log: who does it is known from the request that is being answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest

from .models import NAME_LENGTH, Action, AuditEntry

COMMAND = "(command)"
_request: ContextVar[HttpRequest | None] = ContextVar("request being answered", default=None)


@contextmanager
def answering(request: HttpRequest) -> Iterator[None]:
    """What is recorded inside the block was done by whoever sent the request."""
    token = _request.set(request)
    try:
        yield
    finally:
        _request.reset(token)


def acting_user():
    """Who is signed in on the request being answered; None for a command or nobody."""
    user = getattr(_request.get(), "user", None)
    return user if user is not None and user.is_authenticated else None


def record(
    what: Action, *, by=None, whom: str = "", detail: str = "", linked: bool = True
) -> AuditEntry:
    """One more entry. Without `by` it is who is signed in, or a command.

    `linked=False` keeps the name alone: the account is about to go.
    """
    user = by or acting_user()
    nobody = "" if _request.get() else COMMAND
    return AuditEntry.objects.create(
        who_id=user.pk if user and linked else None,
        who_name=(user.get_username() if user else nobody)[:NAME_LENGTH],
        what=what,
        whom=whom[:NAME_LENGTH],
        detail=detail,
    )

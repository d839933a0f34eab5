"""A number for each request that Django answers, to find what the log says of it.

It is made at random and says nothing of who asked. Pages that everybody shares do not
carry it: only failures of ours and the pages of staff do.
"""

import re
import secrets
from contextvars import ContextVar

from django.conf import settings

from .staff import STAFF_PATHS

HEADER = "X-Request-ID"
# What a proxy may have called it; anything else could be a line for the log.
SAFE = re.compile(r"[A-Za-z0-9-]{8,64}")
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """The number of the request that is being answered; empty where there is none."""
    return _current.get()


def id_for(request) -> str:
    """What a trusted proxy named it, if that is a plain word; else a new one."""
    given = request.headers.get(HEADER, "") if settings.TRUST_PROXY else ""
    return given if SAFE.fullmatch(given) else secrets.token_hex(8)


class RequestIdMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        number = id_for(request)
        _current.set(number)
        response = self.get_response(request)
        if response.status_code >= 500 or request.path_info.startswith(STAFF_PATHS):
            response.headers[HEADER] = number
        # Django still logs an error after this; it is over when the answer is sent.
        response._resource_closers.append(_forget)
        return response


def _forget() -> None:
    _current.set("")

"""Staff pages: who does what is known to the audit log, sessions end in time, and however
many people work at once, threads are left for readers.

Public pages pass by untouched: neither the session nor the user is ever looked at.
"""

import logging

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.urls import reverse

from bluecampaign.web.limits import STAFF, is_form, limited

from . import audit, factor, kept, limits

log = logging.getLogger(__name__)
OFFICE = "/admin/"
# Ending a session needs no sign-in first, and nothing that was typed is lost by it.
WITHOUT_RETURN = ("admin:login", "admin:logout", "admin:second-factor-leave")


class PatientSessionMiddleware(SessionMiddleware):
    """A session that cannot be stored because the database is busy is left as it was, and the
    answer is given: by then an edit is saved, and its author must not read that it failed."""

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except SessionInterrupted as interrupted:
            refused = interrupted.__context__
            if refused is None or not isinstance(refused.__context__, OperationalError):
                raise
            log.warning("A session could not be stored: the database is busy.")
            return response


class StaffSessionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response
        self.answer = limited(STAFF, first=brings_work)(self._audited)

    def __call__(self, request):
        if not request.path_info.startswith(OFFICE):
            return self.get_response(request)
        return self.answer(request)

    def _audited(self, request):
        with audit.answering(request):
            return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.path_info.startswith(OFFICE) or not request.user.is_authenticated:
            return None
        is_half_open = not factor.is_satisfied(request.user)
        limit = limits.overrun(request.session, is_half_open=is_half_open)
        if limit:
            return end(request, limit)
        limits.touch(request.session)
        return None


def brings_work(request) -> bool:
    """Whether something that was typed would be lost; at the sign-in nothing is yet."""
    return is_form(request) and request.path_info != reverse("admin:login")


def end(request, limit: str):
    """Sign out kindly: say why, keep what was typed, come back to the same place."""
    typed = kept.typed_by(request) if factor.is_satisfied(request.user) else None
    request.signed_out_by = f"limit: {limit}"
    logout(request)
    messages.info(request, limits.explanation(limit))
    if request.path_info in {reverse(name) for name in WITHOUT_RETURN}:
        return None if request.path_info == reverse("admin:login") else to_sign_in()
    if typed:
        kept.keep(request.session, typed)
        return to_sign_in(reverse("admin:kept-form"))
    return to_sign_in(request.get_full_path() if request.method == "GET" else None)


def to_sign_in(back: str | None = None):
    return redirect_to_login(back or reverse("admin:index"), reverse("admin:login"))

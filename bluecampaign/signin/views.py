"""The pages between the password and the office, and those of one's own second factor."""

import io

import django_otp
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.util import random_hex

from bluecampaign.web.first_use import OnFirstUse

from . import audit, factor, kept
from .forms import CodeForm, PasswordForm, RecoveryForm, ReplaceForm, SetUpForm
from .models import Action
from .sessions import sign_out_everywhere

segno = OnFirstUse("segno")
PENDING_KEY = "second_factor_key"
FEW_CODES = 3


# --- Between the password and the office ---------------------------------------------


def code(request, site):
    """Asks for the code of the app."""
    return ask_for(request, site, CodeForm, "admin/signin/code.html", _("Enter your code"))


def recovery(request, site):
    """Asks for a recovery code: the way back for somebody without their phone."""
    return ask_for(request, site, RecoveryForm, "admin/signin/recovery.html", _("Recovery code"))


def ask_for(request, site, form_class, template: str, title: str):
    user = request.user
    if factor.is_verified(user):
        return HttpResponseRedirect(way_on(request))
    if factor.phone_of(user) is None:
        return redirect(with_next(request, "admin:second-factor-set-up"))
    form = form_class(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return come_in(request, form.device)
    if form.is_bound and form.has_error("code", "refused"):
        audit.record(Action.CODE_REFUSED, by=user)
    return page(request, site, template, title, form=form)


def come_in(request, device):
    """The second factor was shown: the session may do what the person may do."""
    user = request.user
    django_otp.login(request, device)
    request.session.cycle_key()
    request.session.pop(PENDING_KEY, None)
    if device == factor.phone_of(user):
        audit.record(Action.SIGNED_IN, by=user)
    else:
        audit.record(Action.SIGNED_IN, by=user, detail="with a recovery code")
        warn_of_codes(request)
    return HttpResponseRedirect(way_on(request))


def warn_of_codes(request):
    """Somebody without a phone should set up another before the codes run out."""
    left = factor.codes_left(request.user)
    text = ngettext(
        "You came in with a recovery code. %(n)s code is left. Is your phone gone? "
        "Set up another one under “Second factor”.",
        "You came in with a recovery code. %(n)s codes are left. Is your phone gone? "
        "Set up another one under “Second factor”.",
        left,
    )
    messages.warning(request, text % {"n": left})


def leave(request, site):
    """Give up half-way."""
    if request.method == "POST":
        logout(request)
    return redirect("admin:login")


# --- Setting up an app ---------------------------------------------------------------


def set_up(request, site):
    """Shows the secret of a new app; stores it once a code has proved that it works."""
    user = request.user
    replaces = factor.phone_of(user) is not None
    if replaces and not factor.is_verified(user):
        return redirect(with_next(request, "admin:second-factor-code"))
    key = request.session.setdefault(PENDING_KEY, random_hex())
    form_class = ReplaceForm if replaces else SetUpForm
    form = form_class(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        device = factor.set_up(user, key, form.cleaned_data["code"], replaces=replaces)
        if device:
            return finish(request, site, device)
        form.add_error("code", _("This code is not right. Wait for the next one and type that."))
        audit.record(Action.CODE_REFUSED, by=user, detail="while setting up")
    context = {
        "form": form,
        "secret": factor.secret_in_groups(key),
        "account": user.get_username(),
        "replaces": replaces,
    }
    return page(
        request, site, "admin/signin/set_up.html", _("Set up your second factor"), **context
    )


def finish(request, site, device):
    """The app works: other sessions end, and the recovery codes are shown, this once."""
    is_first = not factor.is_verified(request.user)
    del request.session[PENDING_KEY]
    django_otp.login(request, device)
    request.session.cycle_key()
    sign_out_everywhere(request.user, but=request.session.session_key)
    codes = factor.new_recovery_codes(request.user)
    if is_first and factor.is_required():
        audit.record(Action.SIGNED_IN, by=request.user)
    return show_codes(request, site, codes)


def drawing(request, site):
    """The QR code of the secret that is being set up, for the app to scan."""
    key = request.session.get(PENDING_KEY)
    if not key:
        raise Http404
    address = factor.pending(request.user, key).config_url
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", omitsize=True, light="white")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


# --- One's own second factor, for who is in ------------------------------------------


def overview(request, site):
    context = {"phone": factor.phone_of(request.user), "left": factor.codes_left(request.user)}
    context["is_few"] = context["left"] <= FEW_CODES
    return page(request, site, "admin/signin/overview.html", _("Second factor"), **context)


def recovery_codes(request, site):
    """Ten new recovery codes for whoever knows the password."""
    if factor.phone_of(request.user) is None:
        return redirect("admin:second-factor-set-up")
    form = PasswordForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return show_codes(request, site, factor.new_recovery_codes(request.user))
    title = _("Make new recovery codes")
    return page(request, site, "admin/signin/renew.html", title, form=form)


def show_codes(request, site, codes: list[str]):
    """The answer to the form itself, so that no address shows them again."""
    title = _("Keep your recovery codes")
    return page(request, site, "admin/signin/codes.html", title, codes=codes)


def kept_form(request, site):
    """What was typed before a limit signed the person out."""
    form = kept.kept_for(request)
    if form is None:
        return redirect("admin:index")
    if request.method == "POST":
        kept.forget(request.session)
        messages.info(request, _("What you had typed was thrown away."))
        return redirect("admin:index")
    return page(request, site, "admin/signin/kept.html", _("What you had typed"), kept=form)


# --- Ways ------------------------------------------------------------------------------


def page(request, site, template: str, title: str, **context):
    """A page of the office; who is not in yet sees nothing of the office on it."""
    request.current_app = site.name
    around = site.each_context(request)
    if not site.has_permission(request):
        around |= {"available_apps": [], "is_nav_sidebar_enabled": False, "log_entries": []}
    return render(request, template, {**around, "title": title, "next": way_on(request), **context})


def asked_next(request) -> str:
    return request.POST.get("next") or request.GET.get("next", "")


def way_on(request) -> str:
    """Where the person wanted to go, if that is in our house; else the first page."""
    wanted = asked_next(request)
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("admin:index")


def with_next(request, name: str) -> str:
    wanted = asked_next(request)
    return f"{reverse(name)}?{urlencode({'next': wanted})}" if wanted else reverse(name)

"""Repeated failures lock one name at one address for some minutes, and nobody else.

django-axes counts. Of what it would like to keep, only the name and a keyed digest of
the address are stored, and both are deleted by the first sign-in after the lock's end.
"""

from datetime import timedelta
from ipaddress import IPv6Address
from math import ceil

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac

from bluecampaign.web.senders import network_of, sender_of


class DiscreetHandler(AxesDatabaseHandler):
    """Forgets browser, address line and form before anything is stored."""

    def user_login_failed(self, sender, credentials, request=None, **kwargs):
        if request is not None:
            request.axes_user_agent = request.axes_http_accept = request.axes_path_info = ""
        super().user_login_failed(sender, credentials, request, **kwargs)


@receiver(pre_save, sender=AccessAttempt)
def forget_the_form(sender, instance, **kwargs):
    instance.get_data = instance.post_data = ""


def masked_address(request) -> str:
    """A stand-in for the sender's address: the same for the same address, no way back."""
    digest = salted_hmac("bluecampaign.signin.address", network_of(sender_of(request)))
    return str(IPv6Address(digest.digest()[:16]))


def locked_page(request, response, credentials):
    """How long it lasts and what to do, for whoever failed too often."""
    wait = remaining(request, credentials)
    context = {
        "minutes": max(1, ceil(wait / timedelta(minutes=1))),
        "failures": settings.AXES_FAILURE_LIMIT,
        "site_header": settings.SITE_NAME,
        "contact": settings.CONTACT_EMAIL,
    }
    page = render(request, "admin/signin/locked.html", context, status=429)
    page.headers["Retry-After"] = str(max(1, ceil(wait.total_seconds())))
    add_never_cache_headers(page)
    return page


def remaining(request, credentials) -> timedelta:
    name = (credentials or {}).get("username")
    attempts = AccessAttempt.objects.filter(username=name, ip_address=masked_address(request))
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first()
    return (last or timezone.now()) + settings.AXES_COOLOFF_TIME - timezone.now()

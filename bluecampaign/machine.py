"""What machines ask for: health, robots.txt, security.txt, the web app manifest, offers."""

import datetime as dt

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from bluecampaign.translation.languages import LANGUAGES
from bluecampaign.web.limits import READINESS, limited
from bluecampaign.web.posture import public_page, uncached

from .readiness import reasons

A_DAY = 24 * 60
SECURITY_TXT_MONTHS = 6


@csrf_exempt
@uncached
@require_safe
def health(request):
    """200 while this process serves: it gives kept pages whatever else is away, so there
    is no better process to be put in its place."""
    return JsonResponse({"status": "ok"})


@csrf_exempt
@limited(READINESS)
@uncached
@require_safe
def ready(request):
    """200 when nothing is amiss, else 503 with every reason and what to do."""
    found = reasons()
    body = {"status": "not ready" if found else "ready", "reasons": found}
    return JsonResponse(body, status=503 if found else 200)


@public_page(minutes=A_DAY)
def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        "Disallow: /*/search/",
        # Downloads are counted; the files themselves may be read.
        "Disallow: /r/*/files/",
        "Disallow: /r/*.zip",
        "",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return _text(lines)


@public_page(minutes=A_DAY)
def security(request):
    """RFC 9116. Without an address of its own it points to the page that has one."""
    contact = settings.SECURITY_CONTACT or f"{settings.SITE_URL}/contact/"
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    soon = timezone.now() + dt.timedelta(days=30 * SECURITY_TXT_MONTHS)
    expires = soon.replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en, es",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
        f"Policy: {settings.SITE_URL}/vulnerability-disclosure/",
    ]
    return _text(lines)


@public_page(minutes=A_DAY)
def manifest(request):
    """The web app manifest: a neutral name and our own icon."""
    name = str(settings.SITE_NAME)
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}"} for size in (192, 512)
    ]
    body = {
        "name": name,
        "short_name": name,
        "start_url": "/",
        "display": "browser",
        "icons": [icon | {"type": "image/png"} for icon in icons],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@public_page(minutes=A_DAY)
def offers(request):
    """How each language offers a page in it; for a script, and only when it offers one."""
    return JsonResponse({language.tag: language.offer for language in LANGUAGES})


@csrf_exempt
@uncached
@require_safe
def favicon(request):
    """Where browsers look by themselves."""
    return HttpResponseRedirect(static("img/favicon.ico"))


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")

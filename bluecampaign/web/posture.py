"""Every view says who may keep its answer, and for how long.

`@public_page(minutes=5)` for what everybody sees alike, `@revalidated` for what may be
kept but is asked for each time, `@uncached` for what nobody may keep. An answer whose
view said nothing, and every error, is kept by nobody. Public views only read: any method
but GET and HEAD is answered 405. `@public_form(minutes=5)` also takes a form that changes
nothing, and answers it to nobody else.
"""

from datetime import datetime
from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control

from .kept import CONTENT
from .one_state import one_state

SAFE = ("GET", "HEAD")
STALE_WHILE_REVALIDATE = 600
# Four days: long enough for a weekend without anybody to repair the database.
STALE_IF_ERROR = 345_600


def public_page(*, minutes: int):
    """Mark a view whose answer is the same for everybody."""

    def decorate(view):
        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if request.method not in SAFE:
                return HttpResponseNotAllowed(SAFE)
            response = _whole(view, request, *args, **kwargs)
            if response.status_code in (200, 301):
                keep(response, minutes=minutes, until=getattr(request, "valid_until", None))
            return response

        wrapped.cache_posture = f"public {minutes} min"
        # Nothing can be changed here, so there is nothing to forge.
        wrapped.csrf_exempt = True
        return wrapped

    return decorate


def _whole(view, request, *args, **kwargs) -> HttpResponse:
    """A page that the page cache keeps is of one state of the database, to its last word."""
    if CONTENT not in request.META:
        return view(request, *args, **kwargs)
    with one_state():
        response = view(request, *args, **kwargs)
        return response.render() if hasattr(response, "render") else response


def valid_until(request, moment: datetime | None) -> None:
    """Note that a page says something that changes at a moment; the earliest counts."""
    if moment is not None:
        request.valid_until = min(moment, getattr(request, "valid_until", moment))


def keep(response: HttpResponse, *, minutes: int, until: datetime | None = None) -> HttpResponse:
    """Let everybody keep an answer, and longer while the origin fails: then a number is
    worth more than its hours. Otherwise nobody shows it after `until`."""
    fresh, stale = minutes * 60, STALE_WHILE_REVALIDATE
    shared = max(settings.CDN_MAX_AGE, fresh)
    if until is not None:
        left = max(0, int((until - timezone.now()).total_seconds()))
        fresh, shared = min(fresh, left), min(shared, left)
        stale = min(stale, left - fresh)
    directives = {"s_maxage": shared} if settings.CDN_MAX_AGE else {}
    patch_cache_control(
        response,
        public=True,
        max_age=fresh,
        stale_while_revalidate=stale,
        stale_if_error=STALE_IF_ERROR,
        **directives,
    )
    if settings.CDN_TAG:
        # The names that CDNs have for the same thing.
        response.headers["Cache-Tag"] = response.headers["Surrogate-Key"] = settings.CDN_TAG
    return response


def revalidated(view):
    """Mark a public view whose answer may be kept, if its ETag is asked for each time."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        response = view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            patch_cache_control(response, public=True, no_cache=True)
        return response

    wrapped.cache_posture = "revalidated"
    wrapped.csrf_exempt = True
    return wrapped


def uncached(view):
    """Mark a view whose answer nobody keeps: health, and what holds a reader's words."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    wrapped.cache_posture = "uncached"
    return wrapped


def public_form(*, minutes: int):
    """Mark a page whose form is answered at once and changes nothing: the page is the same
    for everybody, and nobody keeps an answer."""

    def decorate(view):
        shown, answered = public_page(minutes=minutes)(view), uncached(view)

        @wraps(view)
        def wrapped(request, *args, **kwargs):
            if request.method not in (*SAFE, "POST"):
                return HttpResponseNotAllowed((*SAFE, "POST"))
            kept = answered if request.method == "POST" else shown
            return kept(request, *args, **kwargs)

        wrapped.cache_posture = f"public {minutes} min, answers uncached"
        # Nothing is changed, so there is nothing to forge.
        wrapped.csrf_exempt = True
        return wrapped

    return decorate


class CachePostureMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response

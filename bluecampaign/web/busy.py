"""The answer to whoever asks too much at once: 429, the numbers, and when to try again."""

from functools import lru_cache
from time import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import override

from bluecampaign.pages.facts import PageFacts
from bluecampaign.translation.reversing import reverse

from .freshness import clock

# A flood must not make us render: one page of a language serves so many seconds.
SECONDS = 20


def refusal(
    wait: int, language: str, *, is_for_scripts: bool = False, template: str = "busy.html"
) -> HttpResponse:
    """A page with the numbers in the reader's language; a script gets an empty answer."""
    response: HttpResponse
    if is_for_scripts:
        response = JsonResponse({"suggestions": [], "retry_after": wait}, status=429)
    else:
        response = HttpResponse(_page(language, template), status=429)
        response.headers["Content-Language"] = language
    response.headers["Retry-After"] = str(wait)
    add_never_cache_headers(response)
    return response


def _page(language: str, template: str) -> str:
    return _rendered(template, language, clock(settings.DATA_DIR).now(), int(time() // SECONDS))


@lru_cache(maxsize=32)
def _rendered(template: str, language: str, content: int, moment: int) -> str:
    """The same for everybody: of the request that was refused nothing is looked at."""
    anybody = HttpRequest()
    anybody.method, anybody.path = "GET", reverse("home")
    with override(language):
        facts = PageFacts(title=_("Please wait a moment"), path=anybody.path, robots="noindex")
        return render_to_string(template, {"facts": facts}, request=anybody)

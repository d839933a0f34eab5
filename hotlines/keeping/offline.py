"""The copy for when there is no connection: what it holds, and the script that shows it.

Nothing is registered or stored by these answers. A browser keeps a copy after the reader
has pressed the button for it, and not before.
"""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format

from bluecampaign.translation.languages import BY_CODE
from bluecampaign.translation.paths import localize
from bluecampaign.web.posture import revalidated

# Shown in place of any other page while there is no connection.
FIRST = "/numbers/"
# A page that is not there yet, or no longer, is left out of the copy.
PAGES = (FIRST, "/get-help/", "/is-this-happening-to-me/", "/staying-safe/")
SCRIPT = "built/sw.js"


@revalidated
def copy(request, language: str):
    """What a copy in a language holds, for the script that makes it and keeps it fresh."""
    if language not in BY_CODE:
        raise Http404
    with translation.override(language):
        made = date_format(timezone.localdate(), "DATE_FORMAT")
        context = {"made": made}
        notice = render_to_string("hotlines/keeping/kept.html", context)
    record = {
        "language": language,
        "made": made,
        "first": localize(FIRST, language),
        "pages": [localize(path, language) for path in PAGES],
        "notice": notice,
    }
    return JsonResponse(record, headers={"X-Robots-Tag": "noindex"})


@revalidated
def worker(request):
    """The service worker, at the root: a browser lets it answer for what is below."""
    script = finders.find(SCRIPT)
    if script is None:
        raise Http404
    headers = {"Service-Worker-Allowed": "/"}
    return HttpResponse(
        Path(script).read_bytes(), "text/javascript; charset=utf-8", headers=headers
    )

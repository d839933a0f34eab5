"""The roof: the home page, the search and the error pages."""

import logging

from django.core.exceptions import RequestDataTooBig
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from awareness import views as pages
from bluecampaign.media.receiving import TOO_LARGE
from bluecampaign.pages.facts import PageFacts
from bluecampaign.pages.paging import PageUrls
from bluecampaign.search.query import LONGEST_QUERY
from bluecampaign.search.suggestions import suggestions
from bluecampaign.translation.languages import BY_CODE, SOURCE
from bluecampaign.translation.paths import split
from bluecampaign.translation.reversing import reverse
from bluecampaign.web.kept import for_one_reader
from bluecampaign.web.limits import SEARCH, SUGGEST, limited
from bluecampaign.web.pagecache.giving import RETRY_AFTER
from bluecampaign.web.posture import public_page, uncached

from .last_resort import last_resort
from .results import asked, correction, described, facets, results

RESULTS = 20
log = logging.getLogger(__name__)


@public_page(minutes=5)
def home(request):
    """The front page; a site whose home page is not published has none."""
    return pages.page(request, path="")


@csrf_exempt
@limited(SEARCH)
@uncached
@require_safe
def search(request):
    """What holds every word that was asked for. Nothing of it is kept."""
    query = asked(request.GET, get_language())
    answer = query.answer()
    page = Paginator(answer, RESULTS).get_page(request.GET.get("page"))
    found = results(page, answer)
    facts = PageFacts(
        title=_("Search"),
        description=_("Search the pages, hotlines and materials of this site."),
        path=request.path,
        robots="noindex, follow",
    )
    context = {
        "facts": facts,
        "query": query,
        "answer": answer,
        "page_obj": page,
        "url_for": PageUrls(query.url),
        "results": found,
        "own": [result for result in found if result.is_own],
        "english": [result for result in found if not result.is_own],
        "facets": facets(answer),
        "instead": correction(answer),
        "suggest_url": f"{reverse('suggest')}?in={query.language}",
    }
    return render(request, "search.html", context)


@csrf_exempt
@limited(SUGGEST)
@uncached
@require_safe
def suggest(request):
    """Titles that go on as somebody is typing, for a script. Nothing of it is kept."""
    code = request.GET.get("in", SOURCE)
    code = code if code in BY_CODE else SOURCE
    text = request.GET.get("q", "")[:LONGEST_QUERY]
    with override(code):
        found = [described(suggestion) for suggestion in suggestions(text, code)]
    return JsonResponse({"suggestions": found})


@uncached
def page_not_found(request, exception=None):
    """404 in the reader's language, with the hotline on it and a way on."""
    context = {"asked": _words_of(request.path), "facts": _error(_("This page is not here"))}
    with for_one_reader():
        return render(request, "404.html", context, status=404)


@uncached
def bad_request(request, exception=None):
    if isinstance(exception, RequestDataTooBig):
        facts = _error(str(TOO_LARGE))
        return render(request, "admin/too_large.html", {"facts": facts}, status=413)
    facts = _error(_("This address or form cannot be understood"))
    return render(request, "400.html", {"facts": facts}, status=400)


@uncached
def permission_denied(request, exception=None):
    facts = _error(_("This page is not for you to open"))
    return render(request, "403.html", {"facts": facts}, status=403)


@uncached
def form_refused(request, reason=""):
    """A form that does not come from a page of ours, or from one that is too old."""
    facts = _error(_("This form cannot be accepted"))
    return render(request, "form_refused.html", {"facts": facts}, status=403)


@uncached
def server_error(request):
    """503 with the numbers, whatever is broken: the shipped ones if need be. Most often
    the next try succeeds, and search engines keep what they have."""
    try:
        facts = _error(_("This page does not work right now"))
        response = render(request, "500.html", {"facts": facts}, status=503)
    except Exception:  # the page of last resort must not fail in its turn
        log.exception("The error page itself failed.")
        response = HttpResponse(last_resort(), status=503)
    response.headers["Retry-After"] = RETRY_AFTER
    return response


@csrf_exempt
@uncached
@require_safe
def unavailable(request):
    """The page of `server_error`, kept ready for when nothing else can be given."""
    return render(request, "500.html", {"facts": _error(_("This page does not work right now"))})


def _words_of(path: str) -> str:
    """The words of an address, to search for what was meant."""
    _code, english_path = split(path)
    return " ".join(english_path.replace("-", " ").split("/")).strip()[:80]


def _error(title: str) -> PageFacts:
    """An error page: its language menu leads to the home page of each language."""
    return PageFacts(title=title, path=reverse("home"), robots="noindex")

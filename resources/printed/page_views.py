"""`/p/…`: pages and the toolkits of audiences as files, under addresses to print."""

from django.http import Http404, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import get_language

from awareness.models import Audience
from awareness.redirects import moved
from awareness.views import find
from bluecampaign.translation.languages import SOURCE
from bluecampaign.translation.paths import localize
from bluecampaign.web.limits import ARCHIVE, limited
from bluecampaign.web.posture import keep, revalidated

from ..addresses import page_language
from .making import Sheet, Unprintable
from .orders import NoSuchOrder, read
from .pages import PageSheet
from .pieces import DOCUMENT
from .toolkit import ToolkitSheet
from .views import file_of, language_of


@limited(ARCHIVE, language=language_of)
@revalidated
def printed_page(request, path: str, language: str, name: str):
    """A page as a PDF. What is not printed like that leads to the page itself."""
    first = page_language(language.split("+")[0])
    with translation.override(first):
        page = find(path)
        if page is None:
            answer = moved(f"/{path}/")
            if answer is None:
                raise Http404
            return answer
        return _document(request, PageSheet, page, f"/{path}/", language, name)


@limited(ARCHIVE, language=language_of)
@revalidated
def printed_toolkit(request, slug: str, language: str, name: str):
    """All that an audience needs, as a PDF; else the page of the audience."""
    first = page_language(language.split("+")[0])
    with translation.override(first):
        audience = Audience.objects.filter(slug=slug).first()
        if audience is None:
            raise Http404
        path = f"/resources/for/{slug}/"
        return _document(request, ToolkitSheet, audience, path, language, name)


def _document(request, sheet: type[Sheet], item, path: str, language: str, name: str):
    try:
        order = read(DOCUMENT, language, name, "pdf")
        return file_of(request, sheet(item, DOCUMENT, order))
    except (NoSuchOrder, Unprintable):
        there = HttpResponseRedirect(localize(path, get_language() or SOURCE))
        return keep(there, minutes=5)

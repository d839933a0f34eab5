"""What stands behind `/r/…`: the addresses in QR codes, of files, of whole toolkits.

Whoever comes here may be frightened and hold an old poster: whatever has become of it,
they get a page of use in their language, with the numbers on it.
"""

import re

from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from bluecampaign.pages.facts import PageFacts
from bluecampaign.translation.paths import localize
from bluecampaign.translation.reversing import reverse
from bluecampaign.web.limits import ARCHIVE, DOWNLOAD, limited
from bluecampaign.web.posture import keep, public_page, revalidated, uncached
from bluecampaign.web.tags import unchanged

from .addresses import anchor_of, item_path, nearest_tag, page_language
from .archives import Archive, archive_of, languages_of
from .downloads import count_archive, count_edition, is_download
from .gone import gone
from .models import Resource
from .models.resources import CODE

KEPT_MINUTES = 5
LONGEST_CODE = 20
TAG = re.compile(r"[A-Za-z0-9_-]{1,35}")


@public_page(minutes=KEPT_MINUTES)
def lead(request, code: str, language: str = ""):
    """From a printed address to the page of the item, where the files of the language
    stand. The answer is temporary: the item may move again."""
    with translation.override(page_language(language)):
        response = _answer(request, find(code), code, language)
        response.headers["Content-Language"] = get_language()
    return response


def find(code: str) -> Resource | None:
    """The public item that has a code or had it before, however it is written."""
    if len(code) > LONGEST_CODE or not re.match(CODE, code):
        return None
    language = get_language()
    found = Resource.objects.live().with_code(code).in_language(language)
    return found.with_editions(language).first()


def _answer(request, item: Resource | None, code: str, language: str) -> HttpResponse:
    if item is None:
        return _unknown(request, code)
    if item.is_withdrawn:
        return gone(request, item)
    path = localize(item_path(item), get_language())
    tag = nearest_tag(language, item.languages) if TAG.fullmatch(language) else ""
    there = HttpResponseRedirect(f"{path}#{anchor_of(tag)}" if tag else path)
    return keep(there, minutes=KEPT_MINUTES)


def _unknown(request, code: str) -> HttpResponse:
    """404 in the language that stands on the poster, not in that of the address."""
    facts = PageFacts(_("This page is not here"), path=reverse("home"), robots="noindex")
    context = {"asked": code[:LONGEST_CODE], "facts": facts}
    return render(request, "404.html", context, status=404)


def _language(language: str, **kwargs) -> str:
    return page_language(language)


@csrf_exempt
@limited(DOWNLOAD, language=_language)
@uncached
@require_safe
def download(request, code: str, language: str, pk: int):
    """Count a download and lead to the file; where there is none, to the item."""
    item = find(code)
    editions = item.editions.all() if item and not item.is_withdrawn else ()
    edition = next((each for each in editions if each.pk == pk and each.file), None)
    if edition is None:
        return lead(request, code, language)
    if is_download(request):
        count_edition(edition)
    return HttpResponseRedirect(edition.file.url)


@limited(ARCHIVE, language=_language)
@revalidated
def toolkit_archive(request, code: str, language: str):
    """A whole toolkit in a language as one ZIP; where there is none, the item."""
    with translation.override(page_language(language)):
        toolkit = find(code)
        items = parts_of(toolkit) if toolkit else []
    tag = next((tag for tag in languages_of(items) if tag.lower() == language.lower()), None)
    archive = archive_of(items, tag, toolkit=toolkit) if tag else None
    if archive is None or archive.is_empty:
        return lead(request, code, language)
    known = unchanged(request, archive.etag)
    if known is not None:
        return known
    if is_download(request):
        count_archive(toolkit, tag)
    return send(request, archive, f"{toolkit.code}-{tag}.zip".lower())


def parts_of(toolkit: Resource) -> list[Resource]:
    """The public items of a toolkit, ready for an archive; none of a withdrawn one."""
    if not toolkit.is_toolkit or toolkit.is_withdrawn:
        return []
    code = get_language()
    public = Resource.objects.live().in_language(code).with_editions(code)
    return list(public.parts_of(toolkit))


def send(request, archive: Archive, name: str) -> HttpResponse:
    """An archive as a download, made while it is sent; `name` is that of the file."""
    body = archive if request.method == "GET" else ()
    response = StreamingHttpResponse(body, content_type="application/zip")
    response.headers["Content-Length"] = str(archive.length)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["ETag"] = archive.etag
    return response

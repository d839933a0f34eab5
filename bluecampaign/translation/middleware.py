"""The language of a request is the one in its address, for everybody.

No cookie and no Accept-Language decides it, so one address is one page: it can be
cached, linked, printed on a poster, and it never tells on the reader's phone. Staff
pages are English.
"""

from django.http import HttpResponsePermanentRedirect
from django.utils import translation
from django.utils.cache import patch_cache_control

from .paths import corrected, split

A_DAY = 24 * 3600


class LanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        better = corrected(request.path_info)
        if better:
            query = request.META.get("QUERY_STRING", "")
            moved = HttpResponsePermanentRedirect(f"{better}?{query}" if query else better)
            patch_cache_control(moved, public=True, max_age=A_DAY)
            return moved
        code, _path = split(request.path_info)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

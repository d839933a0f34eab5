"""ETags, as RFC 9110 wants them (8.8.3)."""

from pathlib import PurePath
from wsgiref.headers import Headers

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response


def unchanged(request: HttpRequest, etag: str) -> HttpResponse | None:
    """The answer for somebody who has the representation with this tag, or whose condition
    fails; None for all others. A 304 says the tag again (15.4.5)."""
    answer = get_conditional_response(request, etag=etag)
    if answer is not None:
        answer.headers["ETag"] = etag
    return answer


def tag_by_name(headers: Headers, path: str, url: str) -> None:
    """For static files whose names hold a digest, such as site.0123456789ab.css. A tag that
    the compressed and the plain one share must be a weak one, and those of all machines are
    the same."""
    if "immutable" in headers.get("Cache-Control", ""):
        digest = PurePath(path).name.split(".")[-2]
        headers["ETag"] = f'W/"{digest}"'

"""Pages travel compressed: brotli where the browser takes it, else gzip.

Only public answers are compressed: they hold nothing secret, so their length tells
nothing (BREACH). Staff pages, which carry a CSRF token, travel as they are.
"""

import gzip
import re
from functools import lru_cache

import brotli
from django.utils.cache import patch_vary_headers

from .encodings import best_encoding

SMALLEST = 200
BROTLI_QUALITY = 5
# Twenty times slower: for an answer that says `is_dense`, once for each text of it.
DENSEST = 11
TEXTUAL = re.compile(r"^(text/|application/(json|manifest\+json|xml|ld\+json)|image/svg)")


def compress(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, quality=BROTLI_QUALITY)
    return gzip.compress(body, compresslevel=6, mtime=0)


@lru_cache(maxsize=32)
def compress_densely(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=DENSEST)
    return compress(body, encoding)


class CompressionMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not may_compress(request, response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        encoding = best_encoding(request.headers.get("Accept-Encoding", ""))
        if encoding != "identity" and len(response.content) >= SMALLEST:
            densely = getattr(response, "is_dense", False)
            squeeze = compress_densely if densely else compress
            response.content = squeeze(response.content, encoding)
            response.headers["Content-Encoding"] = encoding
            response.headers["Content-Length"] = str(len(response.content))
        return response


def may_compress(request, response) -> bool:
    return (
        not request.path_info.startswith("/admin/")
        and not response.streaming
        and not response.has_header("Content-Encoding")
        and bool(TEXTUAL.match(response.headers.get("Content-Type", "")))
    )

"""Pages travel compressed: brotli where the browser takes it, else gzip.

Only public answers are compressed: they hold nothing secret, so their length tells
nothing (BREACH). Staff pages, which carry a CSRF token, travel as they are.
"""

from functools import lru_cache

from django.utils.cache import patch_vary_headers

from .encodings import SMALLEST, TEXTUAL, best_encoding, compress, compress_densely

# For an answer that says `is_dense`: once for each text of it.
densely = lru_cache(maxsize=32)(compress_densely)


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
            squeeze = densely if getattr(response, "is_dense", False) else compress
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

"""How answers travel compressed. Imports no Django: the page cache asks before it."""

import gzip
import re
from functools import lru_cache

import brotli

# Less gains nothing, and a short answer is one packet anyway.
SMALLEST = 200
TEXTUAL = re.compile(
    r"^(text/|application/(json|manifest\+json|xml|ld\+json|javascript)|image/svg)"
)
GZIP_LEVEL = 6
QUICK, DENSEST = 5, 11
# How far back it looks, as a power of two: further than a page is long is only work.
WINDOW = 16


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """The encoding for an Accept-Encoding header: `br`, `gzip` or `identity`
    (RFC 9110, 12.5.3)."""
    offers = {}
    for offer in accepted.lower().replace(" ", "").split(","):
        name, _, weight = offer.partition(";q=")
        try:
            offers[name] = float(weight or 1)
        except ValueError:
            offers[name] = 0.0
    usual = offers.get("*", 0.0)
    return next((name for name in ("br", "gzip") if offers.get(name, usual) > 0), "identity")


def compress(body: bytes, encoding: str) -> bytes:
    """In brotli or gzip, the same bytes each time."""
    if encoding == "br":
        return brotli.compress(body, quality=QUICK, lgwin=WINDOW)
    return gzip.compress(body, compresslevel=GZIP_LEVEL, mtime=0)


def compress_densely(body: bytes, encoding: str) -> bytes:
    """The smallest there is: in brotli twenty times slower."""
    if encoding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=DENSEST)
    return compress(body, encoding)

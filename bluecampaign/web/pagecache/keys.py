"""What one page is: which requests ask for the same bytes, and which are never kept."""

import re
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

READS = ("GET", "HEAD")
# Staff's own pages, and files, which have their own ways.
NEVER = ("/admin/", "/preview/", "/static/", "/files/", "/healthz", "/readyz", "/p/")
# A download is counted each time; what is printed is kept elsewhere.
COUNTED = re.compile(r"/r/.*(/files/|/print/|\.zip$)", re.IGNORECASE)
# What the public lists understand. Nobody else's mark on a link makes another page.
NAMES = frozenset(
    {
        *("audience", "kind", "topic", "language", "get", "component", "year"),
        *("replaced", "sort", "page", "need", "way", "police", "place"),
    }
)
# Words, lists and downloads of one person: read afresh each time and kept by nobody.
PERSONAL = frozenset({"q", "in", "list", "zip"})
LONGEST_QUERY = 1000


class Key(NamedTuple):
    """One page: the host, whether it came by https, the path and the query that counts."""

    host: str
    is_secure: bool
    path: str
    query: str

    @property
    def digest(self) -> str:
        """32 hexadecimal digits, the same in every process."""
        return _digest(self)


@lru_cache(maxsize=2048)
def _digest(key: Key) -> str:
    words = "\0".join((key.host, str(int(key.is_secure)), key.path, key.query))
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def key_of(environ: dict, *, trust_proxy: bool = False) -> Key | None:
    """The key of a request, or None where its answer is not for the cache."""
    query = normalized(environ.get("QUERY_STRING", "")) if is_page(environ) else None
    if query is None:
        return None
    host = environ.get("HTTP_HOST") or environ.get("SERVER_NAME", "")
    path = environ.get("PATH_INFO", "")
    return Key(host.lower(), _is_secure(environ, trust_proxy), path, query)


def is_page(environ: dict) -> bool:
    """Whether a request asks for a public page. One that has no key all the same is for one
    reader, whose words or list are in its address."""
    path = environ.get("PATH_INFO", "")
    return (
        environ["REQUEST_METHOD"] in READS
        and not path.startswith(NEVER)
        and not (path[:3].lower() == "/r/" and COUNTED.match(path))
        and "HTTP_RANGE" not in environ
        and "HTTP_AUTHORIZATION" not in environ
    )


def normalized(query: str) -> str | None:
    """The parts of a query that pages understand, in one order; None if it is one person's.

    Parts that no page understands are left out, so that a link that somebody marked
    leads to the same page. The order of values of one name counts.
    """
    if not query:
        return ""
    if len(query) > LONGEST_QUERY:
        return None
    pairs = parse_qsl(query, keep_blank_values=True)
    if any(name in PERSONAL for name, _value in pairs):
        return None
    kept = [pair for pair in pairs if pair[0] in NAMES and pair[1]]
    return urlencode(sorted(kept, key=lambda pair: pair[0]))


def _is_secure(environ: dict, trust_proxy: bool) -> bool:
    if trust_proxy:
        return environ.get("HTTP_X_FORWARDED_PROTO", "") == "https"
    return environ.get("wsgi.url_scheme") == "https"

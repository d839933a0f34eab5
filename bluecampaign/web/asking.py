"""A request that this process makes of itself. Imports no Django."""

import sys
from io import BytesIO
from urllib.parse import urlsplit


def request_at(origin: str, path: str, query: str = "") -> dict:
    """What a server would hand on for a GET of a path, as nobody (PEP 3333).

    `path` is decoded; the scheme is told as a trusted proxy tells it, too.
    """
    where = urlsplit(origin)
    is_secure = where.scheme == "https"
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": where.hostname,
        "SERVER_PORT": str(where.port or (443 if is_secure else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": where.netloc,
        "HTTP_X_FORWARDED_PROTO": where.scheme,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": where.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
